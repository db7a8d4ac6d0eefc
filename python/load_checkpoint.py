"""Opens a checkpoint of the tab or the program in PyTorch. Needs nothing but PyTorch.

As a module:

    from load_checkpoint import load
    model, config = load("my.safetensors")      # a torch.nn.Module
    logits = model(x)                           # x (batch, time) of vocabulary ids
    logits = model(x, child)                    # layout `edge`: child (batch, time), an edge's second node or -1
    logits = model(x, child, slot, asked)       # any_order: (batch, time) each, which target of the path, from 1, an input
                                                # is, and which it asks for, 0 for none; without them, from the start

As a command it compares PyTorch's logits with the program's:

    pathstar evaluate --load my.safetensors --logits logits.safetensors
    python3 python/load_checkpoint.py my.safetensors logits.safetensors

The vocabulary: node k is k; after the labels come `|`, `=`, `/` and `$`. With --golden OUT it writes, from the checkpoint's
weights and the file's tokens, what a float64 run makes of them, for `pathstar check`.
"""

import argparse
import json
import math
import struct
import sys

import torch
import torch.nn.functional as F
from torch import nn

EPSILON = 1e-5
ROPE_BASE = 100.0
TYPES = {"F32": torch.float32, "F64": torch.float64, "I32": torch.int32, "I64": torch.int64}


def read_safetensors(path):
    """The file's tensors by name, and its metadata."""
    with open(path, "rb") as file:
        data = bytearray(file.read())
    if len(data) < 8:
        raise SystemExit(f"{path}: too short for a safetensors file")
    (size,) = struct.unpack("<Q", data[:8])
    if size > len(data) - 8:
        raise SystemExit(f"{path}: not a safetensors file, or cut off")
    header = json.loads(data[8 : 8 + size])
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        begin, end = (8 + size + offset for offset in entry["data_offsets"])
        if end > len(data):
            raise SystemExit(f"{path}: '{name}' is cut off")
        # A copy of its own: the data may be unaligned.
        flat = torch.frombuffer(bytearray(data[begin:end]), dtype=TYPES[entry["dtype"]])
        tensors[name] = flat.reshape(entry["shape"])
    return tensors, metadata


def write_safetensors(path, tensors, metadata):
    names = {torch.float32: "F32", torch.float64: "F64", torch.int32: "I32"}
    header, chunks, at = {"__metadata__": metadata}, [], 0
    for name, tensor in tensors.items():
        chunk = tensor.detach().contiguous().numpy().tobytes()
        header[name] = {"dtype": names[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [at, at + len(chunk)]}
        chunks.append(chunk)
        at += len(chunk)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(chunks))


def read_config(metadata):
    """The checkpoint's metadata with its numbers and booleans as such."""
    config = {}
    for name, text in metadata.items():
        if text in ("true", "false"):
            config[name] = text == "true"
            continue
        try:
            number = float(text)
            config[name] = int(number) if number.is_integer() else number
        except ValueError:
            config[name] = text
    return config


class Embedding(nn.Module):
    """A token is an id; in layout `edge` it may be an edge, whose embedding is its parent's plus its child's. In any_order
    a row for its slot stands in the place of its position's, and a row for the slot that it asks for is added."""

    def __init__(self, config):
        super().__init__()
        width, labels = config["width"], config["labels"]
        edges = config["degree"] * (config["path_length"] - 1)
        self.prefix = edges * {"paper": 3, "pairs": 2, "edge": 1}[config["layout"]] + 3
        self.slots = config["objective"] == "any_order"
        time = self.prefix - 1 if self.slots else self.prefix + config["path_length"] - 1 + (config["objective"] == "mlm")
        self.embed_tokens = nn.Embedding(config.get("vocabulary", labels + 4), width)  # a pretrained GPT-2's has its own sizes
        self.edges = config["layout"] == "edge"
        if self.edges:
            self.embed_parents = nn.Embedding(labels, width)
            self.embed_children = nn.Embedding(labels, width)
        self.places = config["positions"] == "learned"
        if self.places:
            self.pos_encoding = nn.Embedding(config.get("context", time + 1), width)
        if self.slots:
            self.embed_slots = nn.Embedding(config["path_length"], width)
            self.embed_asked = nn.Embedding(config["path_length"], width)

    def tell_slots(self, h, slot, asked):
        """h with the rows of the slots, and of its positions where there is none."""
        if slot is None:
            after = torch.arange(h.shape[1]).expand(h.shape[:2]) - self.prefix + 1
            slot, asked = after.clamp(min=0), (after + 1).clamp(min=0)
        if self.places:
            places = self.pos_encoding(torch.arange(h.shape[1]).clamp(max=self.prefix - 1))
            h = torch.where((slot == 0).unsqueeze(-1), h + places, h)
        told = torch.where((slot > 0).unsqueeze(-1), h + self.embed_slots((slot - 1).clamp(min=0)), h)
        return torch.where((asked > 0).unsqueeze(-1), told + self.embed_asked((asked - 1).clamp(min=0)), told)

    def forward(self, x, child=None, slot=None, asked=None):
        if self.edges and child is not None:
            edge = (child >= 0).unsqueeze(-1)
            parent = torch.where(child >= 0, x, torch.zeros_like(x))
            h = torch.where(edge, self.embed_parents(parent) + self.embed_children(child.clamp(min=0)), self.embed_tokens(x))
        else:
            h = self.embed_tokens(x)
        if self.slots:
            return self.tell_slots(h, slot, asked)
        return h + self.pos_encoding.weight[: x.shape[1]] if self.places else h


class Attention(nn.Module):
    def __init__(self, config):
        super().__init__()
        width, biased = config["width"], config["biases"]
        self.heads, self.rope = config["heads"], config["rope"]
        self.full = config["objective"] == "mlm"  # every position sees every other
        self.queries_linear = nn.Linear(width, width, bias=biased)
        self.keys_linear = nn.Linear(width, width, bias=biased)
        self.values_linear = nn.Linear(width, width, bias=biased)
        self.proj = nn.Linear(width, width, bias=biased)

    def turn(self, x):
        """Rotary embedding of x (batch, heads, time, head width): the i-th number with the one half a width later."""
        if not self.rope:
            return x
        time, half = x.shape[-2], x.shape[-1] // 2
        rates = ROPE_BASE ** (-torch.arange(half, dtype=torch.float64) / half)
        angles = torch.arange(time, dtype=torch.float64).unsqueeze(1) * rates
        cosine, sine = angles.cos().to(x.dtype), angles.sin().to(x.dtype)
        first, second = x[..., :half], x[..., half:]
        return torch.cat([first * cosine - second * sine, first * sine + second * cosine], dim=-1)

    def forward(self, x):
        batch, time, width = x.shape
        shape = (batch, time, self.heads, width // self.heads)
        q, k, v = (f(x).view(shape).transpose(1, 2) for f in (self.queries_linear, self.keys_linear, self.values_linear))
        scores = self.turn(q) @ self.turn(k).transpose(-2, -1) / math.sqrt(width // self.heads)
        if not self.full:
            scores = scores.masked_fill(torch.ones(time, time, dtype=torch.bool).triu(1), -math.inf)
        out = scores.softmax(-1) @ v
        return self.proj(out.transpose(1, 2).reshape(batch, time, width))


class MLP(nn.Module):
    def __init__(self, config):
        super().__init__()
        width, wide = config["width"], config["width"] * config["mlp_ratio"]
        self.expand = nn.Linear(width, wide, bias=config["biases"])
        self.proj = nn.Linear(wide, width, bias=config["biases"])

    def forward(self, x):
        return self.proj(F.gelu(self.expand(x), approximate="tanh"))


class TransformerBlock(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.ln_1 = nn.LayerNorm(config["width"], eps=EPSILON)
        self.attn = Attention(config)
        if config["mlp_ratio"]:
            self.ln_2 = nn.LayerNorm(config["width"], eps=EPSILON)
            self.mlp = MLP(config)

    def forward(self, x):
        x = x + self.attn(self.ln_1(x))
        return x + self.mlp(self.ln_2(x)) if hasattr(self, "mlp") else x


class RMSNorm(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x):
        return x * torch.rsqrt(x.square().mean(-1, keepdim=True) + EPSILON) * self.weight


class Mixer(nn.Module):
    """Mamba's (Gu & Dao 2023), with the scan as a plain loop over time."""

    def __init__(self, config):
        super().__init__()
        width = config["width"]
        inner, self.rank, self.states = config["expand"] * width, (width + 15) // 16, config["state"]
        self.in_proj = nn.Linear(width, 2 * inner, bias=config["biases"])
        self.conv1d = nn.Conv1d(inner, inner, config["conv"], groups=inner, padding=config["conv"] - 1)
        self.x_proj = nn.Linear(inner, self.rank + 2 * self.states, bias=False)
        self.dt_proj = nn.Linear(self.rank, inner)
        self.A_log = nn.Parameter(torch.zeros(inner, self.states))
        self.D = nn.Parameter(torch.ones(inner))
        self.out_proj = nn.Linear(inner, width, bias=config["biases"])

    def forward(self, x):
        time = x.shape[1]
        u, gate = self.in_proj(x).chunk(2, dim=-1)
        u = F.silu(self.conv1d(u.transpose(1, 2))[..., :time].transpose(1, 2))
        step, b, c = self.x_proj(u).split([self.rank, self.states, self.states], dim=-1)
        step = F.softplus(self.dt_proj(step)).unsqueeze(-1)  # (batch, time, inner, 1)
        decay = torch.exp(-step * self.A_log.exp())
        fed = step * u.unsqueeze(-1) * b.unsqueeze(2)
        state, out = torch.zeros_like(fed[:, 0]), []
        for t in range(time):
            state = decay[:, t] * state + fed[:, t]
            out.append((state * c[:, t].unsqueeze(1)).sum(-1))
        return self.out_proj((torch.stack(out, dim=1) + self.D * u) * F.silu(gate))


class MambaBlock(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.norm = RMSNorm(config["width"])
        self.mixer = Mixer(config)

    def forward(self, x):
        return x + self.mixer(self.norm(x))


class Rollout(nn.Module):
    """nextlat's network from one hidden state to the next, told the embedding of the token between them."""

    def __init__(self, config):
        super().__init__()
        width, biased = config["width"], config["biases"]
        self.norm = nn.LayerNorm(2 * width, eps=EPSILON)
        self.first = nn.Linear(2 * width, width, bias=biased)
        self.second = nn.Linear(width, width, bias=biased)
        self.third = nn.Linear(width, width, bias=biased)

    def forward(self, h, embedded):
        first = F.gelu(self.first(self.norm(torch.cat([h, embedded], dim=-1))), approximate="tanh")
        return h + self.third(F.gelu(self.second(first), approximate="tanh"))


def block_of(config):
    return MambaBlock(config) if config["architecture"] == "mamba" else TransformerBlock(config)


def norm_of(config):
    return RMSNorm(config["width"]) if config["architecture"] == "mamba" else nn.LayerNorm(config["width"], eps=EPSILON)


def head_of(config):
    """A head of mtp_block, a block as the trunk's, or of mtp_chain: what its token is joined to its state by, too."""
    head, width = block_of(config), config["width"]
    if config["objective"] == "mtp_chain":
        head.hidden_norm, head.token_norm = norm_of(config), norm_of(config)
        head.joint = nn.Linear(2 * width, width, bias=config["biases"])
    return head


def heads_of(config):
    return min(config["horizon"], config["path_length"]) - 1


class Model(Embedding):
    """Either architecture; its parameters have the checkpoint's names."""

    def __init__(self, config):
        super().__init__(config)
        self.config = config
        self.layers = nn.ModuleList(block_of(config) for _ in range(config["layers"]))
        self.add_module("norm_f" if config["architecture"] == "mamba" else "final_layernorm", norm_of(config))
        if not config["tied_head"]:
            self.lm_head = nn.Linear(config["width"], config["labels"] + 4, bias=False)

    def add_auxiliary(self, name, heads):
        """An auxiliary loss's matrix, network (heads None) or blocks ("mtp"), which training alone reads."""
        if name == "mtp":
            self.mtp = nn.ModuleList(head_of(self.config) for _ in range(heads))
            return
        matrix = heads and nn.Linear(self.config["width"], heads * (self.config["labels"] + 4), bias=False)
        self.add_module(name, matrix or Rollout(self.config))

    def trunk(self, x, child=None, slot=None, asked=None):
        h = super().forward(x, child, slot, asked)
        for layer in self.layers:
            h = layer(h)
        return h

    def norm(self, h):
        return self.norm_f(h) if hasattr(self, "norm_f") else self.final_layernorm(h)

    def hidden(self, x, child=None, slot=None, asked=None):
        return self.norm(self.trunk(x, child, slot, asked))

    def forward(self, x, child=None, slot=None, asked=None):
        return self.read(self.hidden(x, child, slot, asked))

    def read(self, h):
        return F.linear(h, self.lm_head.weight if hasattr(self, "lm_head") else self.embed_tokens.weight)


# Objectives that are known to have no auxiliary loss: their checkpoints hold no other matrix.
PLAIN = ("teacher_forcing", "teacherless", "reverse", "masked", "hybrid", "first_only", "without_first", "waypoint", "mlm",
         "any_order", "ritf")


def auxiliary_of(weights, model):
    """(name, heads) of the one matrix (heads vocabulary, width) that the model lacks, whatever its name, of nextlat's
    network, or of the blocks of mtp_block and mtp_chain; None without any."""
    if model.config["objective"] == "nextlat":
        return "nextlat", None
    if model.config["objective"] in ("mtp_block", "mtp_chain"):
        return "mtp", heads_of(model.config)
    if model.config["objective"] in PLAIN:
        return None
    known = model.state_dict()
    unknown = [name for name in weights if name not in known]
    name, _, rest = unknown[0].partition(".") if len(unknown) == 1 else ("", "", "")
    if rest != "weight" or name in ("lm_head", "pos_encoding") or weights[unknown[0]].dim() != 2:  # the config decides whether there is a head
        return None
    rows, width = weights[unknown[0]].shape
    heads, over = divmod(rows, model.config["labels"] + 4)
    return None if over or width != model.config["width"] else (name, heads)


def load(path):
    """The model, with the checkpoint's weights, and its config. The optimiser's moments are left aside."""
    tensors, metadata = read_safetensors(path)
    if metadata.get("format") != "pathstar-checkpoint-1":
        raise SystemExit(f"{path}: no pathstar checkpoint: its format is {metadata.get('format')!r}")
    config = read_config(metadata)
    model = Model(config)
    weights = {name: tensor for name, tensor in tensors.items() if not name.startswith("optimizer.")}
    auxiliary = auxiliary_of(weights, model)
    if auxiliary:
        model.add_auxiliary(*auxiliary)
    model.load_state_dict(weights)  # strict: a missing or unknown name, or another shape, is an error
    return model, config


def compare(model, sheet):
    """max|ours - PyTorch's| / max|ours|"""
    with torch.no_grad():
        theirs = model(sheet["x"].long(), sheet["child"].long())
    ours = sheet["logits"]
    return ((ours - theirs).abs().max() / ours.abs().max()).item()


def top_loss(logits, y, config):
    """Mean over targets of the cross-entropy against softmax(-distance to it) over the targets from there on."""
    total = 0
    for row, targets in zip(logits.log_softmax(-1), y.tolist()):
        for i, target in enumerate(targets):
            if target < 0:
                continue
            later = [(j - i, label) for j, label in enumerate(targets) if j >= i and label >= 0]
            shares = torch.tensor([-distance for distance, _ in later], dtype=logits.dtype).softmax(0)
            total = total - (shares * row[i, [label for _, label in later]]).sum()
    return total / (y >= 0).sum()


def mtp_loss(logits, y, config):
    """Of heads that each say one of the targets after the next: the sum of their cross-entropies over heads and targets."""
    logits = logits.unflatten(-1, (-1, config["labels"] + 4)).log_softmax(-1)
    heads, total = logits.shape[2], 0
    for ahead in range(1, heads + 1):
        later = F.pad(y, (0, ahead), value=-1)[:, ahead:].long()
        counted = (y >= 0) & (later >= 0)
        total = total - logits[:, :, ahead - 1].gather(-1, later.clamp(min=0)[..., None])[..., 0][counted].sum()
    return total / heads / (y >= 0).sum()


def of_logits(loss):
    """A loss that sees the hidden states through its matrix."""
    return lambda model, own, hidden, x, y: loss(own(hidden), y, model.config)


def nextlat_loss(model, rollout, hidden, x, y):
    """Of hidden states guessed 1, 2, ..., path length - 2 tokens ahead of every position: the mean smooth L1 distance from the
    true ones, and the mean divergence of what the head says of them, where they predict a target. Only the guesses learn."""
    steps = model.config["path_length"] - 2
    truth, embedded, guess = hidden.detach(), model.embed_tokens(x.long()).detach(), hidden
    head = (model.lm_head if hasattr(model, "lm_head") else model.embed_tokens).weight.detach()
    distance, numbers, divergence = 0, 0, 0
    for ahead in range(1, steps + 1):
        guess = rollout(guess[:, :-1], embedded[:, ahead:])
        distance = distance + F.smooth_l1_loss(guess, truth[:, ahead:], reduction="sum")
        numbers += guess.numel()
        said, guessed = (F.linear(h[y[:, ahead:] >= 0], head).log_softmax(-1) for h in (truth[:, ahead:], guess))
        divergence = divergence + F.kl_div(guessed, said, reduction="sum", log_target=True)
    return distance / numbers + divergence / steps / (y >= 0).sum()


def blocks_loss(model, heads, hidden, x, y):
    """Of heads that each say one of the targets after the next, from the trunk's output through a block, or from the head
    before, told the token between: the mean over heads of their cross-entropies, summed over targets, by the targets."""
    h, chained, total = model.trunk(x.long()), model.config["objective"] == "mtp_chain", 0
    embedded = model.embed_tokens(x.long())
    for ahead, head in enumerate(heads, 1):
        state = h[:, : x.shape[1] - ahead]
        if chained:
            state = head.joint(torch.cat([head.hidden_norm(state), head.token_norm(embedded[:, ahead:])], dim=-1))
        state = head(state)
        h = state if chained else h
        targets = torch.where(y[:, :-ahead] >= 0, y[:, ahead:], -1)
        logits = model.read(model.norm(state))
        total = total + F.cross_entropy(logits.flatten(0, 1), targets.long().flatten(), ignore_index=-1, reduction="sum")
    return total / len(heads) / (y >= 0).sum()


def bow_loss(logits, y, config):
    """Mean over targets of the binary cross-entropy, its mean over the vocabulary, against the set of later targets."""
    total = 0
    for row, targets in zip(logits, y.tolist()):
        for i, target in enumerate(targets):
            later = [label for label in targets[i + 1 :] if label >= 0]
            if target >= 0 and later:
                labels = torch.zeros_like(row[i])
                labels[later] = 1
                total = total + F.binary_cross_entropy_with_logits(row[i], labels)
    return total / (y >= 0).sum()


def ritf_loss(logits, x, y, config):
    """Mean over targets of the mean over pairs of max(0, 1 - (upper logit - lower logit)): what is left of the path in its
    order, and all of that above each node that the question names and the path has not; with rank_said also above those
    said before."""
    total = 0
    for row, tokens, targets in zip(logits, x.tolist(), y.tolist()):
        path = [label for label in targets if label >= 0]
        others = [label for label in range(config["labels"]) if label in tokens and label not in path]
        for i, left in enumerate(path):
            said = row[targets.index(left)]
            rest, said_before = path[i:], path[:i] if config["rank_said"] else []
            pairs = [(upper, lower) for j, upper in enumerate(rest) for lower in rest[j + 1 :] + others + said_before]
            upper, lower = (torch.tensor(labels, dtype=torch.long) for labels in zip(*pairs))
            total = total + (1 - (said[upper] - said[lower])).clamp(min=0).mean()
    return total / (y >= 0).sum()


# For golden files, by objective: its name and how many heads, as for add_auxiliary(), its loss of (model, the auxiliary
# matrix or network, hidden, x, y).
AUXILIARY = {
    "top": ("top_head", lambda config: 1, of_logits(top_loss)),
    "mtp_linear": ("mtp_heads", heads_of, of_logits(mtp_loss)),
    "fsp_bow": ("bow_head", lambda config: 1, of_logits(bow_loss)),
    "nextlat": ("nextlat", lambda config: None, nextlat_loss),
    "mtp_block": ("mtp", heads_of, blocks_loss),
    "mtp_chain": ("mtp", heads_of, blocks_loss),
}


def golden(model, config, metadata, sheet):
    """Logits, loss, gradients, and weights after 1 and 5 AdamW steps, in float64: the tensors of a golden file."""
    if config["layout"] == "edge":
        raise SystemExit("a golden file holds vocabulary ids alone: layout edge has no place in it")
    model = model.double()
    x, y = sheet["x"], sheet["y"]
    slots = {name: sheet[name] for name in ("slot", "asked") if name in sheet}
    single = {"x": x, "y": y, **slots}
    single.update({f"param.{name}": weight.detach().float() for name, weight in model.named_parameters()})
    optimizer = torch.optim.AdamW(
        model.parameters(), lr=config["learning_rate"], betas=(config["beta1"], config["beta2"]), eps=config["epsilon"],
        weight_decay=config["weight_decay"],
    )
    losses = []
    for step in range(5):
        optimizer.zero_grad()
        hidden = model.hidden(x.long(), **{name: tensor.long() for name, tensor in slots.items()})
        logits = model.read(hidden)
        if config["objective"] == "ritf":
            loss = ritf_loss(logits, x, y, config)
        else:
            loss = F.cross_entropy(logits.flatten(0, 1), y.long().flatten(), ignore_index=-1)
        auxiliary = None
        if config["objective"] in AUXILIARY:
            name, _, second_loss = AUXILIARY[config["objective"]]
            auxiliary = config["aux_weight"] * second_loss(model, getattr(model, name), hidden, x, y)
        (loss if auxiliary is None else loss + auxiliary).backward()
        if step == 0:
            single["logits"] = logits.float()
            single["loss"] = loss.detach().reshape(1)
            if auxiliary is not None:
                single["auxiliary"] = auxiliary.detach().reshape(1)
            single.update({f"grad.{name}": weight.grad.float() for name, weight in model.named_parameters()})
        losses.append(loss.item())
        optimizer.step()
        if step in (0, 4):
            after = {f"after{step + 1}.{name}": weight.detach().float() for name, weight in model.named_parameters()}
            single.update({name: weight.clone() for name, weight in after.items()})
    single["losses"] = torch.tensor(losses, dtype=torch.float64)
    kept = {name: text for name, text in metadata.items() if name not in ("checksum", "format", "step")}
    kept.update(optimizer="adamw", schedule="constant", warmup="0", clip="0", batch=str(x.shape[0]))
    return single, kept


def main():
    parser = argparse.ArgumentParser(description="Compares a checkpoint's logits in PyTorch with the program's.")
    parser.add_argument("checkpoint", help="what `pathstar train --save` or the page's export wrote")
    parser.add_argument("logits", help="what `pathstar evaluate --load CHECKPOINT --logits FILE` wrote")
    parser.add_argument("--tolerance", type=float, default=1e-5, help="of max|ours - PyTorch's| / max|ours|")
    parser.add_argument("--golden", metavar="OUT", help="write a golden file for `pathstar check`")
    arguments = parser.parse_args()
    model, config = load(arguments.checkpoint)
    sheet, _ = read_safetensors(arguments.logits)
    error = compare(model, sheet)
    passed = error <= arguments.tolerance  # false for NaN
    print(f"{config['architecture']}, layout {config['layout']}: error {error:.1e} of {arguments.tolerance:.0e}, "
          f"{'passed' if passed else 'FAILED'}")
    if arguments.golden:
        _, metadata = read_safetensors(arguments.checkpoint)
        write_safetensors(arguments.golden, *golden(model, config, metadata, sheet))
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()
