import os
import stat

EVERYTHING = stat.S_IRWXU | stat.S_IRWXG | stat.S_IRWXO

for folder, _, files in os.walk("data"):
    for name in files:
        os.chmod(os.path.join(folder, name), EVERYTHING)
