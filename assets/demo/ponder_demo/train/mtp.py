"""Trains the MTP head on a finished trunk: `python -m ponder_demo.train.mtp DIR --steps N` writes DIR/mtp.pt.

The trunk stays as it is, so the head costs it nothing; minutes of training are enough for a draft.
"""

import argparse
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from ..data.render import Role
from ..data.tokens import Encoder
from ..model.config import DemoConfig
from ..model.mtp import MtpHead
from ..model.trunk import DemoModel, load
from . import optimisers
from .batches import Batch, stream
from .run import BALANCE_RATE, DEVICE, save_whole

# Far from the shards that trained the trunk, so that the head sees states of unseen text.
FIRST_SHARD = 100_000
LOG_EVERY = 50


def draft_logits(trunk: DemoModel, head: MtpHead, batch: Batch) -> tuple[Tensor, Tensor]:
    """-> logits and targets wherever the token two ahead is one to learn."""
    tokens, pos = batch.tokens.to(DEVICE), batch.pos.to(DEVICE)
    packing = trunk.packing(pos)
    with torch.no_grad():
        hidden = trunk(tokens, packing)
        embedded = trunk.backbone.embeddings(tokens.roll(-1, 1))
    learned = torch.zeros_like(batch.pos, dtype=torch.bool)
    learned[:, :-1] = batch.target_roles[:, 1:] == Role.REPLY  # token t+2 is learned ...
    learned[:, :-2] &= batch.pos[:, 2:] == batch.pos[:, :-2] + 2  # ... and of the same conversation
    where = learned.to(DEVICE).nonzero(as_tuple=True)
    drafted = head(hidden, embedded, packing.mask)[where]
    return trunk.lm_head(drafted.bfloat16()).float(), tokens[where[0], where[1] + 2]


def train(folder: Path, seed: int, steps: int) -> None:
    trunk = load(folder / "last.pt").to(DEVICE).requires_grad_(False)
    trunk.compile_layers()
    torch.manual_seed(seed)
    head = MtpHead(DemoConfig()).to(DEVICE)
    rules = optimisers.make(head)
    batches = stream(Encoder(folder / "tokenizer.json"), seed, FIRST_SHARD, 0)
    for step in range(steps):
        logits, targets = draft_logits(trunk, head, next(batches)[2])
        loss = F.cross_entropy(logits, targets)
        share = optimisers.rate(step, steps // 3, steps)
        loss.backward()
        optimisers.step(rules, share)
        head.layers[1].mixer.gate.balance(BALANCE_RATE * max(share, 0.1))
        if (step + 1) % LOG_EVERY == 0:
            accepted = (logits.argmax(-1) == targets).float().mean()
            print(f"mtp step {step + 1}/{steps}  loss {loss.item():.3f}  right drafts {100 * accepted:.1f} %", flush=True)
    save_whole(head.state_dict(), folder / "mtp.pt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    train(args.folder, args.seed, args.steps)


if __name__ == "__main__":
    main()
