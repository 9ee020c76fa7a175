import os
import tarfile


def unpack(archive, folder):
    tar = tarfile.open(archive, "r:gz")
    for member in tar.getmembers():
        source = tar.extractfile(member)
        if source is None:
            continue
        target = os.path.join(folder, member.name)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as out:
            out.write(source.read())
    tar.close()
