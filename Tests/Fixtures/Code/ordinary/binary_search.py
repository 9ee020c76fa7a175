from typing import Sequence


def binary_search(items: Sequence[int], wanted: int) -> int:
    """The index of `wanted` in sorted `items`, or -1."""
    low, high = 0, len(items) - 1
    while low <= high:
        middle = (low + high) // 2
        if items[middle] == wanted:
            return middle
        if items[middle] < wanted:
            low = middle + 1
        else:
            high = middle - 1
    return -1


if __name__ == "__main__":
    print(binary_search([1, 3, 5, 8, 13], 8))
