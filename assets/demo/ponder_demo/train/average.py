"""Averages the finished weights of several runs: `python -m ponder_demo.train.average OUT RUN=WEIGHT...`.

Ends of one training at which the learning rate had fallen lie in one valley; their mean often generalises better than
the last of them (model soups, arXiv:2203.05482). The runs share a tokenizer and their weights add up to 1. OUT gets
last.pt and tokenizer.json: train.mtp and export.folder go on from there, train.run does not.
"""

import argparse
from pathlib import Path

from torch import Tensor

from ..model.trunk import load
from .run import save_whole


def average(folders: dict[Path, float]) -> dict[str, Tensor]:
    total: dict[str, Tensor] = {}
    for folder, weight in folders.items():
        for name, value in load(folder / "last.pt").state_dict().items():
            total[name] = total.get(name, 0) + weight * value
    return total


def share(given: str) -> tuple[Path, float]:
    folder, _, weight = given.rpartition("=")
    return Path(folder), float(weight)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("runs", nargs="+", type=share, metavar="RUN=WEIGHT")
    args = parser.parse_args()
    folders = dict(args.runs)
    if abs(sum(folders.values()) - 1) > 1e-6:
        parser.error(f"the weights must add up to 1, not {sum(folders.values()):g}")
    tokenizers = {(folder / "tokenizer.json").read_bytes() for folder in folders}
    if len(tokenizers) > 1:
        parser.error("the runs have different tokenizers")
    args.out.mkdir(parents=True, exist_ok=True)
    save_whole({"finished": average(folders)}, args.out / "last.pt")
    (args.out / "tokenizer.json").write_bytes(tokenizers.pop())


if __name__ == "__main__":
    main()
