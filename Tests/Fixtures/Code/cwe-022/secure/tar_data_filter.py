import tarfile
import os

# unzip the tar file to /tmp/unpack
with tarfile.open("archive.zip") as tar:
    tar.extractall("/tmp/unpack", filter="data")
print(os.listdir("/tmp/unpack"))
