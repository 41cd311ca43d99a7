"""Mixture of experts with a sigmoid router balanced by its correction bias alone."""

import torch
from torch import Tensor, nn

from .config import DemoConfig
from .linear import Linear


class Mlp(nn.Module):
    """down(relu(up x)^2)."""

    def __init__(self, hidden: int, width: int):
        super().__init__()
        self.up_proj = Linear(hidden, width)
        self.down_proj = Linear(width, hidden, zero=True)

    def forward(self, x: Tensor) -> Tensor:
        return self.down_proj(self.up_proj(x).relu().square())


class Router(nn.Module):
    def __init__(self, hidden: int, experts: int, chosen: int):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(experts, hidden) * hidden**-0.5)
        self.register_buffer("e_score_correction_bias", torch.zeros(experts))
        # Tokens each expert received since the last balancing step.
        self.register_buffer("load", torch.zeros(experts), persistent=False)
        self.chosen = chosen

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """-> weights [..., E], zero for experts not chosen, and the 0/1 choice itself."""
        scores = torch.sigmoid(x.float() @ self.weight.T)
        picked = torch.topk(scores.detach() + self.e_score_correction_bias, self.chosen, dim=-1).indices
        choice = torch.zeros_like(scores).scatter(-1, picked, 1.0)
        weights = scores * choice
        return weights / (weights.sum(-1, keepdim=True) + 1e-20), choice

    @torch.no_grad()
    def balance(self, rate: float) -> None:
        """Nudge the bias of busy experts down and of idle ones up; no auxiliary loss touches the model."""
        self.e_score_correction_bias += rate * torch.sign(self.load.mean() - self.load)
        self.e_score_correction_bias -= self.e_score_correction_bias.mean()
        self.load.zero_()


class Moe(nn.Module):
    """All experts are computed for all tokens and masked by the router's weights.

    Four times the arithmetic of a sorted dispatch, but as two large products: on a CPU and at this size
    that is faster, and its shapes are static, so it compiles.
    """

    def __init__(self, config: DemoConfig):
        super().__init__()
        hidden, experts, width = config.hidden_size, config.n_routed_experts, config.moe_intermediate_size
        self.gate = Router(hidden, experts, config.num_experts_per_tok)
        self.experts = nn.Module()
        self.experts.up = nn.Parameter(torch.randn(experts, width, hidden) * hidden**-0.5)
        self.experts.down = nn.Parameter(torch.zeros(experts, hidden, width))
        self.shared_experts = Mlp(hidden, config.shared_intermediate_size)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """-> output and how many tokens each expert received."""
        experts, width, hidden = self.experts.up.shape
        weights, choice = self.gate(x)
        up = self.experts.up.to(x.dtype).view(experts * width, hidden)
        down = self.experts.down.to(x.dtype).transpose(0, 1).reshape(hidden, experts * width)
        inner = (x @ up.T).relu().square().unflatten(-1, (experts, width))
        inner = (inner * weights[..., None].to(x.dtype)).flatten(-2)
        return inner @ down.T + self.shared_experts(x), choice.flatten(0, -2).sum(0)

    def empty_state(self, rows: int, capacity: int) -> dict[str, Tensor]:
        del rows, capacity
        return {}

    def step(self, x: Tensor, state: dict[str, Tensor], pos: int) -> Tensor:
        del state, pos
        return self(x)[0]
