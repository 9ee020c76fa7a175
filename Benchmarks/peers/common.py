"""What the peers' scripts share: the model of a row, two CPU threads, and one line of JSON out."""

import json
import os
import resource
import time

THREADS = int(os.environ.get("OMP_NUM_THREADS", "2"))


def peak_memory_bytes() -> int:
    """The largest resident set of this process so far (Linux counts KiB, macOS bytes)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if os.uname().sysname == "Darwin" else peak * 1024


def finish(**figures) -> None:
    print(json.dumps(figures | {"peak_memory_bytes": peak_memory_bytes()}), flush=True)


def add_model_arguments(parser) -> None:
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--hidden", type=int, default=128)
    parser.add_argument("--heads", type=int, default=4)
    parser.add_argument("--intermediate", type=int, default=352)
    parser.add_argument("--vocabulary", type=int, default=1024)


def make_model(arguments):
    """A tied transformers Llama with random weights, in float32."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM
    torch.set_num_threads(THREADS)
    torch.manual_seed(0)
    return LlamaForCausalLM(LlamaConfig(
        vocab_size=arguments.vocabulary, hidden_size=arguments.hidden,
        intermediate_size=arguments.intermediate, num_hidden_layers=arguments.layers,
        num_attention_heads=arguments.heads, num_key_value_heads=arguments.heads,
        max_position_embeddings=1024, tie_word_embeddings=True))


class Median:
    """The median of what `with` blocks took, without the first few."""

    def __init__(self, skipped: int):
        self.skipped, self.seconds = skipped, []

    def __enter__(self):
        self.start = time.perf_counter()

    def __exit__(self, *_):
        self.seconds.append(time.perf_counter() - self.start)

    @property
    def value(self) -> float:
        kept = sorted(self.seconds[self.skipped:])
        return kept[len(kept) // 2]
