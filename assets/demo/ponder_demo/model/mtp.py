"""The MTP head: from the state after a token and the next token, it drafts the token after that."""

import torch
from torch import Tensor, nn

from .attention import Attention
from .config import DemoConfig
from .linear import Linear
from .moe import Moe
from .norm import RMSNorm


class MtpAttention(nn.Module):
    """First layer: joins state and embedding, then attends over earlier drafts."""

    def __init__(self, config: DemoConfig):
        super().__init__()
        size, eps = config.hidden_size, config.layer_norm_epsilon
        self.enorm, self.hnorm, self.norm = (RMSNorm(size, eps) for _ in range(3))
        self.eh_proj = Linear(2 * size, size)
        self.mixer = Attention(config)

    def forward(self, hidden: Tensor, embedded: Tensor, mask: Tensor) -> Tensor:
        x = self.eh_proj(torch.cat([self.enorm(embedded), self.hnorm(hidden)], -1).to(mask.dtype)).float()
        return x + self.mixer(self.norm(x).to(mask.dtype), mask)


class MtpMoe(nn.Module):
    def __init__(self, config: DemoConfig):
        super().__init__()
        size, eps = config.hidden_size, config.layer_norm_epsilon
        self.norm, self.final_layernorm = RMSNorm(size, eps), RMSNorm(size, eps)
        self.mixer = Moe(config)

    def forward(self, x: Tensor, dtype: torch.dtype) -> Tensor:
        y, load = self.mixer(self.norm(x).to(dtype))
        self.mixer.gate.load += load.detach()
        return self.final_layernorm(x + y)


class MtpHead(nn.Module):
    """Embedding and output head are the trunk's."""

    def __init__(self, config: DemoConfig):
        super().__init__()
        self.layers = nn.ModuleList([MtpAttention(config), MtpMoe(config)])

    def forward(self, hidden: Tensor, embedded: Tensor, mask: Tensor) -> Tensor:
        """hidden [B, T, D] after norm_f at t, embedded: token t+1 -> what lm_head turns into token t+2."""
        return self.layers[1](self.layers[0](hidden, embedded, mask), mask.dtype)
