"""Trains the tokenizer (`python -m ponder_demo.data.tokens FILE`), and turns rendered chats into token ids."""

import argparse
import json
import re
from pathlib import Path
from random import Random

from tokenizers import Regex, Tokenizer, models, pre_tokenizers, trainers

from ..model.config import DemoConfig
from .chats import chat
from .render import Role, Span, spans
from .spelling import in_every_case

VOCABULARY = DemoConfig().vocab_size
# Digits stand alone, a word takes the space before it, signs cling together. No space before digits: a
# number reads the same wherever it stands.
SPLIT = r"[0-9]| ?[A-Za-z]+| ?[^\sA-Za-z0-9]+|\s*[\r\n]+|\s+(?!\S)|\s+"
SPECIAL = ["<unk>", "<s>", "</s>", "[INST]", "[/INST]", "[AVAILABLE_TOOLS]", "[/AVAILABLE_TOOLS]", "[TOOL_RESULTS]",
           "[/TOOL_RESULTS]", "[TOOL_CALLS]", "<|im_start|>", "<|im_end|>"]  # fmt: skip
VISIBLE = ["<think>", "</think>", "<tool_call>", "</tool_call>", "<tool_response>", "</tool_response>"]
RESERVED = [*SPECIAL, *VISIBLE, *(f"<SPECIAL_{i}>" for i in range(18, 32))]
MARKUP = re.compile("(" + "|".join(re.escape(token) for token in SPECIAL + VISIBLE) + ")")
SAMPLE_CHATS = 60_000


def added_tokens() -> list[dict]:
    """As in tokenizer.json: the same names, numbers and kinds as the real model's first 32 tokens."""
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False}
    return [{"id": i, "content": token, **flags, "special": token not in VISIBLE} for i, token in enumerate(RESERVED)]


def train(path: Path, seed: int) -> None:
    rng = Random(f"tokenizer/{seed}")
    texts = ("".join(span.text for span in spans(chat("train", rng), rng)) for _ in range(SAMPLE_CHATS))
    tokenizer = Tokenizer(models.BPE())
    pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Split(Regex(SPLIT), "isolated"), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)]
    )
    tokenizer.pre_tokenizer = pre_tokenizer
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,  # more than are kept once they stand in every case
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        special_tokens=[],
        show_progress=False,
    )
    tokenizer.train_from_iterator((part.lower() for text in texts for part in MARKUP.split(text)[::2]), trainer)
    data = json.loads(tokenizer.to_str())
    model = data["model"]
    letters = sorted(model["vocab"], key=model["vocab"].get)[: len(pre_tokenizers.ByteLevel.alphabet())]
    model["merges"] = in_every_case(model["merges"])[: VOCABULARY - len(RESERVED) - len(letters)]
    merged = [left + right for left, right in model["merges"]]
    model["vocab"] = {token: i for i, token in enumerate([*RESERVED, *letters, *merged])}
    data["added_tokens"] = added_tokens()
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": False}
    data["decoder"] = data["post_processor"] = byte_level
    path.write_text(json.dumps(data, ensure_ascii=False))


class Encoder:
    """Chats to ids."""

    def __init__(self, path: Path):
        self.tokenizer = Tokenizer.from_file(str(path))

    def vocabulary(self) -> list[str]:
        """Every token as the tokenizer writes it, by id."""
        known = self.tokenizer.get_vocab()
        return sorted(known, key=known.get)

    def ids(self, text: str) -> list[int]:
        return self.tokenizer.encode(text, add_special_tokens=False).ids

    def encode(self, rendered: list[Span], cut_rng: Random) -> tuple[list[int], list[int]]:
        """-> ids and the role of each (render.Role). No token crosses the border of two spans. `cut_rng` now and
        then cuts user words in two, so that a word is known by more than one division into tokens: that is what
        typos and unknown words look like."""
        cutting = cut_rng.random() < 0.12
        ids: list[int] = []
        roles: list[int] = []
        for span in rendered:
            parts = _cut(span.text, cut_rng) if cutting and span.role == Role.QUESTION else [span.text]
            for part in parts:
                ids += self.ids(part)
            roles += [span.role] * (len(ids) - len(roles))
        return ids, roles


def _cut(text: str, rng: Random) -> list[str]:
    """Cuts between the letters of some words."""
    places = [m.end() for m in re.finditer(r"[A-Za-z](?=[A-Za-z])", text) if rng.random() < 0.06]
    return [text[i:j] for i, j in zip([0, *places], [*places, len(text)])]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    train(arguments.file, arguments.seed)
