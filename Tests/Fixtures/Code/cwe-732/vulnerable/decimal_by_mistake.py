import os

token_file = os.path.expanduser("~/.service-token")
with open(token_file, "w") as f:
    f.write(input("token: "))
os.chmod(token_file, 600)
