import os
import stat

super_secret_filename = "secret.txt"
with open(super_secret_filename, "w") as f:
    f.write("hidden")
os.chmod(super_secret_filename, stat.S_IRUSR | stat.S_IWUSR | stat.S_IRGRP | stat.S_IROTH)
