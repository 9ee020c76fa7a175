import os
import shutil
import stat


def replace(old, new):
    mode = stat.S_IMODE(os.stat(old).st_mode)
    shutil.copyfile(new, old)
    os.chmod(old, mode)
