import json
import os


def load_settings(folder, name="settings.json"):
    with open(os.path.join(folder, name)) as handle:
        return json.load(handle)


def save_table(path, rows):
    with open(path, "w") as out:
        for row in rows:
            out.write(",".join(map(str, row)) + "\n")
