"""Averages the ends of a training: `python -m ponder_demo.train.average RUN OUT N=WEIGHT...`.

Ends at which the learning rate had fallen lie in one valley; their mean often generalises better than the last of them
(model soups, arXiv:2203.05482). The weights add up to 1. OUT gets last.pt and tokenizer.json: train.mtp and
export.folder go on from there, train.run does not.
"""

import argparse
from pathlib import Path

from torch import Tensor

from ..model.trunk import load
from .run import end_path, save_whole


def average(ends: dict[Path, float]) -> dict[str, Tensor]:
    total: dict[str, Tensor] = {}
    for path, weight in ends.items():
        for name, value in load(path).state_dict().items():
            total[name] = total.get(name, 0) + weight * value
    return total


def share(given: str) -> tuple[int, float]:
    steps, _, weight = given.partition("=")
    return int(steps), float(weight)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("ends", nargs="+", type=share, metavar="N=WEIGHT")
    args = parser.parse_args()
    shares = dict(args.ends)
    if abs(sum(shares.values()) - 1) > 1e-6:
        parser.error(f"the weights must add up to 1, not {sum(shares.values()):g}")
    args.out.mkdir(parents=True, exist_ok=True)
    mean = average({end_path(args.run, steps): weight for steps, weight in shares.items()})
    save_whole({"finished": mean}, args.out / "last.pt")
    (args.out / "tokenizer.json").write_bytes((args.run / "tokenizer.json").read_bytes())


if __name__ == "__main__":
    main()
