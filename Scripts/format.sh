#!/usr/bin/env bash
# Formats the Swift sources in place, or says where they are not formatted.
#
#   Scripts/format.sh format|lint
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

need swift "install Swift 6.2 or newer"
swift format --version >/dev/null 2>&1 || fail "swift format is missing; it comes with Swift 6"

case "${1:-}" in
  format) swift format --in-place --recursive --parallel Package.swift Sources Tests ;;
  lint) swift format lint --strict --recursive --parallel Package.swift Sources Tests ;;
  *) fail "expected 'format' or 'lint'" ;;
esac
