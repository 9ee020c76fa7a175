import json
import os


def save_state(path, state):
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    with os.fdopen(descriptor, "w") as handle:
        json.dump(state, handle)
