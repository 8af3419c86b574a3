# Starts the product on sample data for a script; sourced, never run.
# shellcheck shell=bash
# shellcheck disable=SC2154  # root and target come from common.sh

# with_demo: sets BASE_URL, CLIENT_ID and API_KEY of the first seller, and ends the product with the script.
with_demo() {
  local bin
  need_python
  bin="$(product_binary)" || die "the product does not build"
  demo_home="$(mktemp -d "${TMPDIR:-/tmp}/otklik-demo.XXXXXX")"
  trap end_demo EXIT
  "$bin" demo --listen 127.0.0.1:0 --data "$demo_home/data" --ready-file "$demo_home/ready.json" \
    >"$demo_home/log" 2>&1 </dev/null &
  demo_pid=$!
  for _ in $(seq 1 600); do
    [ -s "$demo_home/ready.json" ] && break
    kill -0 "$demo_pid" 2>/dev/null || { cat "$demo_home/log" >&2; die "the product ended before it was ready"; }
    sleep 0.1
  done
  [ -s "$demo_home/ready.json" ] || { cat "$demo_home/log" >&2; die "the product was not ready within a minute"; }
  BASE_URL="$(ready url)" CLIENT_ID="$(ready sellers 0 client_id)" API_KEY="$(ready sellers 0 api_key)"
  export BASE_URL CLIENT_ID API_KEY
}

# ready KEY…: one value of the ready file.
ready() {
  python3 - "$demo_home/ready.json" "$@" <<'PYTHON'
import json, sys
value = json.load(open(sys.argv[1], encoding="utf-8"))
for key in sys.argv[2:]:
    value = value[int(key) if isinstance(value, list) else key]
print(value)
PYTHON
}

end_demo() {
  trap - EXIT
  if [ -n "${demo_pid:-}" ]; then kill "$demo_pid" 2>/dev/null || true; wait "$demo_pid" 2>/dev/null || true; fi
  rm -rf "$demo_home"
}
