import subprocess
from pathlib import Path


class Repository:
    def __init__(self, folder: Path):
        self.folder = folder

    def git(self, *arguments: str) -> str:
        result = subprocess.run(["git", "-C", str(self.folder), *arguments],
                                capture_output=True, text=True, check=True)
        return result.stdout

    def log(self, branch: str) -> list[str]:
        return self.git("log", "--oneline", branch, "--").splitlines()
