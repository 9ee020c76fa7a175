"""Values and gradients of single operations, from PyTorch's autograd and transformers' modules.

Every operation is called on inputs `<op>.<input>`, gives `<op>.<output>`, is differentiated with
the upstream gradient `<op>.d_<output>` and yields `<op>.d_<input>`.
"""

import json
import pathlib

import torch
import torch.nn.functional as F
from safetensors.torch import save_file
from transformers import LlamaConfig
from transformers.models.llama.modeling_llama import (
    LlamaRMSNorm, LlamaRotaryEmbedding, apply_rotary_pos_emb)

from golden_checkpoints import LLAMA3_ROPE

EPSILON = 1e-5
SEGMENTS = [6, 1, 9]
ROPES = {
    "default": {"rope_type": "default", "rope_theta": 10000.0},
    "linear": {"rope_type": "linear", "rope_theta": 10000.0, "factor": 4.0},
    "llama3": LLAMA3_ROPE,
}


class Sheet:
    """The tensors of one file, drawn from one seeded generator."""

    def __init__(self, seed: int):
        self.generator = torch.Generator().manual_seed(seed)
        self.tensors: dict[str, torch.Tensor] = {}

    def draw(self, *shape: int, scale: float = 1.0) -> torch.Tensor:
        values = scale * torch.randn(*shape, generator=self.generator)
        return values.requires_grad_()

    def record(self, op: str, inputs: dict, output_name: str, output: torch.Tensor) -> None:
        upstream = torch.randn(output.shape, generator=self.generator)
        learned = {name: t for name, t in inputs.items() if t.requires_grad}
        gradients = torch.autograd.grad(output, list(learned.values()), upstream)
        for name, tensor in inputs.items():
            self.put(f"{op}.{name}", tensor)
        self.put(f"{op}.{output_name}", output)
        self.put(f"{op}.d_{output_name}", upstream)
        for name, gradient in zip(learned, gradients):
            self.put(f"{op}.d_{name}", gradient)

    def put(self, name: str, tensor: torch.Tensor) -> None:
        self.tensors[name] = tensor.detach().clone().contiguous()


def norms_and_activations(sheet: Sheet) -> None:
    x, weight = sheet.draw(2, 5, 16, scale=2.0), sheet.draw(16)
    norm = LlamaRMSNorm(16, eps=EPSILON)
    norm.weight = torch.nn.Parameter(weight.detach())
    y = norm(x)
    sheet.record("rms_norm", {"x": x, "weight": norm.weight}, "y", y)
    gate, up = sheet.draw(3, 4, 24, scale=2.0), sheet.draw(3, 4, 24)
    sheet.record("swiglu", {"gate": gate, "up": up}, "y", F.silu(gate) * up)


def linear_and_embedding(sheet: Sheet) -> None:
    x, weight, bias = sheet.draw(2, 5, 12), sheet.draw(7, 12), sheet.draw(7)
    inputs = {"x": x, "weight": weight, "bias": bias}
    sheet.record("linear", inputs, "y", F.linear(x, weight, bias))
    table = sheet.draw(11, 6)
    ids = torch.tensor([[0, 3, 3], [10, 1, 3]])
    sheet.record("embedding", {"ids": ids, "weight": table}, "y", F.embedding(ids, table))


def rotary(sheet: Sheet) -> None:
    """q [B, H, T, D] and k [B, G, T, D] are rotated by halves (D/2 apart), as transformers does."""
    config = LlamaConfig(hidden_size=64, num_attention_heads=4, max_position_embeddings=512)
    position_ids = torch.tensor([[0, 1, 2, 3, 4], [7, 8, 0, 1, 200]])
    sheet.put("rope.position_ids", position_ids)
    q, k = sheet.draw(2, 4, 5, 16), sheet.draw(2, 2, 5, 16)
    for name, parameters in ROPES.items():
        config.rope_parameters = parameters
        embedding = LlamaRotaryEmbedding(config)
        cos, sin = embedding(q, position_ids)
        sheet.put(f"rope.{name}.inverse_frequencies", embedding.inv_freq)
        sheet.put(f"rope.{name}.cos", cos)
        sheet.put(f"rope.{name}.sin", sin)
        rotated_q, rotated_k = apply_rotary_pos_emb(q, k, cos, sin)
        sheet.record(f"rope.{name}.query", {"q": q}, "rotated", rotated_q)
        sheet.record(f"rope.{name}.key", {"k": k}, "rotated", rotated_k)


def packed_attention(sheet: Sheet) -> None:
    """q [T, H, D]; k, v [T, G, D]; query head h reads key head h / (H / G); no row sees another
    segment or a later position; scores are divided by sqrt(D)."""
    length = sum(SEGMENTS)
    q, k, v = sheet.draw(length, 4, 8), sheet.draw(length, 2, 8), sheet.draw(length, 2, 8)
    segment = torch.repeat_interleave(torch.arange(len(SEGMENTS)), torch.tensor(SEGMENTS))
    position = torch.arange(length)
    mask = (segment[:, None] == segment) & (position[:, None] >= position)
    heads = [t.transpose(0, 1)[None] for t in (q, k, v)]
    y = F.scaled_dot_product_attention(*heads, attn_mask=mask, enable_gqa=True)
    sheet.put("attention.segment_lengths", torch.tensor(SEGMENTS))
    sheet.record("attention", {"q": q, "k": k, "v": v}, "y", y[0].transpose(0, 1).contiguous())


def cross_entropy(sheet: Sheet) -> None:
    """Mean over the supervised rows of a linear head's loss; label -100 is not supervised."""
    hidden, weight = sheet.draw(9, 16), sheet.draw(33, 16, scale=0.5)
    labels = torch.tensor([4, -100, 32, 0, 0, -100, -100, 17, 31])
    logits = hidden @ weight.T
    log_probs = F.log_softmax(logits.detach(), dim=-1)
    picked = log_probs.gather(1, labels.clamp(min=0)[:, None])[:, 0]
    sheet.put("cross_entropy.logits", logits)
    sheet.put("cross_entropy.label_log_probs", torch.where(labels < 0, 0.0, picked))
    inputs = {"hidden": hidden, "weight": weight, "labels": labels}
    sheet.record("cross_entropy", inputs, "loss", F.cross_entropy(logits, labels))


def dtypes(folder: pathlib.Path) -> None:
    """One tensor for every dtype that a reader meets, and what it holds, as JSON."""
    values = torch.tensor([0.0, 1.0, -2.5, 1e-3, 300.0, -0.0])
    tensors = {name: values.to(dtype) for name, dtype in {
        "f64": torch.float64, "f32": torch.float32, "f16": torch.float16,
        "bf16": torch.bfloat16}.items()}
    tensors |= {"i64": torch.tensor([0, -1, 2**40]), "i32": torch.tensor([7, -7]).int(),
                "u8": torch.tensor([0, 255]).byte(), "bool": torch.tensor([True, False, True]),
                "scalar": torch.tensor(3.5), "empty": torch.zeros(0, 4)}
    save_file(tensors, folder / "dtypes.safetensors", metadata={"format": "pt"})
    held = {name: {"shape": list(t.shape), "values": t.flatten().tolist()}
            for name, t in tensors.items()}
    (folder / "dtypes.json").write_text(json.dumps(held, indent=1, sort_keys=True) + "\n")


def write(folder: pathlib.Path) -> None:
    folder.mkdir(parents=True)
    sheet = Sheet(seed=11)
    for part in (norms_and_activations, linear_and_embedding, rotary, packed_attention,
                 cross_entropy):
        part(sheet)
    save_file(sheet.tensors, folder / "operations.safetensors")
    constants = {"rms_norm_epsilon": EPSILON, "rope": ROPES, "ignored_label": -100}
    (folder / "operations.json").write_text(json.dumps(constants, indent=1, sort_keys=True) + "\n")
    dtypes(folder)
