"""Evaluates a checkpoint with the PyTorch decoder and prints a table.

    python -m ponder_demo.evaluate.table RUN/last.pt [--split validation] [--cases 100] [--temperature 0]
"""

import argparse
import time
from pathlib import Path

from ..data.tokens import Encoder
from ..model.trunk import DemoModel, load
from . import cases, checks
from .decode import decode
from .report import Tally

LIMIT, LONG_LIMIT = 220, 600


def evaluate(model: DemoModel, encoder: Encoder, split: str, per_row: int, temperature: float, seed: int) -> Tally:
    tally = Tally()
    for row, chats in cases.rows(split, seed, per_row).items():
        limit = LONG_LIMIT if any(chat.turns[-1].expect.get("intent") == "long" for chat in chats) else LIMIT
        for chat, reply in zip(chats, decode(model, encoder, chats, limit, temperature, seed)):
            tally.add(row, chat, checks.parse(reply.text, chat.thinking, reply.ended))
    return tally


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--split", default="validation")
    parser.add_argument("--cases", type=int, default=100, help="per row")
    parser.add_argument("--temperature", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--failures", type=Path, help="file for the replies that were wrong")
    args = parser.parse_args()
    start = time.monotonic()
    encoder = Encoder(args.checkpoint.parent / "tokenizer.json")
    tally = evaluate(load(args.checkpoint), encoder, args.split, args.cases, args.temperature, args.seed)
    print(tally.table())
    print(f"{time.monotonic() - start:.0f} s")
    if args.failures:
        args.failures.write_text("\n\n".join(tally.failures))


if __name__ == "__main__":
    main()
