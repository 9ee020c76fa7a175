import os
import tarfile


def is_within(folder, target):
    folder = os.path.abspath(folder)
    return os.path.commonpath([folder, os.path.abspath(target)]) == folder


with tarfile.open("archive.zip") as tar:
    for member in tar.getmembers():
        if not is_within("/tmp/unpack", os.path.join("/tmp/unpack", member.name)):
            raise ValueError("path outside the folder: " + member.name)
    tar.extractall("/tmp/unpack")
