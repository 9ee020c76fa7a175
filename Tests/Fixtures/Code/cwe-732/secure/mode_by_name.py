import os

MODE = 0o600
secret_file = "secret.txt"
with open(secret_file, "w") as f:
    f.write("hidden")
os.chmod(secret_file, MODE)
os.system("chmod 600 " + secret_file)
