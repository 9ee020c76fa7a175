"""Writes every golden in this folder, or with --check compares them with a fresh computation.

    .deps/python/bin/python Tests/Goldens/models/generate.py [--check]

What each file pins is in README.md beside this script. All numbers are float32 on one CPU thread
from PyTorch and transformers; Lion alone is NumPy, since PyTorch has no Lion.
"""

import argparse
import json
import pathlib
import shutil
import sys
import tempfile

import torch
import transformers
from safetensors.torch import load_file

import golden_activations
import golden_checkpoints
import golden_operations
import golden_optimizers
import golden_policies
import golden_preference
import golden_sampling
import golden_training

HERE = pathlib.Path(__file__).resolve().parent
TOLERANCE = 2e-5


def write_all(folder: pathlib.Path) -> None:
    golden_checkpoints.write(folder / "checkpoints")
    golden_activations.write(folder / "checkpoints")
    golden_operations.write(folder / "operations")
    golden_optimizers.write(folder / "optimizers")
    golden_policies.write(folder / "policies", folder / "checkpoints")
    golden_preference.write(folder / "preference")
    golden_sampling.write(folder / "sampling")
    golden_training.write(folder / "training", folder / "checkpoints")


def numbers_differ(old, new) -> bool:
    """True where two JSON values differ by more than the tolerance."""
    if isinstance(old, dict) and isinstance(new, dict):
        return old.keys() != new.keys() or any(numbers_differ(old[k], new[k]) for k in old)
    if isinstance(old, list) and isinstance(new, list):
        return len(old) != len(new) or any(map(numbers_differ, old, new))
    if isinstance(old, float) and isinstance(new, (int, float)):
        return abs(old - new) > TOLERANCE * max(1.0, abs(old))
    return old != new


def tensors_differ(old: pathlib.Path, new: pathlib.Path) -> str | None:
    before, after = load_file(old), load_file(new)
    if before.keys() != after.keys():
        return f"names {sorted(before.keys() ^ after.keys())}"
    for name in sorted(before):
        a, b = before[name], after[name]
        if a.dtype != b.dtype or a.shape != b.shape:
            return f"{name}: {a.dtype} {tuple(a.shape)} became {b.dtype} {tuple(b.shape)}"
        if not torch.allclose(a.double(), b.double(), rtol=TOLERANCE, atol=TOLERANCE):
            return f"{name}: values"
    return None


def file_differs(old: pathlib.Path, new: pathlib.Path) -> str | None:
    if not old.is_file():
        return "missing here"
    if old.suffix == ".safetensors":
        return tensors_differ(old, new)
    before, after = json.loads(old.read_text()), json.loads(new.read_text())
    return "numbers" if numbers_differ(before, after) else None


def check() -> int:
    with tempfile.TemporaryDirectory() as scratch:
        fresh = pathlib.Path(scratch)
        write_all(fresh)
        files = sorted(path.relative_to(fresh) for path in fresh.rglob("*") if path.is_file())
        differences = [(f, file_differs(HERE / f, fresh / f)) for f in files]
    bad = [f"{file}: {why}" for file, why in differences if why]
    print("\n".join(bad) or f"{len(files)} goldens agree with a fresh computation")
    return 1 if bad else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    transformers.utils.logging.disable_progress_bar()
    if arguments.check:
        return check()
    for name in ("checkpoints", "operations", "optimizers", "preference", "sampling", "training"):
        shutil.rmtree(HERE / name, ignore_errors=True)
    write_all(HERE)
    size = sum(path.stat().st_size for path in HERE.rglob("*") if path.is_file())
    print(f"wrote the goldens: {size / 1024:.0f} KiB with their generators")
    return 0


if __name__ == "__main__":
    sys.exit(main())
