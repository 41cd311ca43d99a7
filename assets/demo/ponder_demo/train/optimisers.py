"""Which parameter learns by which rule, and how the learning rate runs."""

import torch
from torch import nn

from .muon import Muon

MUON_LR, ADAM_LR = 0.02, 3e-3
WARM_UP = 100
# At the end of the decay a little is left, so that the last rows still count.
FINAL = 0.02


def make(model: nn.Module) -> list[torch.optim.Optimizer]:
    """Muon for the matrices of the mixers, Adam for embedding, head, routers, convolutions and vectors."""
    matrices, others = [], []
    for name, p in model.named_parameters():
        inner = (".mixer." in name or "eh_proj" in name) and p.ndim >= 2
        inner = inner and ".gate." not in name and ".conv1d." not in name
        (matrices if inner else others).append(p)
    return [Muon(matrices, MUON_LR), torch.optim.Adam(others, ADAM_LR, betas=(0.9, 0.97), fused=True)]


def rate(step: int, decay_from: int, last: int) -> float:
    """Share of the full learning rate: warm-up, constant, then linear down. Most of the gain comes while it
    falls; and since it is constant before, a longer run can go on from a checkpoint of a shorter one up to there."""
    if step < decay_from:
        return min(1.0, (step + 1) / WARM_UP)
    return FINAL + (1 - FINAL) * max(0.0, (last - step) / (last - decay_from))


def step(optimisers: list[torch.optim.Optimizer], share: float) -> None:
    """One step at that share of the full learning rate; takes the gradients away."""
    for optimiser, full in zip(optimisers, (MUON_LR, ADAM_LR)):
        for group in optimiser.param_groups:
            group["lr"] = full * share
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
