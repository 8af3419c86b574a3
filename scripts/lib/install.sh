# Installs what the tests need and the machine lacks; sourced, never run.
# Each function looks first, so a machine that has everything needs no network.
# shellcheck shell=bash
# shellcheck disable=SC2154  # root and cache come from common.sh

need_postgres() {
  [ -n "$(postgres_bin)" ] && return
  # Debian's package would make and start a cluster of its own; the tests make scratch ones.
  as_root sh -c 'mkdir -p /etc/postgresql-common/createcluster.d &&
    echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.d/otklik-tests.conf' ||
    die "PostgreSQL's server programs are missing and root is needed to install them"
  apt_install postgresql
}

need_chromium() {
  [ -n "$(chromium_path)" ] || apt_install chromium fonts-dejavu-core
}

need_node() {
  if ! have node || ! have npm; then apt_install nodejs npm; fi
  local major
  major="$(node -p 'process.versions.node.split(".")[0]')"
  [ "$major" -ge 18 ] || die "node 18 or newer is needed, this is $(node --version)"
}

# The node packages of tests/, kept per lock file, so that a fresh clone finds them installed.
need_node_packages() {
  need_node
  local key home
  key="$(cat "$root/tests/package.json" "$root/tests/package-lock.json" | sha256sum | cut -c1-16)"
  home="$cache/node/$key"
  if [ ! -e "$home/complete" ]; then
    say "installing the node packages of tests/"
    rm -rf "$home" && mkdir -p "$home"
    cp "$root/tests/package.json" "$root/tests/package-lock.json" "$home/"
    (cd "$home" && npm ci --no-audit --no-fund --ignore-scripts --loglevel=error >&2) || die "npm ci failed"
    touch "$home/complete"
  fi
  ln -sfn "$home/node_modules" "$root/tests/node_modules"
}

need_python() {
  python3 -c 'import venv, ensurepip' 2>/dev/null || apt_install python3 python3-venv
}

# need_python_packages: a virtual environment with tests/requirements.txt; prints its folder.
need_python_packages() {
  need_python
  local home
  home="$cache/python/$(sha256sum < "$root/tests/requirements.txt" | cut -c1-16)"
  if [ ! -e "$home/complete" ]; then
    say "installing the Python packages of tests/"
    rm -rf "$home" && mkdir -p "$home"
    python3 -m venv "$home/venv" >&2 || die "python3 -m venv failed"
    "$home/venv/bin/pip" install --quiet --disable-pip-version-check -r "$root/tests/requirements.txt" >&2 ||
      die "pip install failed"
    touch "$home/complete"
  fi
  echo "$home/venv"
}
