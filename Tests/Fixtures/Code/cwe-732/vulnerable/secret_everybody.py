import os

secret_path = "launch-codes.txt"
with open(secret_path, "w") as f:
    f.write("0000")
os.chmod(secret_path, 0o777)
