import pickle


def deep_copy(value):
    return pickle.loads(pickle.dumps(value))


def same(a, b):
    return pickle.dumps(a) == pickle.dumps(b)
