#!/usr/bin/env python3
"""Copies a model folder several times and damages each copy in one way (end-to-end.sh)."""

import pathlib
import shutil
import struct
import sys

from safetensors.torch import load_file, save_file


def main(model: pathlib.Path, out: pathlib.Path) -> None:
    def copy(name: str) -> pathlib.Path:
        ignored = shutil.ignore_patterns("checkpoint-*", "metrics.jsonl", "events*")
        return pathlib.Path(shutil.copytree(model, out / name, ignore=ignored))

    weights = load_file(model / "model.safetensors")
    victim = "model.layers.0.mlp.up_proj.weight"

    missing = {name: tensor for name, tensor in weights.items() if name != victim}
    save_file(missing, copy("missing") / "model.safetensors", metadata={"format": "pt"})
    extra = weights | {"model.layers.0.mlp.sideways.weight": weights[victim].clone()}
    save_file(extra, copy("extra") / "model.safetensors", metadata={"format": "pt"})
    wrong = weights | {victim: weights[victim][:-1].clone()}
    save_file(wrong, copy("shape") / "model.safetensors", metadata={"format": "pt"})

    data = (model / "model.safetensors").read_bytes()
    (copy("truncated") / "model.safetensors").write_bytes(data[:-100])
    lie = struct.pack("<Q", 1 << 60) + data[8:]
    (copy("lying") / "model.safetensors").write_bytes(lie)

    pickled = copy("pickled")
    (pickled / "model.safetensors").unlink()
    (pickled / "pytorch_model.bin").write_bytes(b"\x80\x02}q\x00.")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
