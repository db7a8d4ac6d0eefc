"""PyTorch on one thread: the training step of a fixture. Usage: peer_torch.py FIXTURE SECONDS; prints a JSON object."""

import json
import math
import struct
import sys
import time

import torch
import torch.nn.functional as F

WARM_SECONDS = 0.7


def read_tensors(path):
    with open(path, "rb") as file:
        data = bytearray(file.read())
    (size,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + size])

    def tensor(name):
        begin, end = header[name]["data_offsets"]
        flat = torch.frombuffer(data[8 + size + begin : 8 + size + end], dtype=torch.float32)
        return flat.reshape(header[name]["shape"]).clone()

    return tensor


class GPT:
    def __init__(self, tensor, config):
        self.heads, self.path = config["heads"], config["path_length"]
        self.parameters = []

        def take(*names):
            weight = torch.cat([tensor(name) for name in names]).requires_grad_()
            self.parameters.append(weight)
            return weight

        def norm(name):
            return take(f"{name}.weight"), take(f"{name}.bias")

        self.tokens = take("embed_tokens.weight")
        self.places = take("pos_encoding.weight")
        self.layers = []
        for l in range(config["layers"]):
            at = f"layers.{l}"
            qkv = take(*(f"{at}.attn.{kind}_linear.weight" for kind in ("queries", "keys", "values")))
            self.layers.append((
                norm(f"{at}.ln_1"), qkv, take(f"{at}.attn.proj.weight"),
                norm(f"{at}.ln_2"), take(f"{at}.mlp.expand.weight"), take(f"{at}.mlp.proj.weight"),
            ))
        self.norm = norm("final_layernorm")
        self.head = take("lm_head.weight")

    def loss(self, x, y):
        batch, time = x.shape
        width = self.tokens.shape[1]
        hidden = torch.ones(time, time, dtype=torch.bool).triu(1)
        h = F.embedding(x, self.tokens) + self.places[:time]
        for norm1, qkv, proj, norm2, expand, contract in self.layers:
            normed = F.layer_norm(h, (width,), *norm1, eps=1e-5)
            split = F.linear(normed, qkv).view(batch, time, 3, self.heads, width // self.heads)
            q, k, v = split.permute(2, 0, 3, 1, 4)
            scores = (q @ k.transpose(-2, -1)) / math.sqrt(width // self.heads)
            attended = scores.masked_fill(hidden, -math.inf).softmax(-1) @ v
            h = h + F.linear(attended.transpose(1, 2).reshape(batch, time, width), proj)
            normed = F.layer_norm(h, (width,), *norm2, eps=1e-5)
            h = h + F.linear(F.gelu(F.linear(normed, expand), approximate="tanh"), contract)
        asked = F.layer_norm(h[:, -self.path :], (width,), *self.norm, eps=1e-5)
        return F.cross_entropy(F.linear(asked, self.head).flatten(0, 1), y.flatten())


def main():
    fixture, seconds = sys.argv[1], float(sys.argv[2])
    torch.set_num_threads(1)
    with open(f"{fixture}.json", encoding="utf-8") as file:
        stored = json.load(file)
    config = stored["config"]
    model = GPT(read_tensors(f"{fixture}.safetensors"), config)
    optimizer = torch.optim.AdamW(
        model.parameters, lr=config["learning_rate"], betas=(config["beta1"], config["beta2"]),
        eps=config["epsilon"], weight_decay=0, foreach=True,
    )

    def step(x, y):
        optimizer.zero_grad(set_to_none=True)
        loss = model.loss(x, y)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters, config["clip"])
        optimizer.step()
        return loss.item()

    batches = [(torch.tensor(batch["x"]), torch.tensor(batch["y"])) for batch in stored["batches"]]
    losses = [step(x, y) for x, y in batches]
    x, y = batches[-1]
    warm_until = time.perf_counter() + WARM_SECONDS
    while time.perf_counter() < warm_until:
        step(x, y)
    samples = []
    until = time.perf_counter() + seconds
    while len(samples) < 3 or time.perf_counter() < until:
        began = time.perf_counter()
        step(x, y)
        samples.append(1e3 * (time.perf_counter() - began))
    samples.sort()
    timing = {"best": samples[0], "median": samples[len(samples) // 2], "samples": len(samples)}
    print(json.dumps({"version": torch.__version__, "losses": losses, "step": timing}))


main()
