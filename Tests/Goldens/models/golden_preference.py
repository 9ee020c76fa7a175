"""A tiny preference model: a Llama with one number for a sequence, and its scores."""

import pathlib

import torch
from safetensors.torch import save_file
from transformers import LlamaConfig, LlamaForSequenceClassification

from golden_checkpoints import BASE, SEGMENTS


def make() -> LlamaForSequenceClassification:
    """Norms that are not 1 and a head large enough that scores are of order 1 to 10."""
    torch.manual_seed(11)
    settings = BASE | dict(num_key_value_heads=2, tie_word_embeddings=True, num_labels=1)
    model = LlamaForSequenceClassification(LlamaConfig(**settings)).eval()
    with torch.no_grad():
        for key, tensor in model.named_parameters():
            if "norm" in key:
                tensor.copy_(1 + 0.3 * torch.randn_like(tensor))
        model.score.weight.copy_(torch.randn_like(model.score.weight))
    return model


def write(folder: pathlib.Path) -> None:
    model = make()
    generator = torch.Generator().manual_seed(8)
    packed = torch.randint(3, BASE["vocab_size"], (sum(SEGMENTS),), generator=generator)
    with torch.no_grad():
        scores = [model(part[None]).logits[0, 0] for part in packed.split(SEGMENTS)]
    model.save_pretrained(folder)
    save_file(
        {"packed_ids": packed, "segment_lengths": torch.tensor(SEGMENTS),
         "scores": torch.stack(scores)}, folder / "golden.safetensors")
