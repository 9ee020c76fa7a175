import os
import tempfile


def work_on(text):
    descriptor, path = tempfile.mkstemp(suffix=".txt")
    with os.fdopen(descriptor, "w") as handle:
        handle.write(text)
    os.replace(path, "result.txt")
