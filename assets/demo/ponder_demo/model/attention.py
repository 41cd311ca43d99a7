"""Grouped-query attention without position encoding."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .config import DemoConfig
from .linear import Linear

# Queries that are multiplied at a time with all keys up to the last of them; half of a long row's mask is skipped.
BLOCK = 256


class Attention(nn.Module):
    def __init__(self, config: DemoConfig):
        super().__init__()
        self.heads, self.kv_heads = config.num_attention_heads, config.num_key_value_heads
        self.head_dim = config.head_dim
        size = config.hidden_size
        self.q_proj = Linear(size, self.heads * self.head_dim)
        self.k_proj = Linear(size, self.kv_heads * self.head_dim)
        self.v_proj = Linear(size, self.kv_heads * self.head_dim)
        self.o_proj = Linear(self.heads * self.head_dim, size, zero=True)

    def _split(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """[B, T, D] -> q, k, v as [B, heads, T, head_dim], k and v repeated to q's heads."""
        rows, length, _ = x.shape
        q = self.q_proj(x).view(rows, length, self.heads, self.head_dim).transpose(1, 2)
        k = self.k_proj(x).view(rows, length, self.kv_heads, self.head_dim).transpose(1, 2)
        v = self.v_proj(x).view(rows, length, self.kv_heads, self.head_dim).transpose(1, 2)
        return q, k, v

    def _repeat(self, kv: Tensor) -> Tensor:
        return kv.repeat_interleave(self.heads // self.kv_heads, dim=1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """mask: additive [B, 1, T, T]; packed conversations do not see each other."""
        q, k, v = self._split(x)
        k, v = self._repeat(k), self._repeat(v)
        blocks = []
        for start in range(0, x.shape[1], BLOCK):
            end = start + BLOCK
            scores = q[:, :, start:end] @ k[:, :, :end].mT * self.head_dim**-0.5
            weights = torch.softmax((scores + mask[:, :, start:end, :end]).float(), -1)
            blocks.append(weights.to(x.dtype) @ v[:, :, :end])
        return self.o_proj(torch.cat(blocks, 2).transpose(1, 2).flatten(2))

    def empty_state(self, rows: int, capacity: int) -> dict[str, Tensor]:
        shape = (rows, self.kv_heads, capacity, self.head_dim)
        return {"k": torch.zeros(shape), "v": torch.zeros(shape)}

    def step(self, x: Tensor, state: dict[str, Tensor], pos: int) -> Tensor:
        """One token per row, [B, D], at position `pos` of every row."""
        q, k, v = self._split(x[:, None])
        state["k"][:, :, pos : pos + 1] = k
        state["v"][:, :, pos : pos + 1] = v
        seen_k = self._repeat(state["k"][:, :, : pos + 1])
        seen_v = self._repeat(state["v"][:, :, : pos + 1])
        y = F.scaled_dot_product_attention(q, seen_k, seen_v)
        return self.o_proj(y.transpose(1, 2).flatten(2))[:, 0]
