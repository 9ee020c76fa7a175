import subprocess


def listening_ports():
    out = subprocess.check_output("ss -ltn | awk '{print $4}'", shell=True, text=True)
    return [line.rsplit(":", 1)[-1] for line in out.splitlines()[1:]]


if __name__ == "__main__":
    name = input("your name? ")
    print("hello", name)
    print(listening_ports())
