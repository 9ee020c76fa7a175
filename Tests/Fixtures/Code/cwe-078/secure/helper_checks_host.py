import re
import subprocess
import sys


def valid_hostname(name):
    return re.fullmatch(r"[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?", name) is not None


def main():
    host = sys.argv[1]
    if not valid_hostname(host):
        return 2
    return subprocess.call("ping -c 2 " + host + " > /dev/null", shell=True)


sys.exit(main())
