import logging
import os
from pathlib import Path

LEVEL = os.environ.get("LOG_LEVEL", "INFO")
FOLDER = Path(os.environ.get("LOG_FOLDER", "logs"))


def set_up(name):
    FOLDER.mkdir(parents=True, exist_ok=True)
    logger = logging.getLogger(name)
    logger.setLevel(LEVEL)
    handler = logging.FileHandler(FOLDER / (name + ".log"))
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
    return logger
