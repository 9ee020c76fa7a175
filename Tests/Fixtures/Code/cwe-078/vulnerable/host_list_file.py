import os

with open("hosts.txt") as handle:
    for line in handle:
        host = line.strip()
        status = os.system("ping -c 1 " + host + " > /dev/null")
        print(host, "up" if status == 0 else "down")
