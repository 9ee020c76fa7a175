"""transformers' Llama, trained as its users do on a CPU: bf16 autocast, fused AdamW, clipping at 1.

    llama_train.py [--compile] [--layers N --hidden N …] [--steps N]
"""

import argparse

import torch

import common


def train_step(model, optimizer, ids: torch.Tensor) -> None:
    optimizer.zero_grad(set_to_none=True)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        loss = model(input_ids=ids, labels=ids, use_cache=False).loss
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    loss.item()


def main() -> None:
    parser = argparse.ArgumentParser()
    common.add_model_arguments(parser)
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--sequence", type=int, default=128)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--steps", type=int, default=20)
    arguments = parser.parse_args()
    model = common.make_model(arguments).train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.1, fused=True)
    call = torch.compile(model) if arguments.compile else model
    ids = torch.randint(0, arguments.vocabulary, (arguments.batch, arguments.sequence))
    steps = common.Median(skipped=3)
    for _ in range(arguments.steps + steps.skipped):
        with steps:
            train_step(call, optimizer, ids)
    common.finish(tokens_per_second=ids.numel() / steps.value)


if __name__ == "__main__":
    main()
