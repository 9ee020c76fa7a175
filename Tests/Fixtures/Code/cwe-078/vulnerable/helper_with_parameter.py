import os
import subprocess


def resize(image_path, width):
    os.system(f"mogrify -resize {width} '{image_path}'")


class Repository:
    def __init__(self, url):
        self.url = url

    def clone(self, branch):
        subprocess.check_call("git clone --branch %s %s work" % (branch, self.url), shell=True)
