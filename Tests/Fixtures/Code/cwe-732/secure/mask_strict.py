import os

os.umask(0o077)
with open("credentials.json", "w") as handle:
    handle.write("{}")
