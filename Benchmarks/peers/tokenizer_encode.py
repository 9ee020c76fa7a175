"""Hugging Face `tokenizers` on one thread, by whichever of its calls is fastest here.

    tokenizer_encode.py --tokenizer DIR --text FILE
"""

import argparse
import os
import pathlib

os.environ["TOKENIZERS_PARALLELISM"] = "false"
os.environ["RAYON_NUM_THREADS"] = "1"

from tokenizers import Tokenizer

import common


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--tokenizer", required=True)
    parser.add_argument("--text", required=True)
    arguments = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(pathlib.Path(arguments.tokenizer) / "tokenizer.json"))
    data = pathlib.Path(arguments.text).read_bytes()
    lines = data.decode().splitlines(keepends=True)
    calls = {
        "lines": lambda: [tokenizer.encode(line) for line in lines],
        "batch": lambda: tokenizer.encode_batch(lines),
        "batch_fast": lambda: tokenizer.encode_batch_fast(lines),
    }
    rates = {}
    for name, call in calls.items():
        runs = common.Median(skipped=1)
        for _ in range(3):
            with runs:
                call()
        rates[name] = len(data) / 1e6 / runs.value
    common.finish(mb_per_s=max(rates.values()), **rates)


if __name__ == "__main__":
    main()
