import argparse
import json


def main():
    parser = argparse.ArgumentParser(description="Count the rows of a file")
    parser.add_argument("path")
    parser.add_argument("--out")
    args = parser.parse_args()
    with open(args.path) as handle:
        count = sum(1 for _ in handle)
    if args.out:
        with open(args.out, "w") as out:
            json.dump({"rows": count}, out)
    else:
        print(count)


main()
