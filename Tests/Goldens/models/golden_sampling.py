"""What temperature, top-k and top-p leave of a row of logits, by transformers' own processors."""

import json
import pathlib

import torch
from safetensors.torch import save_file
from transformers import TemperatureLogitsWarper, TopKLogitsWarper, TopPLogitsWarper

CASES = {
    "temperature": dict(temperature=0.7),
    "top_k": dict(temperature=1.0, top_k=5),
    "top_p": dict(temperature=1.0, top_p=0.8),
    "top_p_tiny": dict(temperature=1.0, top_p=1e-6),
    "all": dict(temperature=1.3, top_k=12, top_p=0.9),
}


def filtered(logits: torch.Tensor, temperature: float, top_k=None, top_p=None) -> torch.Tensor:
    """Log-probabilities in transformers' order: temperature, top-k, top-p; -inf where cut."""
    scores = logits if temperature == 1.0 else TemperatureLogitsWarper(temperature)(None, logits)
    if top_k:
        scores = TopKLogitsWarper(top_k)(None, scores)
    if top_p:
        scores = TopPLogitsWarper(top_p)(None, scores)
    return torch.log_softmax(scores, dim=-1)


def write(folder: pathlib.Path) -> None:
    folder.mkdir(parents=True)
    logits = 3 * torch.randn(4, 40, generator=torch.Generator().manual_seed(5))
    tensors = {"logits": logits, "log_probs": torch.log_softmax(logits, dim=-1)}
    for name, options in CASES.items():
        log_probs = filtered(logits, **options)
        tensors[f"{name}.log_probs"] = torch.where(log_probs.isinf(), -1e30, log_probs)
    save_file(tensors, folder / "sampling.safetensors")
    (folder / "sampling.json").write_text(json.dumps(CASES, indent=1, sort_keys=True) + "\n")
