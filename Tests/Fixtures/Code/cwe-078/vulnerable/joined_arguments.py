import subprocess
import sys


def run(arguments):
    line = " ".join(arguments)
    return subprocess.call("ffmpeg -y " + line, shell=True)


sys.exit(run(sys.argv[1:]))
