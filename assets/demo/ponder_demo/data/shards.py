"""Packs conversations into rows of fixed length. Shard k of a seed is the same bytes everywhere."""

from dataclasses import dataclass
from random import Random

import numpy as np

from .chats import chat
from .render import spans
from .tokens import Encoder

CHATS_PER_SHARD = 25_000
# Most conversations fit a short row, where attention and padding cost little; the rest share long ones.
LENGTHS = (256, 1024, 2048, 4096)


@dataclass
class Rows:
    """[rows, length] each. `pos` is the distance from the start of the token's conversation, `roles` says what
    training does with the token (render.Role)."""

    tokens: np.ndarray
    pos: np.ndarray
    roles: np.ndarray


class Packer:
    """First fit: a conversation goes to the first of the open rows with room for it."""

    OPEN = 12

    def __init__(self, length: int):
        self.length = length
        self.open: list[list[tuple[list[int], list[int]]]] = []
        self.done: list[list[tuple[list[int], list[int]]]] = []

    def add(self, ids: list[int], roles: list[int]) -> None:
        for row in self.open:
            if sum(len(other) for other, _ in row) + len(ids) <= self.length:
                row.append((ids, roles))
                return
        self.open.append([(ids, roles)])
        if len(self.open) > self.OPEN:
            fullest = max(self.open, key=lambda row: sum(len(other) for other, _ in row))
            self.open.remove(fullest)
            self.done.append(fullest)

    def rows(self) -> Rows:
        packed = [*self.done, *self.open]
        tokens = np.zeros((len(packed), self.length), np.uint16)
        pos = np.zeros((len(packed), self.length), np.uint16)
        roles = np.zeros((len(packed), self.length), np.uint8)
        for i, row in enumerate(packed):
            at = 0
            for ids, found in row:
                end = at + len(ids)
                tokens[i, at:end], roles[i, at:end] = ids, found
                pos[i, at:end] = np.arange(len(ids))
                at = end
        return Rows(tokens, pos, roles)


def build(encoder: Encoder, seed: int, index: int, split: str = "train", chats: int = CHATS_PER_SHARD) -> dict[int, Rows]:
    """{row length: rows}."""
    rng = Random(f"{split}/{seed}/{index}")
    packers = {length: Packer(length) for length in LENGTHS}
    for _ in range(chats):
        ids, roles = encoder.encode(spans(chat(split, rng), rng), rng)
        fitting = [length for length in LENGTHS if len(ids) <= length]
        if fitting:
            packers[fitting[0]].add(ids, roles)
    return {length: packer.rows() for length, packer in packers.items()}

