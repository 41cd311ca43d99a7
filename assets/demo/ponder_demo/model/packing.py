"""Where conversations that share a row begin and end, in the forms that the mixers need."""

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
class Packing:
    """Made once per batch: computed inside every layer, the same masks take a twentieth of a step."""

    starts: Tensor  # [B, T] bool: first token of a conversation
    seen: Tensor  # [B, T, kernel - 1]: 1 where the token 1, 2, ... places before is of the same conversation
    mask: Tensor  # [B, 1, T, T], additive and causal: a conversation sees only itself

    @classmethod
    def of(cls, pos: Tensor, kernel: int, dtype: torch.dtype) -> "Packing":
        """pos [B, T]: distance of each token from the start of its conversation."""
        index = torch.arange(pos.shape[1], device=pos.device)
        start = index - pos  # same for all tokens of one conversation
        visible = (start[:, :, None] == start[:, None, :]) & (index[:, None] >= index[None, :])
        mask = torch.zeros(visible.shape, dtype=dtype, device=pos.device).masked_fill(~visible, -1e9)[:, None]
        seen = torch.stack([pos >= back for back in range(1, kernel)], -1).to(dtype)
        return cls(pos == 0, seen, mask)
