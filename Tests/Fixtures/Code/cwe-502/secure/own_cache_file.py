import pickle
from pathlib import Path

CACHE = Path.home() / ".cache" / "solver" / "table.pickle"


def load_table():
    if CACHE.exists():
        with open(CACHE, "rb") as handle:
            return pickle.load(handle)
    table = {n: n * n for n in range(1000)}
    CACHE.parent.mkdir(parents=True, exist_ok=True)
    with open(CACHE, "wb") as handle:
        pickle.dump(table, handle)
    return table
