"""Averages the finished weights of several runs: `python -m ponder_demo.train.average OUT RUN=WEIGHT...`.

Ends of one training at which the learning rate had fallen lie in one valley, and their mean generalises better than each
(model soups, arXiv:2203.05482). The weights of the runs add up to 1. OUT gets a last.pt to export, not to resume.
"""

import argparse
from pathlib import Path

import torch
from torch import Tensor

from .run import save_whole


def average(folders: dict[Path, float]) -> dict[str, Tensor]:
    total: dict[str, Tensor] = {}
    for folder, weight in folders.items():
        finished = torch.load(folder / "last.pt", map_location="cpu")["finished"]
        for name, value in finished.items():
            total[name] = total.get(name, 0) + weight * value
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("runs", nargs="+", metavar="RUN=WEIGHT")
    args = parser.parse_args()
    folders = {Path(run): float(weight) for run, _, weight in (given.rpartition("=") for given in args.runs)}
    if abs(sum(folders.values()) - 1) > 1e-6:
        parser.error(f"the weights must add up to 1, not {sum(folders.values()):g}")
    args.out.mkdir(parents=True, exist_ok=True)
    save_whole({"finished": average(folders)}, args.out / "last.pt")


if __name__ == "__main__":
    main()
