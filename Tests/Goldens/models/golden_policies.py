"""Two updates of PPO, RLOO and GRPO on given answers, in PyTorch with automatic differentiation.

The answers, rewards and reference log-probabilities are drawn once; nothing is sampled from the
model, so that the update alone is compared. Sources: PPO with generalised advantages as in TRL's
PPOTrainer (advantages whitened over tokens, clipped value loss), RLOO as Ahmadian et al. 2024
(arXiv 2402.14740), GRPO as Shao et al. 2024 (arXiv 2402.03300) with the k3 estimator.
"""

import json
import pathlib

import torch
from transformers import LlamaForCausalLM

GROUPS, SAMPLES, CLIP, KL, DISCOUNT, SMOOTHING, VALUE = 2, 3, 0.2, 0.1, 0.98, 0.9, 0.1
OPTIONS = dict(lr=2e-3, betas=(0.9, 0.95), eps=1e-8, weight_decay=0.0)
MAX_NORM, UPDATES = 1.0, 3


def answers(vocabulary: int, width: int) -> dict:
    generator = torch.Generator().manual_seed(21)

    def ids(count: int) -> list[int]:
        return torch.randint(3, vocabulary, (count,), generator=generator).tolist()

    rows = []
    for group in range(GROUPS):
        prompt = ids(4 + group)
        for sample in range(SAMPLES):
            length = 2 + (group + 2 * sample) % 5
            rows.append({
                "group": group, "prompt": prompt, "completion": ids(length),
                "reward": torch.randn((), generator=generator).item(),
                "drift": (0.3 * torch.randn(length, generator=generator)).tolist(),
                "learnt": [not (sample == 2 and t == 0) for t in range(length)],
            })
    head = (0.2 * torch.randn(width, generator=generator)).tolist()
    return {"rows": rows, "value_head": head}


def measure(model, head, row):
    """Log-probability and value at each token of an answer."""
    ids = torch.tensor([row["prompt"] + row["completion"]])
    output = model.model(ids[:, :-1]).last_hidden_state[0, len(row["prompt"]) - 1:]
    logs = model.lm_head(output).log_softmax(-1)
    return logs.gather(1, torch.tensor(row["completion"])[:, None])[:, 0], output @ head


def generalised(rewards, values):
    advantages, after, value_after = [], 0.0, 0.0
    for reward, value in reversed(list(zip(rewards.tolist(), values.tolist()))):
        after = reward + DISCOUNT * value_after - value + DISCOUNT * SMOOTHING * after
        advantages.insert(0, after)
        value_after = value
    advantages = torch.tensor(advantages)
    return advantages, advantages + values


def targets(method, rows, old):
    if method == "ppo":
        estimates = []
        for row, (logs, values) in zip(rows, old):
            rewards = -KL * (logs - row["reference"])
            rewards[-1] += row["reward"]
            estimates.append(generalised(rewards, values))
        flat = torch.cat([advantages for advantages, _ in estimates])
        scale = (flat.var() + 1e-8).rsqrt()
        return [((a - flat.mean()) * scale, r) for a, r in estimates]
    results = []
    for row, (logs, _) in zip(rows, old):
        def worth(other):
            place = next(i for i, r in enumerate(rows) if r is other)
            kl = (old[place][0] - other["reference"]).sum().item()
            return other["reward"] - (KL * kl if method == "rloo" else 0)
        group = torch.tensor([worth(r) for r in rows if r["group"] == row["group"]])
        if method == "rloo":
            advantage = worth(row) - (group.sum().item() - worth(row)) / (len(group) - 1)
        else:
            advantage = ((worth(row) - group.mean()) / (group.std() + 1e-4)).item()
        results.append((torch.full_like(logs, advantage), None))
    return results


def objective(method, aggregate, rows, old, aims, model, head):
    loss, value_loss = 0.0, 0.0
    learnt = sum(sum(row["learnt"]) for row in rows)
    for row, (before, value_before), (advantages, returns) in zip(rows, old, aims):
        logs, values = measure(model, head, row)
        mask = torch.tensor(row["learnt"])
        ratio = (logs - before).exp()
        if method == "rloo":
            ratio = ((logs - before) * mask).sum().exp().expand_as(logs)
        terms = -torch.minimum(ratio * advantages, ratio.clamp(1 - CLIP, 1 + CLIP) * advantages)
        if method == "grpo":
            difference = row["reference"] - logs
            terms = terms + KL * (difference.exp() - difference - 1)
        if method == "rloo":
            loss = loss + terms[mask].mean() / len(rows)
            continue
        share = 1 / learnt if aggregate == "token" else 1 / (len(rows) * mask.sum())
        loss = loss + share * terms[mask].sum()
        if method == "ppo":
            held = value_before + (values - value_before).clamp(-CLIP, CLIP)
            errors = torch.maximum((values - returns) ** 2, (held - returns) ** 2)
            value_loss = value_loss + share * VALUE * 0.5 * errors.sum()
    return loss, value_loss


def run(checkpoint: pathlib.Path, method: str, aggregate: str, setting: dict) -> dict:
    model = LlamaForCausalLM.from_pretrained(checkpoint, dtype=torch.float32)
    head = torch.nn.Parameter(torch.tensor(setting["value_head"]))
    optimizer = torch.optim.AdamW([*model.parameters(), head], **OPTIONS)
    rows = [dict(row) for row in setting["rows"]]
    with torch.no_grad():
        old = [measure(model, head, row) for row in rows]
    for row, (logs, _) in zip(rows, old):
        row["reference"] = logs + torch.tensor(row["drift"])
    aims = targets(method, rows, old)
    record = {"method": method, "aggregate": aggregate, "losses": [], "value_losses": [],
              "gradient_norms": [], "advantages": [a.tolist() for a, _ in aims]}
    if method == "ppo":
        record["returns"] = [r.tolist() for _, r in aims]
    for _ in range(UPDATES):
        loss, value_loss = objective(method, aggregate, rows, old, aims, model, head)
        optimizer.zero_grad()
        (loss + value_loss).backward()
        parameters = [*model.parameters(), head]
        norm = torch.nn.utils.clip_grad_norm_(parameters, MAX_NORM)
        record["losses"].append(float(loss.detach()))
        record["value_losses"].append(float(torch.as_tensor(value_loss).detach()))
        record["gradient_norms"].append(norm.item())
        optimizer.step()
    with torch.no_grad():
        record["final_log_probs"] = [measure(model, head, row)[0].tolist() for row in rows]
    return record


def write(folder: pathlib.Path, checkpoints: pathlib.Path) -> None:
    folder.mkdir(parents=True)
    checkpoint = checkpoints / "untied-gqa"
    config = LlamaForCausalLM.from_pretrained(checkpoint).config
    setting = answers(config.vocab_size, config.hidden_size)
    runs = {
        f"{method}-{aggregate}": run(checkpoint, method, aggregate, setting)
        for method, aggregate in [
            ("ppo", "token"), ("ppo", "sequence"), ("rloo", "token"), ("grpo", "token"),
            ("grpo", "sequence"),
        ]
    }
    options = {"clip": CLIP, "kl": KL, "discount": DISCOUNT, "smoothing": SMOOTHING,
               "value": VALUE, "max_norm": MAX_NORM, **OPTIONS}
    text = json.dumps({"setting": options, **setting, "runs": runs}, indent=1, sort_keys=True)
    (folder / "policies.json").write_text(text + "\n")
