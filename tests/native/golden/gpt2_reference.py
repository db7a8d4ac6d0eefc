#!/usr/bin/python3
"""GPT-2 (Radford et al. 2019) in plain PyTorch, float64, for tests/native/test_gpt2_torch.sh and the benchmark; nothing of it is
read off Pathstar's code. Needs PyTorch (Debian: python3-torch).

    gpt2_reference.py make FOLDER SEED TYPE PLAIN LAYERS HEADS WIDTH INNER POSITIONS [VOCABULARY]
        a folder with random weights as Hugging Face writes it: of TYPE F32, F16 or BF16; PLAIN 1: names without
        `transformer.`, and the buffers and the tied head that some files have beside the weights
    gpt2_reference.py check FOLDER GRAPHS OBJECTIVE LABELS LOGITS CHECKPOINT EXPORTED RATE DECAY EPSILON
        what pathstar said of those graphs, what one step of AdamW on them left, and what it exported"""

import json
import math
import re
import struct
import sys
from pathlib import Path

import torch
import torch.nn.functional as F

TYPES = {"F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16, "I32": torch.int32}
PREFIX = "transformer."


def read(path):
    data = bytearray(Path(path).read_bytes())
    (size,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + size])
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        begin, end = (8 + size + offset for offset in entry["data_offsets"])
        flat = torch.frombuffer(bytearray(data[begin:end]), dtype=TYPES[entry["dtype"]])
        tensors[name.removeprefix(PREFIX)] = flat.reshape(entry["shape"])
    return tensors


def write(path, tensors):
    names = {dtype: name for name, dtype in TYPES.items()}
    header, chunks, at = {"__metadata__": {"format": "pt"}}, [], 0
    for name, tensor in tensors.items():
        raw = tensor.contiguous().view(torch.int16 if tensor.element_size() == 2 else torch.int32)
        chunks.append(raw.numpy().tobytes())
        span = [at, at + len(chunks[-1])]
        header[name] = {"dtype": names[tensor.dtype], "shape": list(tensor.shape), "data_offsets": span}
        at = span[1]
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        file.writelines(chunks)


class GPT2:
    """Weights by Hugging Face's names; a linear layer's is (in, out)."""

    def __init__(self, weights, config, dtype=torch.float64):
        self.config = config
        self.w = {n: t.to(dtype).requires_grad_() for n, t in weights.items() if not re.search(r"\.attn\.(masked_)?bias$|lm_head", n)}

    def linear(self, name, x):
        return x @ self.w[f"{name}.weight"] + self.w[f"{name}.bias"]

    def norm(self, name, x):
        return F.layer_norm(x, x.shape[-1:], self.w[f"{name}.weight"], self.w[f"{name}.bias"], eps=1e-5)

    def gelu(self, x):
        return 0.5 * x * (1 + torch.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))

    def hidden(self, x):
        batch, time = x.shape
        heads, width = self.config["n_head"], self.config["n_embd"]
        h = self.w["wte.weight"][x] + self.w["wpe.weight"][:time]
        later = torch.ones(time, time, dtype=torch.bool).triu(1)
        for layer in range(self.config["n_layer"]):
            at = f"h.{layer}"
            split = self.linear(f"{at}.attn.c_attn", self.norm(f"{at}.ln_1", h)).split(width, -1)
            q, k, v = (part.view(batch, time, heads, width // heads).transpose(1, 2) for part in split)
            scores = (q @ k.transpose(-2, -1)) / math.sqrt(width // heads)
            attended = scores.masked_fill(later, -math.inf).softmax(-1) @ v
            h = h + self.linear(f"{at}.attn.c_proj", attended.transpose(1, 2).reshape(batch, time, width))
            wide = self.gelu(self.linear(f"{at}.mlp.c_fc", self.norm(f"{at}.ln_2", h)))
            h = h + self.linear(f"{at}.mlp.c_proj", wide)
        return self.norm("ln_f", h)

    def logits(self, x):
        return self.hidden(x) @ self.w["wte.weight"].T


def characters():
    """What vocab.json writes for each byte."""
    seen = [byte for byte in range(256) if 32 < byte < 127 or 160 < byte != 173]
    hidden = iter(range(256, 512))
    return [chr(byte) if byte in seen else chr(next(hidden)) for byte in range(256)]


def make(folder, seed, dtype, plain, layers, heads, width, inner, positions, vocabulary=300):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(seed)
    merges = [f"{n // 10} {n % 10}" for n in range(10, 50)]
    tokens = characters() + [merge.replace(" ", "") for merge in merges]
    tokens += [f"other{i}" for i in range(vocabulary - len(tokens))]
    order = torch.randperm(len(tokens)).tolist()  # an id says nothing of its token
    config = {"model_type": "gpt2", "n_layer": layers, "n_head": heads, "n_embd": width, "n_positions": positions,
              "n_inner": None if inner == 4 * width else inner, "vocab_size": vocabulary}
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "vocab.json").write_text(json.dumps(dict(zip(tokens, order))))
    (folder / "merges.txt").write_text("\n".join(["#version: 0.2", *merges, ""]))
    weights = {}

    def add(name, *shape, mean=0.0, deviation=0.02 if width > 100 else 0.15):
        weights[name] = mean + deviation * torch.randn(*shape)

    def linear(name, inputs, outputs):
        add(f"{name}.weight", inputs, outputs)
        add(f"{name}.bias", outputs)

    def norm(name):
        add(f"{name}.weight", width, mean=1.0)
        add(f"{name}.bias", width)

    add("wte.weight", vocabulary, width)
    add("wpe.weight", positions, width)
    for layer in range(layers):
        norm(f"h.{layer}.ln_1")
        if plain:
            weights[f"h.{layer}.attn.bias"] = torch.ones(positions, positions).tril().view(1, 1, positions, positions)
            weights[f"h.{layer}.attn.masked_bias"] = torch.tensor(-1e4)
        linear(f"h.{layer}.attn.c_attn", width, 3 * width)
        linear(f"h.{layer}.attn.c_proj", width, width)
        norm(f"h.{layer}.ln_2")
        linear(f"h.{layer}.mlp.c_fc", width, inner)
        linear(f"h.{layer}.mlp.c_proj", inner, width)
    norm("ln_f")
    weights = {(name if plain else PREFIX + name): tensor.to(TYPES[dtype]) for name, tensor in weights.items()}
    if plain:
        weights["lm_head.weight"] = weights["wte.weight"].clone()
    write(folder / "model.safetensors", weights)


def samples(lines, objective, vocab):
    """The tokens of the authors' text and where their loss is: `edges/start,goal=` and then the path, commas as they are."""
    xs, ys = [], []
    for line in lines:
        prefix, path = line.split("=")
        if objective == "reverse":
            path = ",".join(reversed(path.split(",")))
        words = re.findall(r"\d+|[|,/=]", prefix + "=")
        target = re.findall(r"\d+|,", path)
        shown = ["$"] * (len(target) - 1) if objective == "teacherless" else target[:-1]
        xs.append([vocab[word] for word in words + shown])
        ys.append([-1] * (len(words) - 1) + [vocab[word] for word in target])
    return torch.tensor(xs), torch.tensor(ys)


def check(folder, graphs, objective, labels, logits, checkpoint, exported, rate, decay, epsilon):
    config = json.loads(Path(folder, "config.json").read_text())
    vocab = json.loads(Path(folder, "vocab.json").read_text())
    x, y = samples(Path(graphs).read_text().split(), objective, vocab)
    model = GPT2(read(Path(folder, "model.safetensors")), config)
    # The program's ids: labels, then | = / $ and the comma, then what is left.
    first = [vocab[word] for word in [*map(str, range(labels)), "|", "=", "/", "$", ","]]
    order = torch.tensor(first + [token for token in range(config["vocab_size"]) if token not in first])
    failed = False

    def near(what, actual, expected, tolerance):
        nonlocal failed
        actual, expected = actual.detach().double(), expected.detach().double()
        scale = expected.abs().max().item() or 1.0
        error = (actual - expected).abs().max().item() / scale if actual.shape == expected.shape else math.inf
        if not error <= tolerance:
            failed = True
            print(f"{what}: off by {error:.1e} of the largest, {tolerance:.0e} is allowed")

    sheet = read(logits)
    if not torch.equal(order[sheet["x"].long()], x):
        sys.exit("the program shows other tokens")
    said = model.logits(x)
    near("logits", sheet["logits"], said[..., order], 1e-5)
    loss = F.cross_entropy(said.flatten(0, 1), y.flatten(), ignore_index=-1)
    loss.backward()
    stored, after = read(checkpoint), read(Path(exported, "model.safetensors"))
    before = {name: tensor.detach().clone() for name, tensor in model.w.items()}
    optimizer = torch.optim.AdamW(model.w.values(), lr=rate, betas=(0.9, 0.999), eps=epsilon, weight_decay=decay)
    optimizer.step()
    if set(after) != set(model.w):
        sys.exit(f"other tensors were exported: {sorted(set(after) ^ set(model.w))[:4]}")
    width = config["n_embd"]
    for name, weight in model.w.items():
        parts = gradients(name, weight.grad, width, order)
        for ours, gradient in parts.items():
            mine = stored[f"optimizer.first.{ours}"].double() / 0.1  # 1 - beta1: the gradient itself, after one step
            if ours.endswith("keys_linear.bias"):  # softmax ignores a shift
                failed |= not (mine.abs().max() < 1e-6 and gradient.abs().max() < 1e-6)
                continue
            near(f"gradient of {ours}", mine, gradient, 1e-4)
        moved, wanted = after[name].double() - before[name], weight.detach() - before[name]
        if name.endswith("c_attn.bias"):
            moved, wanted = (torch.cat([t[:width], t[2 * width :]]) for t in (moved, wanted))
        near(f"step of {name}", moved, wanted, 1e-3)
    print(f"loss {loss.item():.6f}")
    sys.exit(1 if failed else 0)


def gradients(name, gradient, width, order):
    """{the program's name: the gradient as the program has it}"""
    outside = {"wte.weight": "embed_tokens.weight", "wpe.weight": "pos_encoding.weight",
               "ln_f.weight": "final_layernorm.weight", "ln_f.bias": "final_layernorm.bias"}
    if name in outside:
        return {outside[name]: gradient[order] if name == "wte.weight" else gradient}
    _, layer, module, parameter = re.fullmatch(r"(h)\.(\d+)\.(.+)\.(weight|bias)", name).groups()
    at, turned = f"layers.{layer}", gradient.T if gradient.dim() == 2 else gradient
    if module == "attn.c_attn":
        kinds = ("queries", "keys", "values")
        return {f"{at}.attn.{kind}_linear.{parameter}": part for kind, part in zip(kinds, turned.split(width))}
    names = {"ln_1": "ln_1", "ln_2": "ln_2", "attn.c_proj": "attn.proj", "mlp.c_fc": "mlp.expand", "mlp.c_proj": "mlp.proj"}
    return {f"{at}.{names[module]}.{parameter}": turned}


if __name__ == "__main__":
    command, *given = sys.argv[1:]
    if command == "make":
        make(given[0], int(given[1]), given[2], given[3] == "1", *map(int, given[4:]))
    else:
        check(*given[:3], int(given[3]), *given[4:7], *map(float, given[7:]))
