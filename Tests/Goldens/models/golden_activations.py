"""What transformers' models compute inside, and what they say when that is changed on the way."""

import pathlib

import torch
from safetensors.torch import load_file, save_file
from transformers import LlamaForCausalLM

CHECKPOINTS = ("untied-gqa", "llama3-rope", "head-dim")
#: The place in row 0 that is patched, and the place in row 1 that it is patched from.
PATCHED, SOURCE = 5, 7


def first_tensor(output):
    """A module's output, which some versions of transformers wrap in a tuple."""
    return output[0] if isinstance(output, tuple) else output


def rewrapped(output, tensor):
    return (tensor, *output[1:]) if isinstance(output, tuple) else tensor


def logits_with(model: LlamaForCausalLM, ids: torch.Tensor, change) -> torch.Tensor:
    """Logits when what block 1 leaves is replaced by `change` of it."""
    handle = model.model.layers[0].register_forward_hook(
        lambda _module, _inputs, output: rewrapped(output, change(first_tensor(output))))
    try:
        return model(ids).logits
    finally:
        handle.remove()


def activations(model: LlamaForCausalLM, ids: torch.Tensor) -> dict[str, torch.Tensor]:
    mlps, blocks = [], []
    handles = [
        layer.mlp.register_forward_hook(lambda _m, _i, output: mlps.append(output))
        for layer in model.model.layers
    ] + [
        layer.register_forward_hook(lambda _m, _i, output: blocks.append(first_tensor(output)))
        for layer in model.model.layers
    ]
    output = model(ids, output_hidden_states=True, output_attentions=True)
    for handle in handles:
        handle.remove()
    generator = torch.Generator().manual_seed(11)
    vector = 2 * torch.randn(model.config.hidden_size, generator=generator)
    unit = vector / vector.norm()

    def patched(rows: torch.Tensor) -> torch.Tensor:
        rows = rows.clone()
        rows[0, PATCHED] = blocks[0][1, SOURCE]
        return rows

    return {
        "hidden_states": torch.stack(output.hidden_states),
        "last_residual": blocks[-1],
        "attentions": torch.stack(output.attentions),
        "mlp_outputs": torch.stack(mlps),
        "vector": vector,
        "logits_added": logits_with(model, ids, lambda rows: rows + vector),
        "logits_projected": logits_with(
            model, ids, lambda rows: rows - (rows @ unit)[..., None] * unit),
        "logits_patched": logits_with(model, ids[:1], patched)[0],
    }


def write(checkpoints: pathlib.Path) -> None:
    for name in CHECKPOINTS:
        folder = checkpoints / name
        model = LlamaForCausalLM.from_pretrained(folder, attn_implementation="eager").eval()
        ids = load_file(folder / "golden.safetensors")["input_ids"]
        with torch.no_grad():
            tensors = activations(model, ids)
        save_file(
            {key: value.contiguous() for key, value in tensors.items()},
            folder / "activations.safetensors")
