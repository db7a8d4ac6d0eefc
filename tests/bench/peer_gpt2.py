"""PyTorch's training step of a GPT-2 folder, float32, by its fused operations. Usage: peer_gpt2.py FOLDER GRAPHS BATCH
THREADS STEPS, the graphs in the program's order; prints a JSON object. The model's tensors are read as the tests do."""

import json
import math
import sys
import time
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "native/golden"))
import torch
import torch.nn.functional as F
from gpt2_reference import GPT2, read, samples

RATE, BETAS, EPSILON, CLIP, WARMUP = 1e-5, (0.9, 0.999), 1e-8, 1.0, 100


class Fused(GPT2):
    """The reference's model with a fused linear layer and GELU, and logits of the asked positions alone."""

    def __init__(self, weights, config):
        super().__init__(weights, config, torch.float32)

    def linear(self, name, x):
        flat = torch.addmm(self.w[f"{name}.bias"], x.reshape(-1, x.shape[-1]), self.w[f"{name}.weight"])
        return flat.view(*x.shape[:-1], -1)

    def gelu(self, x):
        return F.gelu(x, approximate="tanh")

    def loss(self, x, y):
        asked = (y >= 0).nonzero()[0, 1].item()
        logits = F.linear(self.hidden(x)[:, asked:], self.w["wte.weight"])
        return F.cross_entropy(logits.flatten(0, 1), y[:, asked:].flatten())


def main():
    folder, graphs, batch, threads, steps = Path(sys.argv[1]), *sys.argv[2:]
    batch, threads, steps = int(batch), int(threads), int(steps)
    torch.set_num_threads(threads)
    config = json.loads((folder / "config.json").read_text())
    x, y = samples(Path(graphs).read_text().split(), "teacher_forcing", json.loads((folder / "vocab.json").read_text()))
    model = Fused(read(folder / "model.safetensors"), config)
    weights = list(model.w.values())
    optimizer = torch.optim.AdamW(weights, lr=RATE, betas=BETAS, eps=EPSILON, weight_decay=0, foreach=True)
    losses, samples_ms, cpu_ms = [], [], []
    for i in range(steps + 1):  # the first warms up
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(1.0, (i + 1) / WARMUP)
        began, cpu = time.perf_counter(), time.process_time()
        optimizer.zero_grad(set_to_none=True)
        loss = model.loss(x[i * batch : (i + 1) * batch], y[i * batch : (i + 1) * batch])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights, CLIP)
        optimizer.step()
        losses.append(loss.item())
        samples_ms.append(1e3 * (time.perf_counter() - began))
        cpu_ms.append(1e3 * (time.process_time() - cpu))
    timed = sorted(samples_ms[1:])
    print(json.dumps({"version": torch.__version__, "losses": losses,
                      "cpu_ms": sorted(cpu_ms[1:]),
                      "step": {"best": timed[0], "median": timed[len(timed) // 2], "samples": len(timed)}}))


main()
