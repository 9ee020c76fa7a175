import tarfile
import os

with tarfile.open("archive.zip") as tar:
    for name in tar.getnames():
        print(name)
    notes = tar.extractfile("notes.txt")
    if notes:
        os.makedirs("/tmp/unpack", exist_ok=True)
        with open("/tmp/unpack/notes.txt", "wb") as out:
            out.write(notes.read())
