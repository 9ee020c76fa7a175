#!/usr/bin/env python3
"""Prints how long the project's files and functions are, and exits 1 beyond the budget.

The budget: files median <= 150 lines, ninth decile <= 350, none over 500; functions ninth decile
<= 25, none over 60. A function runs from its declaration to its closing brace.
"""

import ast
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDERS = ["Sources", "Tests", "Benchmarks", "Scripts"]
KINDS = {"Swift": {".swift"}, "C and C++": {".c", ".cpp", ".h", ".hpp"}, "Python": {".py"}}
FILE_BUDGET = {"median": 150, "p90": 350, "max": 500}
FUNCTION_BUDGET = {"p90": 25, "max": 60}

SWIFT_FUNCTION = re.compile(
    r"(?<![.\w])(func\s+(?=\S)|init[?!]?\s*(?=[(<])|deinit\b|subscript\s*(?=[(<]))")
SWIFT_DECLARATION = re.compile(
    r"(?<![.\w`])(func|init|deinit|var|let|subscript|case|associatedtype|typealias)\b")
MACRO = re.compile(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.MULTILINE)
SCOPE_WORDS = re.compile(r"\b(namespace|class|struct|enum|union|extern)\b")
TEXT = re.compile(
    r'//[^\n]*|/\*.*?\*/|#?"""(?:\\.|.)*?"""#?|#"[^\n]*?"#|"(?:\\.|[^"\\\n])*"'
    r"|(?<![\w'])'(?:\\.|[^'\\\n])'", re.DOTALL)


def blanked(source: str) -> str:
    """The source with comments and literals replaced by blanks, line breaks kept."""
    return TEXT.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), source)


def closing(text: str, opening: int) -> int:
    """The index of the brace that closes the one at `opening`, or the end of the text."""
    depth = 0
    for index in range(opening, len(text)):
        depth += (text[index] == "{") - (text[index] == "}")
        if depth == 0:
            return index
    return len(text) - 1


def lines_between(text: str, start: int, end: int) -> int:
    return text.count("\n", start, end) + 1


def swift_body(text: str, start: int) -> int | None:
    """Where the body of the function declared at `start` opens; None for a mere requirement."""
    depth = 0
    for index in range(start, len(text)):
        character = text[index]
        depth += (character in "([") - (character in ")]")
        if depth == 0 and character == "{":
            return index
        if depth == 0 and (character == "}" or SWIFT_DECLARATION.match(text, index)):
            return None
    return None


def swift_functions(text: str):
    for match in SWIFT_FUNCTION.finditer(text):
        opening = swift_body(text, match.end())
        if opening is not None:
            yield match.start(), lines_between(text, match.start(), closing(text, opening))


def c_functions(text: str):
    """Braces that follow a parenthesis outside any function; macros are blanked first."""
    text = MACRO.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)
    head = 0
    index = 0
    while index < len(text):
        character = text[index]
        if character in ";}":
            head = index + 1
        elif character == "{":
            declaration = text[head:index]
            start = head + len(declaration) - len(declaration.lstrip())
            head = index + 1
            is_scope = SCOPE_WORDS.search(declaration) and not declaration.rstrip().endswith(")")
            if "(" in declaration and not is_scope:
                end = closing(text, index)
                yield start, lines_between(text, start, end)
                index, head = end, end + 1
        index += 1


def python_functions(source: str):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.lineno, node.end_lineno - node.lineno + 1


def functions(kind: str, source: str) -> list[tuple[int, int]]:
    """(line, length) of every function in a file."""
    if kind == "Python":
        return list(python_functions(source))
    text = blanked(source)
    found = swift_functions(text) if kind == "Swift" else c_functions(text)
    return [(lines_between(text, 0, start), length) for start, length in found]


def quantile(values: list[int], share: float) -> int:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def summary(values: list[int]) -> dict[str, int]:
    return {"median": quantile(values, 0.5), "p90": quantile(values, 0.9), "max": max(values)}


def source_files(kind: str) -> list[pathlib.Path]:
    found = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")
             if path.suffix in KINDS[kind] and path.is_file()]
    return sorted(path for path in found if not any(p.startswith(".build") for p in path.parts))


def report(kind: str, what: str, sizes: dict[str, int], budget: dict[str, int]) -> list[str]:
    """Prints one row; returns what is over the budget, longest first."""
    if not sizes:
        return []
    row = summary(list(sizes.values()))
    print(f"{kind:10} {what:10} {len(sizes):6} {row['median']:8} {row['p90']:6} {row['max']:6}")
    over = [f"{kind} {what}: {name} is {row[name]}, the budget is {limit}"
            for name, limit in budget.items() if row[name] > limit]
    longest = sorted(sizes, key=lambda name: -sizes[name])
    return over + [f"  {sizes[name]:4} lines: {name}" for name in longest
                   if sizes[name] > budget["max"]]


def main() -> int:
    print(f"{'':10} {'':10} {'number':>6} {'median':>8} {'p90':>6} {'max':>6}")
    problems = []
    for kind in KINDS:
        sources = {path.relative_to(ROOT): path.read_text() for path in source_files(kind)}
        files = {str(path): text.count("\n") for path, text in sources.items()}
        lengths = {f"{path}:{line}": length for path, text in sources.items()
                   for line, length in functions(kind, text)}
        problems += report(kind, "files", files, FILE_BUDGET)
        problems += report(kind, "functions", lengths, FUNCTION_BUDGET)
    print("\n".join(["", "over budget:"] + problems) if problems else "within the budget")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
