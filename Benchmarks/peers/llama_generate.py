"""transformers' `generate` on random prompts: sampling at temperature 1 with the key-value cache.

    llama_generate.py --batch N [--dtype f32|bf16] [--layers N --hidden N …]
"""

import argparse

import torch

import common


def main() -> None:
    parser = argparse.ArgumentParser()
    common.add_model_arguments(parser)
    parser.add_argument("--batch", type=int, default=1)
    parser.add_argument("--prompt", type=int, default=64)
    parser.add_argument("--new", type=int, default=64)
    parser.add_argument("--dtype", choices=["f32", "bf16"], default="f32")
    parser.add_argument("--repetitions", type=int, default=3)
    arguments = parser.parse_args()
    dtype = torch.float32 if arguments.dtype == "f32" else torch.bfloat16
    model = common.make_model(arguments).eval().to(dtype)
    ids = torch.randint(3, arguments.vocabulary, (arguments.batch, arguments.prompt))

    def sample(count: int) -> None:
        # No end-of-sequence token, so that every row draws `count` tokens.
        model.generate(ids, attention_mask=torch.ones_like(ids), do_sample=True, temperature=1.0,
                       top_k=0, min_new_tokens=count, max_new_tokens=count, eos_token_id=None,
                       pad_token_id=0)

    sample(4)
    runs = common.Median(skipped=0)
    for _ in range(arguments.repetitions):
        with runs:
            sample(arguments.new)
    common.finish(tokens_per_second=arguments.batch * arguments.new / runs.value)


if __name__ == "__main__":
    main()
