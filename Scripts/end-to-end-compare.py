#!/usr/bin/env python3
"""The comparisons of Scripts/end-to-end.sh with Hugging Face's libraries, one subcommand each.

    ids DIR TEXT IDS                 `tokenizer encode` gave the ids that HF tokenizers gives
    logs RUN RESUMED                 both metrics.jsonl hold the same steps and numbers, bit for bit
    learned RUN                      the training loss fell
    events RUN                       TensorBoard reads the event files
    generation DIR ROWS              greedy tokens and log-probabilities equal transformers'
    scores DIR ROWS                  so do the log-probabilities of given completions
    rewards DIR ROLLOUTS             so do the scores of a preference model
    write TOKENIZER DIR              (a Llama with random weights, written by transformers)
    alone ROWS ONE                   a prompt yields alone what it yields in a batch
"""

import json
import os
import pathlib
import sys

os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_VERBOSITY="error")

TOLERANCE = 1e-4


def rows(path: str) -> list[dict]:
    return [json.loads(line) for line in open(path, encoding="utf-8")]


def expect(condition: bool, message: str) -> None:
    if not condition:
        sys.exit(f"end-to-end: error: {message}")


def quiet() -> None:
    from transformers.utils import logging
    logging.disable_progress_bar()


def ids(folder: str, text: str, encoded: str) -> None:
    from tokenizers import Tokenizer
    ours = json.loads(pathlib.Path(encoded).read_text())
    theirs = Tokenizer.from_file(f"{folder}/tokenizer.json").encode(
        pathlib.Path(text).read_bytes().decode()).ids
    expect(ours == theirs, f"ids of {text} differ: {ours[:20]} here, {theirs[:20]} there")


def numbers(path: str) -> list[dict]:
    """The rows of metrics.jsonl without what depends on the clock."""
    return [{key: value for key, value in row.items()
             if key != "time" and not key.startswith("timing/")}
            for row in rows(f"{path}/metrics.jsonl")]


def logs(run: str, resumed: str) -> None:
    whole, joined = numbers(run), numbers(resumed)
    expect(len(whole) > 20, f"{run}/metrics.jsonl holds only {len(whole)} rows")
    expect(len(whole) == len(joined), f"{len(whole)} rows in one run, {len(joined)} in the resumed")
    for ours, theirs in zip(whole, joined):
        expect(ours == theirs, f"the resumed run logged {theirs}, the uninterrupted {ours}")


def learned(run: str) -> None:
    losses = [row["loss"] for row in rows(f"{run}/metrics.jsonl") if "loss" in row]
    expect(losses[-1] < 0.7 * losses[0], f"the loss went from {losses[0]} to {losses[-1]}")


def events(run: str) -> None:
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
    files = sorted(pathlib.Path(run).rglob("events.out.tfevents*"))
    expect(bool(files), f"no event file under {run}")
    reader = EventAccumulator(str(files[0].parent)).Reload()
    counts = [len(reader.Scalars(tag)) for tag in reader.Tags()["scalars"]]
    expect(max(counts, default=0) > 20, f"{files[0]} holds {counts} scalars a tag")


class Reference:
    """The same checkpoint in transformers, in float32."""

    def __init__(self, folder: str):
        quiet()
        from transformers import AutoModelForCausalLM, AutoTokenizer
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        model, report = AutoModelForCausalLM.from_pretrained(
            folder, dtype="float32", output_loading_info=True)
        problems = {name: found for name, found in report.items() if found}
        expect(not problems, f"transformers says of {folder}: {problems}")
        self.model = model.eval()

    def greedy(self, prompt: list[int], count: int) -> list[int]:
        import torch
        ids = torch.tensor([prompt])
        out = self.model.generate(ids, attention_mask=torch.ones_like(ids), do_sample=False,
                                  max_new_tokens=count, pad_token_id=0)
        return out[0, len(prompt):].tolist()

    def log_probs(self, prompt: list[int], tokens: list[int]) -> list[float]:
        import torch
        with torch.no_grad():
            logits = self.model(torch.tensor([prompt + tokens])).logits[0].double()
        table = torch.log_softmax(logits, dim=-1)
        return [table[len(prompt) - 1 + i, token].item() for i, token in enumerate(tokens)]


def close(name: str, ours: list[float], theirs: list[float]) -> None:
    expect(len(ours) == len(theirs) > 0, f"{name}: {len(ours)} numbers, {len(theirs)} expected")
    worst = max(abs(a - b) for a, b in zip(ours, theirs))
    expect(worst < TOLERANCE, f"{name}: log-probabilities differ by {worst}")


def generation(folder: str, path: str) -> None:
    reference = Reference(folder)
    stop = reference.model.generation_config.eos_token_id
    stops = set(stop if isinstance(stop, list) else [stop])
    for row in rows(path):
        prompt = reference.tokenizer(row["prompt"]).input_ids
        theirs = reference.greedy(prompt, 24)
        ours = row["tokens"]
        trimmed = [[t for t in ids if t not in stops] for ids in (ours, theirs)]
        expect(trimmed[0] == trimmed[1], f"{row['prompt']!r}: {ours} here, {theirs} there")
        text = reference.tokenizer.decode(trimmed[0], clean_up_tokenization_spaces=False)
        expect(row["completion"] == text, f"{row['completion']!r} here, {text!r} there")
        close(row["prompt"], row["log_probs"], reference.log_probs(prompt, ours))


def scores(folder: str, path: str) -> None:
    reference = Reference(folder)
    for row in rows(path):
        prompt = reference.tokenizer(row["prompt"]).input_ids
        close(row["prompt"], row["log_probs"], reference.log_probs(prompt, row["tokens"]))
        total = sum(row["log_probs"])
        expect(abs(row["log_prob"] - total) < 1e-3, f"log_prob {row['log_prob']}, sum {total}")
        text = reference.tokenizer.decode(row["tokens"], skip_special_tokens=True)
        expect(text == row["completion"], f"scored {text!r}, not {row['completion']!r}")


def rewards(folder: str, path: str) -> None:
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer
    quiet()
    words = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForSequenceClassification.from_pretrained(folder).eval()
    found = rows(path)
    expect(len({row["reward"] for row in found}) > 1, "all rewards are one number")
    for row in found:
        messages = row["prompt"] + [{"role": "assistant", "content": row["answer"]}]
        text = words.apply_chat_template(messages, tokenize=False)
        with torch.no_grad():
            score = model(torch.tensor([words(text).input_ids])).logits[0, 0].item()
        expect(abs(score - row["reward"]) < TOLERANCE,
               f"the score of {row['answer']!r} is {row['reward']}, {score} by transformers")


def write(tokenizer: str, folder: str) -> None:
    """Two heads a key, a head of its own, another rotary base: unlike the trained model."""
    import torch
    from transformers import AutoTokenizer, LlamaConfig, LlamaForCausalLM
    quiet()
    torch.manual_seed(0)
    words = AutoTokenizer.from_pretrained(tokenizer)
    LlamaForCausalLM(LlamaConfig(
        vocab_size=len(words), hidden_size=48, intermediate_size=80, num_hidden_layers=2,
        num_attention_heads=4, num_key_value_heads=2, max_position_embeddings=256,
        rope_parameters={"rope_type": "default", "rope_theta": 50000.0}, tie_word_embeddings=False,
        initializer_range=0.3, eos_token_id=words.eos_token_id, bos_token_id=None,
    )).save_pretrained(folder)
    words.save_pretrained(folder)


def alone(batch: str, single: str) -> None:
    one = rows(single)[0]
    same = [row for row in rows(batch) if row["prompt"] == one["prompt"]]
    expect(len(same) == 1, f"{len(same)} rows of {batch} have the prompt of {single}")
    batched = same[0]["tokens"]
    expect(batched == one["tokens"], f"{batched} batched, {one['tokens']} alone")


if __name__ == "__main__":
    checks = [ids, logs, learned, events, generation, scores, rewards, write, alone]
    {check.__name__: check for check in checks}[sys.argv[1]](*sys.argv[2:])
