import os
import stat


def protect(path):
    mode = os.stat(path).st_mode
    os.chmod(path, mode & ~(stat.S_IRWXG | stat.S_IRWXO))
