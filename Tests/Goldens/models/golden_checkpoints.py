"""Tiny Llama checkpoints as transformers writes them, with inputs, logits and greedy samples."""

import json
import pathlib

import torch
from safetensors.torch import save_file
from transformers import LlamaConfig, LlamaForCausalLM

BASE = dict(
    vocab_size=96, hidden_size=32, intermediate_size=48, num_hidden_layers=2,
    num_attention_heads=4, num_key_value_heads=4, max_position_embeddings=256,
    rms_norm_eps=1e-5, initializer_range=0.15, bos_token_id=1, eos_token_id=2, pad_token_id=None,
    tie_word_embeddings=False, rope_parameters={"rope_type": "default", "rope_theta": 10000.0},
)

LLAMA3_ROPE = {
    "rope_type": "llama3", "rope_theta": 500000.0, "factor": 8.0,
    "low_freq_factor": 1.0, "high_freq_factor": 4.0, "original_max_position_embeddings": 64,
}

VARIANTS = {
    "tied": dict(tie_word_embeddings=True),
    "untied-gqa": dict(num_key_value_heads=2),
    "llama3-rope": dict(num_key_value_heads=1, rope_parameters=LLAMA3_ROPE),
    "linear-rope": dict(
        num_hidden_layers=1, tie_word_embeddings=True,
        rope_parameters={"rope_type": "linear", "rope_theta": 10000.0, "factor": 4.0}),
    "biased": dict(
        num_hidden_layers=1, tie_word_embeddings=True, attention_bias=True, mlp_bias=True),
    "head-dim": dict(
        num_hidden_layers=1, num_attention_heads=2, num_key_value_heads=1, head_dim=24),
    "sharded": dict(num_key_value_heads=2),
}

#: Lengths of the samples that are packed into one row for `packed_ids` / `packed_logits`.
SEGMENTS = [5, 1, 11, 7]


def make(name: str) -> LlamaForCausalLM:
    """A model whose weights, norms and biases are all non-trivial, so that none can be ignored."""
    torch.manual_seed(sorted(VARIANTS).index(name))
    model = LlamaForCausalLM(LlamaConfig(**{**BASE, **VARIANTS[name]})).eval()
    with torch.no_grad():
        for key, tensor in model.named_parameters():
            if "norm" in key:
                tensor.copy_(1 + 0.3 * torch.randn_like(tensor))
            elif key.endswith("bias"):
                tensor.copy_(0.2 * torch.randn_like(tensor))
    return model


def outputs(model: LlamaForCausalLM) -> dict[str, torch.Tensor]:
    generator = torch.Generator().manual_seed(7)
    ids = torch.randint(3, BASE["vocab_size"], (2, 18), generator=generator)
    packed = torch.randint(3, BASE["vocab_size"], (sum(SEGMENTS),), generator=generator)
    with torch.no_grad():
        alone = [model(part[None]).logits[0] for part in packed.split(SEGMENTS)]
        greedy = model.generate(
            ids[:, :8], attention_mask=torch.ones_like(ids[:, :8]), do_sample=False,
            max_new_tokens=16, eos_token_id=None, pad_token_id=0)
        return {
            "input_ids": ids,
            "logits": model(ids).logits,
            "packed_ids": packed,
            "segment_lengths": torch.tensor(SEGMENTS),
            "packed_logits": torch.cat(alone),
            "greedy_ids": greedy.contiguous(),
        }


def write_legacy_config(folder: pathlib.Path) -> None:
    """The same configuration as transformers 4 and Meta's own checkpoints spell it."""
    config = json.loads((folder / "config.json").read_text())
    rope = config.pop("rope_parameters")
    config["rope_theta"] = rope.pop("rope_theta")
    config["rope_scaling"] = rope
    config["torch_dtype"] = config.pop("dtype")
    text = json.dumps(config, indent=2, sort_keys=True) + "\n"
    (folder / "config.legacy.json").write_text(text)


def write(folder: pathlib.Path) -> None:
    for name in VARIANTS:
        model = make(name)
        target = folder / name
        model.save_pretrained(target, max_shard_size="36KB" if name == "sharded" else "1GB")
        save_file(outputs(model), target / "golden.safetensors")
    write_legacy_config(folder / "llama3-rope")
