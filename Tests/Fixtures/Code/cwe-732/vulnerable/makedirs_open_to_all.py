import os


def cache_folder(name):
    folder = os.path.join("/var/cache/reports", name)
    os.makedirs(folder, mode=0o777, exist_ok=True)
    return folder
