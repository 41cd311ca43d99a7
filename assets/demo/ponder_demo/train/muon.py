"""Muon: momentum whose matrix is made nearly orthogonal, so that every direction learns at one speed.

Experts are stacks of matrices and are orthogonalised one by one, batched. Matrices of one shape are
stepped together: on a CPU the many small products cost more than their arithmetic.
"""

import torch
from torch import Tensor

# Newton-Schulz coefficients by Keller Jordan (github.com/KellerJordan/Muon).
A, B, C = 3.4445, -4.7750, 2.0315
STEPS = 5


def orthogonalise(g: Tensor) -> Tensor:
    """[n, rows, cols] -> the nearest semi-orthogonal matrices, roughly."""
    x = g.bfloat16()
    tall = x.shape[-2] > x.shape[-1]
    x = x.mT if tall else x
    x = x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    for _ in range(STEPS):
        gram = x @ x.mT
        x = A * x + (B * gram + C * gram @ gram) @ x
    return (x.mT if tall else x).to(g.dtype)


class Muon(torch.optim.Optimizer):
    def __init__(self, params: list[Tensor], lr: float, momentum: float = 0.95, weight_decay: float = 0.05):
        super().__init__(params, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self) -> None:
        for group in self.param_groups:
            by_shape: dict[torch.Size, list[Tensor]] = {}
            for p in group["params"]:
                by_shape.setdefault(p.shape[-2:], []).append(p)
            for params in by_shape.values():
                self._step_same_shape(params, group)

    def _step_same_shape(self, params: list[Tensor], group: dict) -> None:
        updates = []
        for p in params:
            if p not in self.state:
                self.state[p]["velocity"] = torch.zeros_like(p)
            velocity = self.state[p]["velocity"]
            velocity.lerp_(p.grad, 1 - group["momentum"])
            updates.append(p.grad.lerp(velocity, group["momentum"]).view(-1, *p.shape[-2:]))
        rows, cols = params[0].shape[-2:]
        scale = max(1.0, rows / cols) ** 0.5
        turned = orthogonalise(torch.cat(updates)).split([len(u) for u in updates])
        for p, update in zip(params, turned):
            p.mul_(1 - group["lr"] * group["weight_decay"])
            p.add_(update.view_as(p), alpha=-group["lr"] * scale)
