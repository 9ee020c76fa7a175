import os
from pathlib import Path

folder = os.path.expanduser("~/.vault")
os.makedirs(folder, mode=0o700, exist_ok=True)
Path(folder, "keys").mkdir(mode=0o700, exist_ok=True)
