import pickle

import redis

store = redis.Redis(host="cache.internal")


def session(key):
    raw = store.get("session:" + key)
    return pickle.loads(raw) if raw else {}
