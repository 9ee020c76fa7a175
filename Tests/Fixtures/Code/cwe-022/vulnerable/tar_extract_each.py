import tarfile
import os

with tarfile.open("archive.zip") as tar:
    for entry in tar:
        if entry.isreg():
            tar.extract(entry, "/tmp/unpack")
            print(entry.name, os.path.getsize(os.path.join("/tmp/unpack", entry.name)))
