import subprocess

secret_file = "secret.txt"
with open(secret_file, "w") as f:
    f.write("hidden")
subprocess.call(["chmod", "644", secret_file])
