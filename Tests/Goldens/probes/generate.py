"""Reference numbers for probes, straight from the definitions; writes probes.json beside this file.

    .deps/python/bin/python Tests/Goldens/probes/generate.py

- `areas`: scores in clusters, their area under the ROC curve by counting all pairs, the variance of
  Obuchowski (1997) from all pairs' placements, and the spread of 20 000 resamples of whole clusters,
  an estimate that shares nothing with it.
- `regressions`: ridge logistic regressions minimised by PyTorch's L-BFGS in float64.
"""

import json
import pathlib

import numpy as np
import torch

HERE = pathlib.Path(__file__).resolve().parent


def area(positives: np.ndarray, negatives: np.ndarray) -> float:
    difference = positives[:, None] - negatives[None, :]
    return float(((difference > 0) + 0.5 * (difference == 0)).mean())


def obuchowski(positives, positive_clusters, negatives, negative_clusters) -> float:
    wins = (positives[:, None] > negatives[None, :]) + 0.5 * (
        positives[:, None] == negatives[None, :])
    a, m, n = wins.mean(), len(positives), len(negatives)
    clusters = sorted(set(positive_clusters) | set(negative_clusters))
    rows = []
    for name in clusters:
        p = np.array([c == name for c in positive_clusters])
        q = np.array([c == name for c in negative_clusters])
        rows.append((
            (wins.mean(1)[p] - a).sum(), (wins.mean(0)[q] - a).sum(), p.any(), q.any()))
    i10, i01, i = sum(r[2] for r in rows), sum(r[3] for r in rows), len(rows)
    s10 = i10 / ((i10 - 1) * m) * sum(r[0] ** 2 for r in rows)
    s01 = i01 / ((i01 - 1) * n) * sum(r[1] ** 2 for r in rows)
    s11 = i / (i - 1) * sum(r[0] * r[1] for r in rows)
    return float(s10 / m + s01 / n + 2 * s11 / (m * n))


def resampled(positives, positive_clusters, negatives, negative_clusters, draw) -> float:
    clusters = sorted(set(positive_clusters) | set(negative_clusters))
    by_positive = {c: positives[[k == c for k in positive_clusters]] for c in clusters}
    by_negative = {c: negatives[[k == c for k in negative_clusters]] for c in clusters}
    values = []
    for _ in range(20_000):
        picked = draw.choice(clusters, len(clusters))
        p = np.concatenate([by_positive[c] for c in picked])
        q = np.concatenate([by_negative[c] for c in picked])
        if len(p) and len(q):
            values.append(area(p, q))
    return float(np.std(values))


def areas() -> list:
    draw = np.random.default_rng(5)
    cases = []
    for name, pairs, gap, shared in [("paired", 40, 1.0, 1.5), ("alone", 30, 0.6, 0.0)]:
        common = shared * draw.normal(size=pairs)
        positives = np.round(common + gap + draw.normal(size=pairs), 1)
        negatives = np.round(common + draw.normal(size=pairs), 1)
        own = shared > 0
        p = [f"q{k}" for k in range(pairs)]
        q = p if own else [f"n{k}" for k in range(pairs)]
        variance = obuchowski(positives, p, negatives, q)
        cases.append({
            "name": name, "positives": positives.tolist(), "positive_clusters": p,
            "negatives": negatives.tolist(), "negative_clusters": q,
            "area": area(positives, negatives), "variance": variance,
            "resampled_deviation": resampled(positives, p, negatives, q, draw)})
    return cases


def regression(rows: torch.Tensor, labels: torch.Tensor, penalty: float) -> dict:
    weights = torch.zeros(rows.shape[1], dtype=torch.float64, requires_grad=True)
    bias = torch.zeros((), dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS(
        [weights, bias], max_iter=2000, tolerance_grad=1e-12, tolerance_change=1e-16,
        line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        signs = 2 * labels - 1
        loss = torch.nn.functional.softplus(-signs * (rows @ weights + bias)).sum()
        loss = loss + penalty / 2 * weights.square().sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    return {
        "rows": rows.tolist(), "labels": labels.bool().tolist(), "penalty": penalty,
        "weights": weights.tolist(), "bias": bias.item()}


def regressions() -> list:
    generator = torch.Generator().manual_seed(3)
    cases = []
    for count, features, penalty in [(20, 3, 1.0), (8, 30, 0.5), (12, 2, 1e-3)]:
        labels = (torch.arange(count) % 3 == 0).double()
        rows = torch.randn(count, features, generator=generator, dtype=torch.float64)
        rows[:, 0] += labels
        cases.append(regression(rows, labels, penalty))
    return cases


def main() -> None:
    numbers = {"areas": areas(), "regressions": regressions()}
    (HERE / "probes.json").write_text(json.dumps(numbers, indent=1) + "\n")


if __name__ == "__main__":
    main()
