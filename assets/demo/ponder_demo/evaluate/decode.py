"""Decoding many conversations at once, one token per row and step, in PyTorch f32."""

from dataclasses import dataclass

import torch
from torch import Tensor

from ..data.render import prompt
from ..data.tokens import Encoder
from ..data.turns import Chat
from ..model.trunk import DemoModel

END = 11  # <|im_end|>
ROWS_AT_ONCE = 100


@dataclass(frozen=True)
class Reply:
    text: str
    ended: bool


def prompt_ids(encoder: Encoder, chat: Chat) -> list[int]:
    return encoder.ids("".join(span.text for span in prompt(chat)))


@torch.no_grad()
def _decode(model: DemoModel, prompts: list[list[int]], limit: int, temperature: float, dice: torch.Generator) -> list[list[int]]:
    """Each row is fed its prompt, then its own choices; rows are at one position but not at one stage."""
    rows, longest = len(prompts), max(map(len, prompts))
    state = model.empty_state(rows, longest + limit)
    replies: list[list[int]] = [[] for _ in prompts]
    done = [False] * rows
    tokens = torch.tensor([p[0] for p in prompts])
    for pos in range(longest + limit - 1):
        logits = model.step(tokens, state, pos)
        chosen = _choose(logits, temperature, dice).tolist()
        following = []
        for row, ids in enumerate(prompts):
            if pos + 1 < len(ids):
                following.append(ids[pos + 1])
                continue
            if not done[row]:
                replies[row].append(chosen[row])
                done[row] = chosen[row] == END or len(replies[row]) == limit
            following.append(chosen[row])
        if all(done):
            break
        tokens = torch.tensor(following)
    return replies


def _choose(logits: Tensor, temperature: float, dice: torch.Generator) -> Tensor:
    if temperature == 0:
        return logits.argmax(-1)
    return torch.multinomial(torch.softmax(logits / temperature, -1), 1, generator=dice)[:, 0]


def decode(model: DemoModel, encoder: Encoder, chats: list[Chat], limit: int = 200, temperature: float = 0.0, seed: int = 1) -> list[Reply]:
    """Replies in the order of the chats. Prompts of similar length share a batch."""
    prompts = [prompt_ids(encoder, chat) for chat in chats]
    order = sorted(range(len(chats)), key=lambda i: len(prompts[i]))
    dice = torch.Generator().manual_seed(seed)
    replies: list[Reply | None] = [None] * len(chats)
    for start in range(0, len(order), ROWS_AT_ONCE):
        chosen = order[start : start + ROWS_AT_ONCE]
        for i, ids in zip(chosen, _decode(model, [prompts[i] for i in chosen], limit, temperature, dice)):
            ended = ids[-1] == END
            text = encoder.tokenizer.decode(ids[:-1] if ended else ids, skip_special_tokens=False)
            replies[i] = Reply(text, ended)
    return replies
