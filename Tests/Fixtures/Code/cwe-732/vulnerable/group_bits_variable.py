import os
import stat


def share(path):
    mode = os.stat(path).st_mode
    mode |= stat.S_IWGRP | stat.S_IWOTH
    os.chmod(path, mode)
