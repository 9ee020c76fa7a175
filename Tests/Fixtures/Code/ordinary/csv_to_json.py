import csv
import json
import sys


def convert(source, target):
    with open(source, newline="") as rows, open(target, "w") as out:
        json.dump(list(csv.DictReader(rows)), out, indent=2)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: csv_to_json.py SOURCE TARGET")
    convert(sys.argv[1], sys.argv[2])
