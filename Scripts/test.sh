#!/usr/bin/env bash
# Runs the tests of the Swift modules; what failed is said once more at the end.
# Usage: Scripts/test.sh [CONFIGURATION]
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

log=$(mktemp)
trap 'rm -f "$log"' EXIT

# The flag on testable imports makes tests and program share one build.
swift test -c "${1:-release}" --disable-xctest --disable-testable-imports --no-parallel 2>&1 |
  tee "$log"
status=${PIPESTATUS[0]}

if ((status != 0)); then
  printf '\nwhat failed:\n' >&2
  grep -a -A 3 -e '^✘' -e 'error:' "$log" >&2
fi
exit "$status"
