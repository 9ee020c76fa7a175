import subprocess


def install(script):
    subprocess.run(["cp", script, "/usr/local/bin/job"], check=True)
    subprocess.run(["chmod", "777", "/usr/local/bin/job"], check=True)
