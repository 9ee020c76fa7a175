#!/usr/bin/env python3
"""Writes real English text and chats for `make quickstart`, from what is on this machine.

    quickstart-data.py OUT [SHARED]

With SHARED (a folder that has gsm8k/ and gpteacher/) these are grade-school problems and role
plays. Without it they come from Python's own documentation strings, which every Python has: a
question about a function, answered by what its authors wrote. Nothing is downloaded, nothing is
random: the same machine gives the same files.
"""

import ast
import hashlib
import inspect
import json
import pathlib
import re
import sys
import sysconfig

LONGEST = 1200  # characters of an answer, about 400 tokens
QUESTIONS = ["What does {} do?", "Explain {}.", "I am reading about {}. What is it for?",
             "Could you describe {} to me?"]


def chat(question: str, answer: str) -> dict:
    roles = ({"role": "user", "content": question}, {"role": "assistant", "content": answer})
    return {"messages": list(roles)}


def shared_chats(shared: pathlib.Path) -> list[dict]:
    chats = []
    for row in json.loads((shared / "gpteacher" / "roleplay.json").read_text(encoding="utf-8")):
        question = "\n".join(filter(None, (row["instruction"].strip(), row["input"].strip())))
        chats.append(chat(question, row["output"].strip()))
    for line in (shared / "gsm8k" / "train.jsonl").read_text(encoding="utf-8").strip().split("\n"):
        row = json.loads(line)
        # GSM8K marks its calculations as <<2+3=5>>; the sentence reads on without them.
        chats.append(chat(row["question"], re.sub(r"<<.*?>>", "", row["answer"])))
    return chats


def documented(tree: ast.AST, module: str):
    """(name, documentation) of the module and of every function and class in it."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Module)
    for node in ast.walk(tree):
        if isinstance(node, kinds) and ast.get_docstring(node):
            name = getattr(node, "name", None)
            yield f"{module}.{name}" if name else module, inspect.cleandoc(ast.get_docstring(node))


def library_chats() -> list[dict]:
    library = pathlib.Path(sysconfig.get_path("stdlib"))
    chats = []
    for path in sorted(library.rglob("*.py")):
        parts = path.relative_to(library).with_suffix("").parts
        if {"site-packages", "test", "tests", "idlelib", "lib2to3"} & set(parts):
            continue
        try:
            tree = ast.parse(path.read_text())
        except (SyntaxError, UnicodeDecodeError, ValueError):
            continue
        for name, text in documented(tree, ".".join(parts)):
            chats.append(chat(QUESTIONS[len(chats) % len(QUESTIONS)].format(name), text))
    return chats


def as_text(row: dict) -> dict:
    return {"text": "\n\n".join(message["content"] for message in row["messages"])}


def is_usable(row: dict) -> bool:
    question, answer = (message["content"] for message in row["messages"])
    return 20 <= len(answer) <= LONGEST and 3 <= len(question) <= LONGEST


def order(row: dict) -> str:
    return hashlib.sha256(json.dumps(row).encode()).hexdigest()


def write(path: pathlib.Path, rows: list[dict]) -> None:
    """All or nothing, so that an interrupted run leaves no half file behind."""
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    temporary = path.with_suffix(".part")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)


def showcase(held_out: list[dict]) -> list[dict]:
    """Short questions to sample from: one of the problems, which end in ####, and three others."""
    short = sorted(held_out, key=lambda row: len(row["messages"][0]["content"]))
    problems = [row for row in short if "####" in row["messages"][1]["content"]]
    others = [row for row in short if row not in problems]
    return [{"messages": row["messages"][:1]} for row in others[:3] + problems[:1]]


def main(out: pathlib.Path, shared: pathlib.Path | None) -> None:
    chats = shared_chats(shared) if shared else library_chats()
    chats = sorted(filter(is_usable, chats), key=order)
    held_out = len(chats) // 50
    evaluation, training = chats[:held_out], chats[held_out:]
    out.mkdir(parents=True, exist_ok=True)
    write(out / "prompts.jsonl", showcase(evaluation))
    write(out / "text-evaluation.jsonl", list(map(as_text, evaluation)))
    write(out / "text.jsonl", list(map(as_text, training)))
    write(out / "chats-evaluation.jsonl", evaluation)
    write(out / "chats.jsonl", training)
    source = "the shared GSM8K and GPTeacher files" if shared else "Python's documentation strings"
    size = sum(len(as_text(row)["text"]) for row in training) / 1e6
    print(f"   {len(training)} chats, {size:.1f} million characters, from {source};\n"
          f"   {len(evaluation)} more are held out")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None)
