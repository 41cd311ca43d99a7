"""The embedding while it is trained: a token's vector is one of its own plus those of its letter groups, so that
`fold`, ` Folding` and `FOLD` begin alike and a rare word is known by its parts. The sum is a table like any
other: only that is kept, and the finished model is an ordinary nemotron_h.

After fastText's subwords (Bojanowski et al. 2017, arXiv:1607.04606), here on the tokens of a byte-level BPE.
"""

from itertools import chain

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from ..data.spelling import letter_groups


class SpelledEmbedding(nn.Module):
    def __init__(self, vocabulary: list[str], size: int):
        super().__init__()
        known: dict[str, int] = {}
        spelled = [[known.setdefault(group, len(known)) for group in letter_groups(token)] for token in vocabulary]
        counts = torch.tensor([len(groups) for groups in spelled])
        self.register_buffer("members", torch.tensor(list(chain.from_iterable(spelled))), persistent=False)
        self.register_buffer("offsets", counts.cumsum(0) - counts, persistent=False)
        self.register_buffer("scale", counts.clamp(min=1).rsqrt()[:, None], persistent=False)
        self.own = nn.Parameter(torch.randn(len(vocabulary), size) * 0.2)
        self.groups = nn.Parameter(torch.randn(len(known), size) * 0.25)

    def table(self) -> Tensor:
        """[vocab_size, hidden_size]"""
        return self.own + F.embedding_bag(self.members, self.groups, self.offsets, mode="sum") * self.scale

    def forward(self, tokens: Tensor) -> Tensor:
        return F.embedding(tokens, self.table())
