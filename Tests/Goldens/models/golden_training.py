"""Ten AdamW steps of a transformers Llama in float32: losses, gradient norms and where they end."""

import json
import pathlib

import torch
import torch.nn.functional as F
from safetensors.torch import save_file
from transformers import LlamaForCausalLM, get_cosine_schedule_with_warmup

STEPS, BATCH, LENGTH = 10, 3, 20
OPTIONS = dict(lr=3e-3, betas=(0.9, 0.95), eps=1e-8, weight_decay=0.1)
MAX_NORM, WARMUP = 1.0, 2


def batches(vocabulary: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids [STEPS, BATCH, LENGTH] that count upwards in ones to threes, so that there is something
    to learn, and labels of the same shape: labels[t] is the id to predict *after* position t, and
    -100 where nothing is supervised (prompts, and the last position)."""
    generator = torch.Generator().manual_seed(9)
    first = torch.randint(0, vocabulary, (STEPS, BATCH, 1), generator=generator)
    stride = torch.randint(1, 4, (STEPS, BATCH, 1), generator=generator)
    ids = 3 + (first + stride * torch.arange(LENGTH)) % (vocabulary - 3)
    labels = torch.full_like(ids, -100)
    labels[:, :, :-1] = ids[:, :, 1:]
    for row, prompt in enumerate((0, 6, 15)):
        labels[:, row, :prompt] = -100
    return ids, labels


def parameter_groups(model: LlamaForCausalLM, decay: str) -> list[dict]:
    if decay == "everything":
        return [{"params": list(model.parameters())}]
    matrices = [p for p in model.parameters() if p.dim() >= 2]
    vectors = [p for p in model.parameters() if p.dim() < 2]
    return [{"params": matrices}, {"params": vectors, "weight_decay": 0.0}]


def loss_of(model: LlamaForCausalLM, ids: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """The mean over all supervised tokens of the batch, not a mean of means over rows."""
    return F.cross_entropy(model(ids).logits.flatten(0, 1), labels.flatten())


def run(checkpoint: pathlib.Path, decay: str, schedule: bool) -> tuple[dict, torch.Tensor]:
    model = LlamaForCausalLM.from_pretrained(checkpoint, dtype=torch.float32).train()
    optimizer = torch.optim.AdamW(parameter_groups(model, decay), **OPTIONS)
    scheduler = get_cosine_schedule_with_warmup(optimizer, WARMUP, STEPS) if schedule else None
    ids, labels = batches(model.config.vocab_size)
    record = {"losses": [], "gradient_norms": [], "learning_rates": []}
    for step in range(STEPS):
        loss = loss_of(model, ids[step], labels[step])
        optimizer.zero_grad()
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(model.parameters(), MAX_NORM)
        record["losses"].append(loss.item())
        record["gradient_norms"].append(norm.item())
        record["learning_rates"].append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if scheduler:
            scheduler.step()
    with torch.no_grad():
        return record, model.eval()(ids[0]).logits


def first_gradients(checkpoint: pathlib.Path) -> dict[str, torch.Tensor]:
    """The gradient of every parameter on the first batch, before clipping."""
    model = LlamaForCausalLM.from_pretrained(checkpoint, dtype=torch.float32)
    ids, labels = batches(model.config.vocab_size)
    loss_of(model, ids[0], labels[0]).backward()
    return {f"gradient.{name}": p.grad.contiguous() for name, p in model.named_parameters()}


#: name of the run: checkpoint, what is decayed, whether the cosine schedule is on
RUNS = {
    "constant": ("untied-gqa", "everything", False),
    "cosine": ("untied-gqa", "everything", True),
    "matrices_decay": ("untied-gqa", "matrices", False),
    "tied": ("tied", "everything", False),
}


def write(folder: pathlib.Path, checkpoints: pathlib.Path) -> None:
    folder.mkdir(parents=True)
    first = checkpoints / "untied-gqa"
    ids, labels = batches(LlamaForCausalLM.from_pretrained(first).config.vocab_size)
    tensors = {"input_ids": ids, "labels": labels} | first_gradients(first)
    runs = {}
    for name, (checkpoint, decay, schedule) in RUNS.items():
        record, final_logits = run(checkpoints / checkpoint, decay, schedule)
        tensors[f"{name}.final_logits"] = final_logits[0]
        runs[name] = record | {"checkpoint": checkpoint, "decay": decay,
                               "schedule": "cosine" if schedule else "constant"}
    save_file(tensors, folder / "training.safetensors")
    setting = {"max_norm": MAX_NORM, "warmup_steps": WARMUP, **OPTIONS}
    text = json.dumps({"setting": setting, "runs": runs}, indent=1, sort_keys=True)
    (folder / "training.json").write_text(text + "\n")
