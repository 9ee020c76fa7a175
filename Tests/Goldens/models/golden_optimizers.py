"""Steps of optimizers on fixed gradients, clipping by global norm, and learning-rate schedules."""

import json
import pathlib

import numpy as np
import torch
import transformers
from safetensors.torch import save_file

STEPS = 5
SHAPES = {"matrix": (6, 10), "vector": (7,)}

OPTIMIZERS = {
    "adamw": (torch.optim.AdamW, dict(lr=1e-2, betas=(0.9, 0.95), eps=1e-8, weight_decay=0.1)),
    "adam": (torch.optim.Adam, dict(lr=1e-2, betas=(0.9, 0.999), eps=1e-8)),
    "adam_l2": (torch.optim.Adam, dict(lr=1e-2, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.1)),
    "sgd": (torch.optim.SGD, dict(lr=1e-1)),
    "sgd_momentum": (torch.optim.SGD, dict(lr=1e-1, momentum=0.9, weight_decay=0.1)),
    "sgd_nesterov": (torch.optim.SGD, dict(lr=1e-1, momentum=0.9, nesterov=True)),
    "muon": (torch.optim.Muon, dict(
        lr=2e-2, weight_decay=0.1, momentum=0.95, nesterov=True, ns_steps=5,
        adjust_lr_fn="original")),
}
LION = dict(lr=1e-2, betas=(0.9, 0.99), weight_decay=0.1)

WARMUP, TOTAL = 4, 20


def lion(start: np.ndarray, gradients: np.ndarray) -> np.ndarray:
    """Lion (arXiv 2302.06675, algorithm 2): the sign of an interpolated momentum, then decay."""
    beta1, beta2 = LION["betas"]
    value, momentum, trace = start.copy(), np.zeros_like(start), []
    for gradient in gradients:
        direction = np.sign(beta1 * momentum + (1 - beta1) * gradient)
        value = value - np.float32(LION["lr"]) * (direction + LION["weight_decay"] * value)
        momentum = beta2 * momentum + (1 - beta2) * gradient
        trace.append(value.astype(np.float32))
    return np.stack(trace)


def trajectory(name: str, start: torch.Tensor, gradients: torch.Tensor) -> torch.Tensor:
    """The parameter after each step: [STEPS, ...shape]."""
    kind, options = OPTIMIZERS[name]
    parameter = torch.nn.Parameter(start.clone())
    optimizer = kind([parameter], **options)
    trace = []
    for gradient in gradients:
        parameter.grad = gradient.clone()
        optimizer.step()
        trace.append(parameter.detach().clone())
    return torch.stack(trace)


def steps() -> dict[str, torch.Tensor]:
    generator = torch.Generator().manual_seed(3)
    tensors = {}
    for shape_name, shape in SHAPES.items():
        start = torch.randn(*shape, generator=generator)
        gradients = torch.randn(STEPS, *shape, generator=generator)
        tensors[f"{shape_name}.start"], tensors[f"{shape_name}.gradients"] = start, gradients
        for name in OPTIMIZERS:
            if name != "muon" or len(shape) == 2:
                tensors[f"{shape_name}.{name}"] = trajectory(name, start, gradients)
        after = lion(start.numpy(), gradients.numpy())
        tensors[f"{shape_name}.lion"] = torch.from_numpy(after)
    return tensors


def clipping() -> dict[str, torch.Tensor]:
    generator = torch.Generator().manual_seed(4)
    gradients = [torch.randn(4, 3, generator=generator), torch.randn(5, generator=generator)]
    parameters = [torch.nn.Parameter(torch.zeros_like(g)) for g in gradients]
    tensors = {f"clip.gradient_{i}": g for i, g in enumerate(gradients)}
    for parameter, gradient in zip(parameters, gradients):
        parameter.grad = gradient.clone()
    tensors["clip.norm"] = torch.nn.utils.clip_grad_norm_(parameters, 1.0).reshape(1)
    return tensors | {f"clip.clipped_{i}": p.grad for i, p in enumerate(parameters)}


def rates(schedule) -> list[float]:
    """The factor that multiplies the learning rate at optimizer step 0, 1, … TOTAL."""
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    scheduler = schedule(optimizer)
    factors = []
    for _ in range(TOTAL + 1):
        factors.append(float(scheduler.get_last_lr()[0]))
        optimizer.step()
        scheduler.step()
    return factors


def schedules() -> dict:
    linear = transformers.get_linear_schedule_with_warmup
    cosine = transformers.get_cosine_schedule_with_warmup
    floor = transformers.get_cosine_with_min_lr_schedule_with_warmup
    return {
        "warmup_steps": WARMUP,
        "total_steps": TOTAL,
        "cosine_floor": 0.1,
        "constant": rates(transformers.get_constant_schedule),
        "constant_with_warmup": rates(
            lambda o: transformers.get_constant_schedule_with_warmup(o, WARMUP)),
        "linear": rates(lambda o: linear(o, 0, TOTAL)),
        "linear_with_warmup": rates(lambda o: linear(o, WARMUP, TOTAL)),
        "cosine": rates(lambda o: cosine(o, 0, TOTAL)),
        "cosine_with_warmup": rates(lambda o: cosine(o, WARMUP, TOTAL)),
        "cosine_with_warmup_and_floor": rates(lambda o: floor(o, WARMUP, TOTAL, min_lr_rate=0.1)),
    }


def write(folder: pathlib.Path) -> None:
    folder.mkdir(parents=True)
    save_file(steps() | clipping(), folder / "steps.safetensors")
    options = {name: options for name, (_, options) in OPTIMIZERS.items()}
    options |= {"lion": LION, "clip": {"max_norm": 1.0}}
    (folder / "steps.json").write_text(json.dumps(options, indent=1, sort_keys=True) + "\n")
    (folder / "schedules.json").write_text(json.dumps(schedules(), indent=1, sort_keys=True) + "\n")
