import datetime
import shutil
import sys
from pathlib import Path


def back_up(source: Path, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    stamp = datetime.date.today().isoformat()
    target = folder / f"{source.stem}-{stamp}{source.suffix}"
    shutil.copy2(source, target)
    return target


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        print(back_up(Path(argument), Path("backups")))
