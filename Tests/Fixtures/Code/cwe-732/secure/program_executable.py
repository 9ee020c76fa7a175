import os

with open("run.sh", "w") as handle:
    handle.write("#!/bin/sh\necho hello\n")
os.chmod("run.sh", 0o755)
