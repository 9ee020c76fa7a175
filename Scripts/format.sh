#!/usr/bin/env bash
# Formats the Swift sources in place, or says where they are not formatted; `lint` also looks at the
# scripts: syntax of the shell's, lines beyond 100 columns, tabs, white space at the end of a line.
#
#   Scripts/format.sh format|lint
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

need swift "install Swift 6.2 or newer"
swift format --version >/dev/null 2>&1 || fail "swift format is missing; it comes with Swift 6"

lint_scripts() {
  local script failed=0
  for script in .ci/run Scripts/*.sh; do bash -n "$script" || failed=1; done
  if LC_ALL=C.UTF-8 grep -nE $'.{101,}|\t|[ \r]+$' \
    .ci/run Scripts/*.sh Scripts/*.py Benchmarks/*.py Benchmarks/peers/*.py; then
    failed=1
  fi
  [[ $failed == 0 ]] || fail "the lines above"
}

case "${1:-}" in
  format) swift format --in-place --recursive --parallel Package.swift Sources Tests ;;
  lint)
    swift format lint --strict --recursive --parallel Package.swift Sources Tests
    lint_scripts
    ;;
  *) fail "expected 'format' or 'lint'" ;;
esac
