"""Prints the ranges of Sources/Tokenization/UnicodeSupplement.swift.

    python Tests/Goldens/tokenization/unicode_supplement.py

Asks Hugging Face `tokenizers` and PCRE2 (the shared library, through ctypes) about every code point
and prints, for each class, what the former has and the latter lacks, and the other way round.
"""

import ctypes
import ctypes.util

from tokenizers import Regex, pre_tokenizers

UTF, UCP, NO_UTF_CHECK = 0x00080000, 0x00020000, 0x40000000
LIBRARY = ctypes.CDLL(ctypes.util.find_library("pcre2-8"))
LIBRARY.pcre2_compile_8.restype = ctypes.c_void_p
LIBRARY.pcre2_match_data_create_8.restype = ctypes.c_void_p
CODE_POINTS = [c for c in range(0x110000) if not 0xD800 <= c < 0xE000]


def known_to_pcre2(pattern):
    error, offset = ctypes.c_int(), ctypes.c_size_t()
    source = pattern.encode()
    code = ctypes.c_void_p(LIBRARY.pcre2_compile_8(
        source, ctypes.c_size_t(len(source)), UTF | UCP, ctypes.byref(error),
        ctypes.byref(offset), None))
    data = ctypes.c_void_p(LIBRARY.pcre2_match_data_create_8(1, None))

    def matches(code_point):
        text = chr(code_point).encode()
        return LIBRARY.pcre2_match_8(
            code, text, ctypes.c_size_t(len(text)), ctypes.c_size_t(0), NO_UTF_CHECK, data, None) > 0

    return {c for c in CODE_POINTS if matches(c)}


def known_to_hugging_face(pattern):
    split = pre_tokenizers.Split(Regex(pattern), "removed")
    return {c for c in CODE_POINTS if not split.pre_tokenize_str(chr(c))}


def ranges(code_points):
    found = []
    for c in sorted(code_points):
        if found and found[-1][1] == c - 1:
            found[-1][1] = c
        else:
            found.append([c, c])
    return "".join(rf"\x{{{a:X}}}" if a == b else rf"\x{{{a:X}}}-\x{{{b:X}}}" for a, b in found)


for pattern in [r"\p{L}", r"\p{N}", r"\s"]:
    theirs, ours = known_to_hugging_face(pattern), known_to_pcre2(pattern)
    print(pattern, "missing:", ranges(theirs - ours), "surplus:", ranges(ours - theirs))
