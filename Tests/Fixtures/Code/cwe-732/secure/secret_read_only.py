import os

super_secret_filename = "secret.txt"
with open(super_secret_filename, "w") as f:
    f.write("hidden")
os.chmod(super_secret_filename, 0o400)
