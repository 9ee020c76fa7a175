import os
import sys


def daemonise():
    if os.fork() > 0:
        sys.exit(0)
    os.setsid()
    os.umask(0)
    os.chdir("/")
