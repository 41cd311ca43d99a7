"""Trains the model in cycles: `python -m ponder_demo.train.run DIR --ends N...`.

DIR holds tokenizer.json, last.pt (resumed from when it is there; "finished" in it is what others load) and log.csv. On
the way to each end, counted in steps from the beginning, the learning rate is that of a single training of so many
steps; it falls over their last part, and what is reached is kept as end-N.pt. The next cycle goes on from there.
"""

import argparse
import csv
import time
from hashlib import sha256
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from ..data.render import Role
from ..data.slice import digest, sources
from ..data.tokens import Encoder
from ..model.config import DemoConfig
from ..model.trunk import DemoModel
from . import optimisers
from .batches import TOKENS_PER_BATCH, Batch, stream

SAVE_EVERY, LOG_EVERY = 100, 50
DECAY_SHARE = 0.6
BALANCE_RATE = 0.002
# Questions are learned a little too, less and less as the learning rate falls: predicting them teaches which
# words stand for each other, and that is what recognises a wording never seen before.
QUESTION_WEIGHT = 0.1
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


def loss_of(model: DemoModel, batch: Batch, question_weight: float) -> tuple[Tensor, Tensor]:
    """-> what is minimised, and the mean over reply tokens that is reported."""
    tokens, pos, roles = batch.tokens.to(DEVICE), batch.pos.to(DEVICE), batch.target_roles.to(DEVICE)
    hidden = model(tokens, model.packing(pos))
    where = roles.nonzero(as_tuple=True)
    logits = model.lm_head(hidden[where].bfloat16()).float()
    losses = F.cross_entropy(logits, tokens[where[0], where[1] + 1], reduction="none")
    in_reply = roles[where] == Role.REPLY
    weights = torch.where(in_reply, 1.0, question_weight)
    return (losses * weights).sum() / in_reply.sum(), losses.detach()[in_reply].mean()


def save_whole(state: dict, path: Path) -> None:
    """Whoever stops the program finds the old file or the new one."""
    new = path.with_suffix(".new")
    torch.save(state, new)
    new.rename(path)


class Run:
    """Model, optimisers and the place in the data; saved and resumed as one."""

    def __init__(self, folder: Path, seed: int):
        torch.manual_seed(seed)
        self.folder, self.seed = folder, seed
        self.made_of = (seed, digest(), sources(), sha256((folder / "tokenizer.json").read_bytes()).hexdigest())
        self.encoder = Encoder(folder / "tokenizer.json")
        self.model = DemoModel(DemoConfig(), self.encoder.vocabulary()).to(DEVICE)
        self.optimisers = optimisers.make(self.model)
        self.step, self.seconds, self.shard, self.next_in_shard = 0, 0.0, 0, 0

    def save(self) -> None:
        state = {
            "made_of": self.made_of,
            "model": self.model.state_dict(),
            "finished": self.model.finished(),
            "optimisers": [o.state_dict() for o in self.optimisers],
            "place": (self.step, self.seconds, self.shard, self.next_in_shard),
        }
        save_whole(state, self.folder / "last.pt")

    def resume(self) -> None:
        path = self.folder / "last.pt"
        state = torch.load(path, map_location=DEVICE)
        if state["made_of"] != self.made_of:
            raise SystemExit(f"{path} was trained on other data, seed or tokenizer; begin anew in an empty folder")
        self.model.load_state_dict(state["model"])
        for optimiser, saved in zip(self.optimisers, state["optimisers"]):
            optimiser.load_state_dict(saved)
        self.step, self.seconds, self.shard, self.next_in_shard = state["place"]

    def train_step(self, batch: Batch, share: float) -> float:
        loss, reported = loss_of(self.model, batch, QUESTION_WEIGHT * share)
        loss.backward()
        optimisers.step(self.optimisers, share)
        self.model.balance_experts(BALANCE_RATE * max(share, 0.1))
        return reported.item()


def end_path(folder: Path, steps: int) -> Path:
    return folder / f"end-{steps}.pt"


def train(run: Run, steps: int) -> None:
    end = end_path(run.folder, steps)
    if end.exists() and run.step >= steps:
        return
    if end.exists() or run.step > steps:
        raise SystemExit(f"{run.folder}/last.pt is at step {run.step}, {end.name} is of another run or was not kept")
    decay_from = round(steps * (1 - DECAY_SHARE))
    batches = stream(run.encoder, run.seed, run.shard, run.next_in_shard)
    log = csv.writer((run.folder / "log.csv").open("a", buffering=1))
    losses: list[float] = []
    clock = time.monotonic()
    while run.step < steps:
        run.shard, index, batch = next(batches)
        run.next_in_shard = index + 1
        share = optimisers.rate(run.step, decay_from, steps)
        losses.append(run.train_step(batch, share))
        run.step += 1
        if run.step % LOG_EVERY == 0 or run.step == steps:
            now = time.monotonic()
            spent, clock = (now - clock) / len(losses), now
            run.seconds += spent * len(losses)
            loss, losses = sum(losses) / len(losses), []
            log.writerow([run.step, round(run.seconds), run.shard, f"{loss:.4f}", f"{share:.3f}"])
            left = (steps - run.step) * spent / 60
            rate = TOKENS_PER_BATCH / spent
            print(f"step {run.step}/{steps}  loss {loss:.4f}  {rate:.0f} tok/s  {left:.0f} min left", flush=True)
        if run.step % SAVE_EVERY == 0 or run.step == steps:
            run.save()
    save_whole({"finished": run.model.finished()}, end)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--ends", type=int, nargs="+", required=True, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    run = Run(args.folder, args.seed)
    if (args.folder / "last.pt").exists():
        run.resume()
    run.model.compile_layers()
    for steps in sorted(args.ends):
        train(run, steps)


if __name__ == "__main__":
    main()
