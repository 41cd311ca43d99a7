"""Batches from shards, in an order that depends on seed and step alone, so that a run can be resumed."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import numpy as np
import torch
from torch import Tensor

from ..data.shards import Rows, build
from ..data.tokens import Encoder

TOKENS_PER_BATCH = 4096


@dataclass
class Batch:
    tokens: Tensor  # [B, T] int64
    pos: Tensor  # [B, T] int64
    target_roles: Tensor  # [B, T] role of the *next* token, CONTEXT where the conversation ends


def to_batch(rows: Rows, chosen: np.ndarray) -> Batch:
    tokens = torch.from_numpy(rows.tokens[chosen].astype(np.int64))
    pos = torch.from_numpy(rows.pos[chosen].astype(np.int64))
    roles = np.zeros_like(rows.roles[chosen])
    roles[:, :-1] = rows.roles[chosen][:, 1:]  # conversations begin with CONTEXT, so none leads into the next
    return Batch(tokens, pos, torch.from_numpy(roles))


def shard_batches(encoder: Encoder, seed: int, index: int) -> list[Batch]:
    """All batches of a shard, short and long rows mixed; rows that fill no batch are left out."""
    rng = Random(f"order/{seed}/{index}")
    batches = []
    for length, rows in build(encoder, seed, index).items():
        order = list(range(len(rows.tokens)))
        rng.shuffle(order)
        size = TOKENS_PER_BATCH // length
        for start in range(0, len(order) - size + 1, size):
            batches.append(to_batch(rows, np.array(order[start : start + size])))
    rng.shuffle(batches)
    return batches


def stream(encoder: Encoder, seed: int, shard: int, skip: int) -> Iterator[tuple[int, int, Batch]]:
    """-> (shard, index in it, batch), from the given place on, without end."""
    while True:
        for i, batch in enumerate(shard_batches(encoder, seed, shard)):
            if i >= skip:
                yield shard, i, batch
        shard, skip = shard + 1, 0
