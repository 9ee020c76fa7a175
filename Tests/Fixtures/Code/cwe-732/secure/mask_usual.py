import os


def daemonise():
    os.setsid()
    previous = os.umask(0o022)
    os.umask(previous)
