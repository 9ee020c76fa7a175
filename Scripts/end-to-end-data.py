#!/usr/bin/env python3
"""Writes the inputs of Scripts/end-to-end.sh into a folder: chats to learn from, prompts, texts
that are hard on tokenizers, and inputs that the program must refuse."""

import json
import pathlib
import sys

HARD_TEXT = (
    "Plain English, isn't it? don't WON'T we'll\n"
    "def f(x):\n\treturn x[0] ** 2  # code\r\n\r\n"
    "Zażółć gęślą jaźń · Привет, мир! · 你好，世界 · こんにちは · नमस्ते · مرحبا بالعالم · שלום\n"
    "👩‍👩‍👧‍👦 🇩🇪 👍🏽 e\u0301 = é, n\u0303, Z͑ͫ̓a̴l̷g̶o\n"
    "   runs    of\t\t\tspace\u00a0\u2003\u3000here   \n\n\n"
    "1234567890 3.14159 12,345 ½ ² Ⅷ\x01\x1b[0m\x7f\ufeff\ufffd <|endoftext|> [INST]"
)


def chats() -> list[dict]:
    rows = []
    for index in range(600):
        a, b = index % 23, index * 7 % 19
        question, answer = [
            (f"What is {a} plus {b}?", f"{a} plus {b} is {a + b}."),
            (f"Which is larger, {a} or {b}?", f"The larger one is {max(a, b)}."),
            (f"Count from {a} to {a + 4}.", ", ".join(str(a + i) for i in range(5)) + "."),
        ][index % 3]
        rows.append({"messages": [{"role": "user", "content": question},
                                  {"role": "assistant", "content": answer}]})
    return rows


def lines(path: pathlib.Path, rows: list) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows),
                    encoding="utf-8")


def main(out: pathlib.Path) -> None:
    out.mkdir(parents=True)
    rows = chats()
    lines(out / "chats.jsonl", rows[:560])
    lines(out / "evaluation.jsonl", rows[560:])
    lines(out / "prompts.jsonl", [{"prompt": text} for text in (
        "What is 3 plus 4?", "Count from 2 to", "The larger one is", "Zażółć 👍🏽")])
    lines(out / "pairs.jsonl", [
        {"prompt": row["messages"][:1], "chosen": row["messages"][1:],
         "rejected": other["messages"][1:]} for row, other in zip(rows[:200], rows[1:])])
    lines(out / "requests.jsonl", [{"messages": row["messages"][:1]} for row in rows[560:568]])
    lines(out / "one-prompt.jsonl", [{"prompt": "Count from 2 to"}])
    lines(out / "completions.jsonl", [
        {"prompt": "What is 3 plus 4?", "completion": " 3 plus 4 is 7."},
        {"prompt": "Count from 2 to 6.", "completion": " 2, 3, 4, 5, 6."}])
    (out / "hard.txt").write_bytes(HARD_TEXT.encode())
    (out / "newlines.txt").write_bytes(b"\n two lines\n\n")

    (out / "broken.jsonl").write_text(json.dumps(rows[0]) + '\n{"messages": [\n')
    lines(out / "no-keys.jsonl", [rows[0], rows[1], {"question": "and?"}])
    lines(out / "empty-turn.jsonl", [{"messages": [
        {"role": "user", "content": "Hello"}, {"role": "assistant", "content": ""}]}])
    (out / "empty.jsonl").write_text("")
    lines(out / "long-prompt.jsonl", [{"prompt": "seven and " * 20000}])


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
