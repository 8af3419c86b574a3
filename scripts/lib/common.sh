# Shared by the scripts beside this folder; sourced, never run.
# shellcheck shell=bash
# shellcheck disable=SC2034  # the names set here are used where this is sourced

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
# What is installed once and used by every clone on the machine.
cache="${OTKLIK_TEST_CACHE:-$HOME/.cache/otklik}"
# What belongs to this clone: reports, screenshots, logs.
target="${CARGO_TARGET_DIR:-$root/target}"
# The published clients and data sets that some stages use when they are there.
shared="${OTKLIK_SHARED:-$root/../shared}"

say() { printf '%s\n' "$*" >&2; }
die() { say "$(basename "$0"): $*"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# Runs a command as root: directly, or through sudo where that asks no password.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif have sudo && sudo -n true 2>/dev/null; then sudo -n "$@"
  else return 1
  fi
}

# apt_install PACKAGE…: from Debian's packages, waiting for another apt to finish.
apt_install() {
  have apt-get || die "please install: $*"
  say "installing $*"
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600)
  as_root "${apt[@]}" update >&2 || die "these packages are missing and root is needed to install them: $*"
  as_root "${apt[@]}" install -y --no-install-recommends "$@" >&2 || die "could not install $*"
}

# The folder with PostgreSQL's server programs, newest first; empty where there is none.
postgres_bin() {
  local dir
  for dir in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -t/ -k5 -rn); do
    if [ -x "$dir/initdb" ] && [ -x "$dir/postgres" ]; then echo "$dir"; return; fi
  done
  if have initdb && have postgres; then dirname "$(command -v initdb)"; fi
}

chromium_path() {
  local name
  for name in "${OTKLIK_TEST_CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [ -n "$name" ] && have "$name"; then command -v "$name"; return; fi
  done
}

# The product that browsers and clients drive: built once, in the profile of the tests.
product_binary() {
  if [ -n "${OTKLIK_TEST_BIN:-}" ]; then echo "$OTKLIK_TEST_BIN"; return; fi
  (cd "$root" && cargo build --quiet -p server --bin otklik >&2) || return 1
  echo "$target/debug/otklik"
}
