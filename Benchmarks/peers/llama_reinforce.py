"""TRL's RLOO trainer on the CPU: draws answers with transformers' `generate`, rewards them with a
function of their length, and makes one update a step.

    llama_reinforce.py --model DIR --prompts FILE [--dtype f32|bf16] [--prompts-per-step N …]

bf16 is the Trainer's autocast over float32 weights. Gradient checkpointing, TRL's default, is off:
it only costs time where memory is ample. The rest is as TRL ships it, but for what both sides
share: group size, lengths, one update a step, the coefficient of the divergence, and no logging to
services. A step is timed from the end of the one before, its batch included.
"""

import argparse
import json
import tempfile

import torch
from datasets import Dataset
from transformers import AutoModelForCausalLM, AutoTokenizer, TrainerCallback
from trl import RLOOConfig, RLOOTrainer

import common

#: `--reward length` of the program: nothing up to 32 new tokens, −1 from 128 on or without an end.
FREE, LIMIT = 32, 128


def length_penalty(completion_ids, end: int) -> list[float]:
    return [-1.0 if ids[-1] != end else -min(1.0, max(0, len(ids) - FREE) / (LIMIT - FREE))
            for ids in completion_ids]


class StepTimes(TrainerCallback):
    """What passes between the ends of successive steps."""

    def __init__(self, skipped: int):
        self.steps = common.Median(skipped)

    def on_train_begin(self, *_, **__):
        self.steps.__enter__()

    def on_step_end(self, *_, **__):
        self.steps.__exit__()
        self.steps.__enter__()


def configuration(arguments, folder: str) -> RLOOConfig:
    return RLOOConfig(
        output_dir=folder, use_cpu=True, bf16=arguments.dtype == "bf16", seed=0,
        max_steps=arguments.steps + arguments.warmup, learning_rate=arguments.learning_rate,
        per_device_train_batch_size=arguments.prompts_per_step * arguments.samples_per_prompt,
        gradient_accumulation_steps=1, steps_per_generation=1, num_iterations=1,
        num_generations=arguments.samples_per_prompt, temperature=1.0, beta=arguments.kl,
        max_completion_length=arguments.max_new_tokens, gradient_checkpointing=False,
        dataloader_pin_memory=False, report_to="none", save_strategy="no", logging_steps=1,
        disable_tqdm=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True)
    parser.add_argument("--prompts", required=True)
    parser.add_argument("--dtype", choices=["f32", "bf16"], default="f32")
    parser.add_argument("--steps", type=int, default=5)
    parser.add_argument("--warmup", type=int, default=1)
    parser.add_argument("--prompts-per-step", type=int, default=32)
    parser.add_argument("--samples-per-prompt", type=int, default=4)
    parser.add_argument("--max-new-tokens", type=int, default=64)
    parser.add_argument("--learning-rate", type=float, default=1e-5)
    parser.add_argument("--kl", type=float, default=0.05)
    arguments = parser.parse_args()
    torch.set_num_threads(common.THREADS)
    tokenizer = AutoTokenizer.from_pretrained(arguments.model)
    with open(arguments.prompts, encoding="utf-8") as rows:
        prompts = [{"prompt": json.loads(row)["prompt"]} for row in rows]
    times, lengths = StepTimes(arguments.warmup), []

    def reward(completion_ids, **_) -> list[float]:
        lengths.extend(map(len, completion_ids))
        return length_penalty(completion_ids, tokenizer.eos_token_id)

    with tempfile.TemporaryDirectory() as folder:
        trainer = RLOOTrainer(
            model=AutoModelForCausalLM.from_pretrained(arguments.model, dtype=torch.float32),
            reward_funcs=reward, args=configuration(arguments, folder),
            train_dataset=Dataset.from_list(prompts), processing_class=tokenizer,
            callbacks=[times])
        trainer.train()
    common.finish(
        seconds_per_step=times.steps.value, steps_per_minute=60 / times.steps.value,
        answer_tokens=sum(lengths) / len(lengths))


if __name__ == "__main__":
    main()
