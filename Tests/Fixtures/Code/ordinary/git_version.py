import subprocess


def version():
    try:
        out = subprocess.check_output(["git", "describe", "--tags", "--always"], text=True)
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return out.strip()


print("version " + version())
