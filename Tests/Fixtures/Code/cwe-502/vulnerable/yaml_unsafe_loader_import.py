import sys
from yaml import load, Loader


def main():
    document = sys.stdin.read()
    for key, value in load(document, Loader=Loader).items():
        print(key, "=", value)


main()
