import argparse
import subprocess


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", required=True)
    parser.add_argument("--out", default="backup.tar.gz")
    args = parser.parse_args()
    subprocess.check_call(["tar", "czf", args.out, "--", args.folder])


main()
