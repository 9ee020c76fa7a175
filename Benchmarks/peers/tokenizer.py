"""Encoding speed of Hugging Face `tokenizers` on one thread: one line of JSON.

    python Benchmarks/peers/tokenizer.py TOKENIZER_DIR TEXT_FILE [REPEATS]

Documents are the file's paragraphs (text between blank lines). "cached" encodes them again and again
with one tokenizer; "uncached" clears its word cache before each pass.
"""

import json
import os
import pathlib
import re
import sys
import time

os.environ["TOKENIZERS_PARALLELISM"] = "false"

from tokenizers import Tokenizer  # noqa: E402  (the thread setting must come first)


def best(tokenizer, documents, size, repeats, clear):
    fastest = float("inf")
    for _ in range(repeats):
        if clear:
            tokenizer.model._clear_cache()
        start = time.perf_counter()
        for document in documents:
            tokenizer.encode(document, add_special_tokens=False)
        fastest = min(fastest, time.perf_counter() - start)
    return size / fastest / 1e6


def main():
    directory, file = map(pathlib.Path, sys.argv[1:3])
    repeats = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    text = file.read_text(encoding="utf-8")
    documents = [part for part in re.split(r"\n\n+", text) if part]
    size = sum(len(part.encode()) for part in documents)
    tokenizer = Tokenizer.from_file(str(directory / "tokenizer.json"))
    uncached = best(tokenizer, documents, size, repeats, clear=True)
    cached = best(tokenizer, documents, size, repeats, clear=False)
    count = sum(len(tokenizer.encode(part, add_special_tokens=False).ids) for part in documents)
    print(json.dumps({"name": "tokenizers", "mb_per_s": round(cached, 3),
                      "mb_per_s_uncached": round(uncached, 3), "tokens": count}))


if __name__ == "__main__":
    main()
