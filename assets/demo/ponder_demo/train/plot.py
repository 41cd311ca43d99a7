"""Draws the training curve: `python -m ponder_demo.train.plot RUN OUT.png`."""

import csv
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

from .batches import TOKENS_PER_BATCH


def main(run: Path, out: Path) -> None:
    logged = [[float(x) for x in row] for row in csv.reader((run / "log.csv").open())]
    rows = {row[0]: row for row in logged}  # a resumed run repeats the steps since its last checkpoint
    steps, _, _, losses, shares = zip(*rows.values())
    millions = [step * TOKENS_PER_BATCH / 1e6 for step in steps]
    figure, left = plt.subplots(figsize=(7, 3.5))
    left.semilogy(millions, losses, color="tab:blue")
    left.set_xlabel("million tokens")
    left.set_ylabel("loss per learned token (blue)")
    left.grid(True, which="both", alpha=0.3)
    right = left.twinx()
    right.plot(millions, shares, color="tab:gray", alpha=0.6)
    right.set_ylabel("share of the full learning rate (gray)")
    right.set_ylim(0, 1.05)
    figure.tight_layout()
    figure.savefig(out, dpi=80)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
