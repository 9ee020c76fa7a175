import argparse
import collections
import re


def count(lines):
    words = collections.Counter()
    for line in lines:
        words.update(re.findall(r"[a-z']+", line.lower()))
    return words


def main():
    parser = argparse.ArgumentParser(description="The most common words of a text")
    parser.add_argument("path")
    parser.add_argument("-n", type=int, default=10)
    options = parser.parse_args()
    with open(options.path, encoding="utf-8") as handle:
        for word, times in count(handle).most_common(options.n):
            print(f"{times:6} {word}")


if __name__ == "__main__":
    main()
