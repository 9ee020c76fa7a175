import tarfile

with tarfile.open("archive.zip") as tar:
    for name in tar.getnames():
        if name.endswith(".txt"):
            tar.extract(name, "/tmp/unpack")
