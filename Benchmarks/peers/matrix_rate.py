"""The rate of square matrix products in PyTorch: the bound that training is measured against.

    matrix_rate.py
"""

import time

import torch

import common


def rate(size: int, dtype: torch.dtype) -> float:
    """Floating-point operations a second, the best of several batches of products."""
    a, b = torch.randn(size, size, dtype=dtype), torch.randn(size, size, dtype=dtype)
    out = torch.empty(size, size, dtype=dtype)
    count = max(4, int(2e9 / (2 * size**3)))
    best = 0.0
    for _ in range(8):
        start = time.perf_counter()
        for _ in range(count):
            torch.mm(a, b, out=out)
        best = max(best, 2 * size**3 * count / (time.perf_counter() - start))
    return best


def main() -> None:
    torch.set_num_threads(common.THREADS)
    kinds = {"bf16": torch.bfloat16, "f32": torch.float32}
    common.finish(**{f"{name}_{size}": rate(size, dtype)
                     for name, dtype in kinds.items() for size in (256, 512, 1024)})


if __name__ == "__main__":
    main()
