import numpy as np


def fit(x, y, steps=500, rate=0.1):
    weights = np.zeros(x.shape[1])
    for _ in range(steps):
        error = x @ weights - y
        weights -= rate * x.T @ error / len(y)
    return weights


if __name__ == "__main__":
    rng = np.random.default_rng(0)
    x = rng.normal(size=(100, 3))
    y = x @ np.array([1.0, -2.0, 0.5])
    np.save("weights.npy", fit(x, y))
    print(np.load("weights.npy").round(2))
