#!/usr/bin/python3
"""Makes the golden files of objectives with an auxiliary loss, gpt-OBJECTIVE.safetensors and mamba-OBJECTIVE.safetensors,
of ritf, whose one loss is another, of mlm, gpt-mlm.safetensors, and of any_order: make_auxiliary.py FOLDER. Needs PyTorch (Debian: python3-torch).

Graphs, initial weights and both losses are made here, in float64; the models are python/load_checkpoint.py's."""

import random
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "python"))
import torch
from load_checkpoint import AUXILIARY, Model, golden, write_safetensors

DEGREE, PATH, LABELS, BATCH = 2, 4, 9, 6
BAR, EQUALS, SLASH, DUMMY = LABELS, LABELS + 1, LABELS + 2, LABELS + 3
SHARED = {
    "layout": "paper", "aux_weight": 1.0, "horizon": 4, "tied_head": True, "biases": True, "layers": 2,
    "degree": DEGREE, "path_length": PATH, "labels": LABELS, "batch": BATCH, "rope": False, "question": "last",
    "learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "weight_decay": 0.01,
}
GPT = {"architecture": "transformer", "width": 20, "heads": 2, "mlp_ratio": 4, "positions": "learned"}
MAMBA = {"architecture": "mamba", "width": 13, "heads": 1, "mlp_ratio": 0, "positions": "none", "biases": False,
         "expand": 2, "state": 5, "conv": 3}


def sample(source):
    """x and y of one graph in the paper's layout: `a b | c d / start goal = start ...`."""
    nodes = source.sample(range(LABELS), 1 + DEGREE * (PATH - 1))
    arms = [[nodes[0]] + nodes[1 + a * (PATH - 1) : 1 + (a + 1) * (PATH - 1)] for a in range(DEGREE)]
    edges = [edge for arm in arms for edge in zip(arm, arm[1:])]
    source.shuffle(edges)
    path = source.choice(arms)
    prefix = [token for edge in edges for token in (*edge, BAR)][:-1] + [SLASH, path[0], path[-1], EQUALS]
    return prefix + path[:-1], [-1] * (len(prefix) - 1) + path


def hiding_sample(source):
    """The same with the path in place: one hidden node at least, and the others shown, which have no loss."""
    x, y = sample(source)
    path = y[-PATH:]
    hidden = set(source.sample(range(PATH), source.randrange(1, PATH + 1)))
    shown = [DUMMY if k in hidden else node for k, node in enumerate(path)]
    return x[: 1 - PATH] + shown, [-1] * (len(x) - PATH + 1) + [node if k in hidden else -1 for k, node in enumerate(path)]


def shuffled_sample(source):
    """The same with the path said and shown in an order drawn at random; which target each input is, and asks for."""
    x, y = sample(source)
    path, order = y[-PATH:], source.sample(range(PATH), PATH)
    before = [0] * (len(x) - PATH)
    return (x[: 1 - PATH] + [path[k] for k in order[:-1]], y[:-PATH] + [path[k] for k in order],
            before + [0] + [k + 1 for k in order[:-1]], before + [k + 1 for k in order])


def make(folder, arch, config, objective, seed, sample=sample):
    config = {**config, "objective": objective}
    source = random.Random(seed)
    torch.manual_seed(seed)
    rows = (torch.tensor(rows, dtype=torch.int32) for rows in zip(*(sample(source) for _ in range(BATCH))))
    sheet = dict(zip(("x", "y", "slot", "asked"), rows))
    x = sheet["x"]
    model = Model(config)
    if objective in AUXILIARY:
        name, heads, _ = AUXILIARY[objective]
        model.add_auxiliary(name, heads(config))
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if weight.dim() > 1 and "A_log" not in name:
                hidden = name.startswith(("layers", "nextlat", "mtp."))
                weight.normal_(0, 1 / weight.shape[-1] ** 0.5 if hidden else 0.3)
            elif "A_log" in name:
                weight.uniform_(-1, 1)
            else:
                weight.add_(torch.randn_like(weight) * 0.1)
            weight.copy_(weight.float())
    tensors, _ = golden(model, config, {}, sheet)
    names = {
        "n_layer": "layers", "n_head": "heads", "n_embd": "width", "degree": "degree", "path_len": "path_length",
        "num_nodes": "labels", "lr": "learning_rate", "beta1": "beta1", "beta2": "beta2", "eps": "epsilon",
        "weight_decay": "weight_decay", "batch_size": "batch", "objective": "objective",
    }
    if arch == "mamba":
        names.update(d_state="state", d_conv="conv", expand="expand")
    metadata = {theirs: str(config[ours]) for theirs, ours in names.items()}
    metadata.update(arch=arch, seed=str(seed), vocab_size=str(LABELS + 4), block_size=str(x.shape[1] + 1))
    if objective == "ritf":
        metadata["rank_said"] = str(config["rank_said"]).lower()
    write_safetensors(f"{folder}/{arch}-{objective.replace('_', '-')}.safetensors", tensors, metadata)


for number, objective in enumerate(("top", "mtp_linear", "fsp_bow", "nextlat")):
    make(sys.argv[1], "gpt", {**SHARED, **GPT}, objective, 30 + 2 * number)
    make(sys.argv[1], "mamba", {**SHARED, **MAMBA}, objective, 31 + 2 * number)
make(sys.argv[1], "gpt", {**SHARED, **GPT}, "mlm", 60, hiding_sample)
# Seeds for which no gradient is so near zero that Adam makes a step of its rounding.
make(sys.argv[1], "gpt", {**SHARED, **GPT}, "mtp_block", 75)
make(sys.argv[1], "mamba", {**SHARED, **MAMBA}, "mtp_block", 79)
make(sys.argv[1], "gpt", {**SHARED, **GPT}, "mtp_chain", 79)
make(sys.argv[1], "mamba", {**SHARED, **MAMBA}, "mtp_chain", 76)
make(sys.argv[1], "gpt", {**SHARED, **GPT}, "any_order", 61, shuffled_sample)
make(sys.argv[1], "mamba", {**SHARED, **MAMBA}, "any_order", 62, shuffled_sample)
# Seeds for which no pair comes so near its margin that rounding decides whether it counts.
make(sys.argv[1], "gpt", {**SHARED, **GPT, "rank_said": False}, "ritf", 80)
make(sys.argv[1], "mamba", {**SHARED, **MAMBA, "rank_said": True}, "ritf", 81)
