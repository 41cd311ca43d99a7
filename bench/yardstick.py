#!/usr/bin/env python3
"""What do fewer bits cost, and what does a repetition penalty do to sums? Measured on the built-in model.

    python3 -m venv build/yardstick && build/yardstick/bin/pip install -r bench/demo_eval/yardstick.txt
    build/yardstick/bin/python bench/yardstick.py build/demo/hf --out build/yardstick/result

SOURCE is the BF16 folder that make.sh exports. Every format is made from it by the upstream tools (see
demo_eval/formats.py), every answer comes from ponder. Two tables: formats, greedy, with exact-match accuracy and
with KL divergence and top-1 agreement against BF16 along the right replies; and repetition penalties over the
last 256 tokens, greedy and at temperature 0.7. Sums reach six digits: a confident small model understates harm
on easy ones. Written as Markdown, CSV and PNG; takes about half an hour on two cores.
"""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import numpy as np
from safetensors.numpy import load_file

sys.path.insert(0, str(Path(__file__).parent / "demo_eval"))

import formats  # noqa: E402
from client import PONDER, judge, run_command  # noqa: E402
from ponder_demo.data import sums  # noqa: E402
from ponder_demo.data.noise import Typist  # noqa: E402
from ponder_demo.data.numbers import operands  # noqa: E402
from ponder_demo.data.render import prompt, reply  # noqa: E402
from ponder_demo.data.turns import Chat  # noqa: E402
from ponder_demo.evaluate import cases  # noqa: E402
from ponder_demo.evaluate.report import Tally, interval  # noqa: E402

SUMS_PER_ROW, OTHERS_PER_ROW, COMPARED_CHATS = 130, 60, 60
PENALTIES, PENALTY_WINDOW = (1.0, 1.04, 1.1, 1.2), 256
SAMPLED_TEMPERATURE, SAMPLED_SEEDS = 0.7, (1, 2, 3)


def _sum_of(op: str, *lengths: int) -> Callable[[Random], Chat]:
    def make(rng: Random) -> Chat:
        a, b = operands(op, (rng.choice(lengths), rng.choice(lengths)), "test", rng)
        return Chat([sums.ask(op, max(a, b), min(a, b), sums.plain_wordings(op), rng, Typist.clean())])

    return make


SUMS = {
    "add, 3 digits": _sum_of("+", 3),
    "subtract, 3 digits": _sum_of("-", 3),
    "add, 5-6 digits": _sum_of("+", 5, 6),
    "subtract, 5-6 digits": _sum_of("-", 5, 6),
}
OTHERS = ("word problems", "guide", "names, numbers, follow-ups")


def questions() -> dict[str, list[Chat]]:
    rows = {row: [make(Random(f"{row}/{i}")) for i in range(SUMS_PER_ROW)] for row, make in SUMS.items()}
    for row in OTHERS:
        rows[row] = [cases.ROWS[row]("test", Random(f"yardstick/{row}/{i}")) for i in range(OTHERS_PER_ROW)]
    return rows


def accuracy(ponder: Path, model: Path, settings: dict[str, float], rows: dict[str, list[Chat]], jobs: int) -> Tally:
    return judge(run_command(ponder, str(model), settings), rows, jobs)


def log_probabilities(ponder: Path, model: Path, ids: list[int], last: int) -> np.ndarray:
    """[last, vocab], exact path."""
    with tempfile.TemporaryDirectory() as scratch:
        file, out = Path(scratch, "ids.json"), Path(scratch, "out.safetensors")
        file.write_text(json.dumps(ids))
        command = [ponder, "logits", "-m", model, "--ids", file, "--exact", "--last", str(last), "-o", out]
        subprocess.run(command, check=True)
        logits = load_file(out)["logits"].astype(np.float64)
    shifted = logits - logits.max(-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))


def replies(source: Path) -> list[tuple[list[int], int]]:
    """Prompts with their right replies as ids, and how many of the last positions predict the reply."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    found = []
    for i in range(COMPARED_CHATS):
        row = list(cases.ROWS)[i % len(cases.ROWS)]
        chat = cases.ROWS[row]("test", Random(f"divergence/{i}"))
        head = tokenizer.encode("".join(span.text for span in prompt(chat)), add_special_tokens=False).ids
        tail = tokenizer.encode(reply(chat), add_special_tokens=False).ids
        found.append((head + tail[:-1], len(tail)))
    return found


def divergence(ponder: Path, model: Path, texts: list[tuple[list[int], int]], truth: list[np.ndarray]) -> dict[str, float]:
    kls, same = [], []
    for (ids, last), p in zip(texts, truth):
        q = log_probabilities(ponder, model, ids, last)
        kls.append((np.exp(p) * (p - q)).sum(-1))
        same.append(p.argmax(-1) == q.argmax(-1))
    kl = np.concatenate(kls)
    return {"mean KL": kl.mean(), "99 % KL": np.quantile(kl, 0.99), "top-1": 100 * np.concatenate(same).mean()}


class Table:
    """Rows of percentages with their 95 % half-widths; written as Markdown and CSV."""

    def __init__(self, first: str):
        self.first, self.rows = first, {}

    def add(self, name: str, tallies: list[Tally], more: dict[str, float]) -> None:
        cells = dict(more)
        columns = {"all sums": list(SUMS)} | {row: [row] for row in tallies[0].total}
        for column, rows in columns.items():
            right = sum(tally.right[row] for tally in tallies for row in rows)
            total = sum(tally.total[row] for tally in tallies for row in rows)
            low, high = interval(right, total)
            cells[column] = 100 * right / total
            cells[f"{column} +-"] = 50 * (high - low)
        self.rows[name] = cells
        print(name, {key: round(value, 2) for key, value in cells.items() if not key.endswith("+-")}, flush=True)

    def columns(self) -> list[str]:
        return list(next(iter(self.rows.values())))

    def markdown(self) -> str:
        shown = [c for c in self.columns() if not c.endswith("+-") and not c.startswith("~")]
        lines = [f"| {self.first} | " + " | ".join(shown) + " |", "|---" * (len(shown) + 1) + "|"]
        for name, cells in self.rows.items():
            texts = [f"{cells[c]:.4f}" if "KL" in c else f"{cells[c]:.1f}" for c in shown]
            texts = [f"{t} ±{cells[f'{c} +-']:.1f}" if f"{c} +-" in cells else t for c, t in zip(shown, texts)]
            lines.append(f"| {name} | " + " | ".join(texts) + " |")
        return "\n".join(lines)

    def write(self, path: Path) -> None:
        with path.open("w", newline="") as out:
            writer = csv.writer(out)
            writer.writerow([self.first, *self.columns()])
            writer.writerows([name, *(f"{value:.5g}" for value in cells.values())] for name, cells in self.rows.items())

    def plot(self, path: Path) -> None:
        import matplotlib

        matplotlib.use("Agg")
        import matplotlib.pyplot as plt

        figure, axes = plt.subplots(figsize=(9, 4.5))
        names = list(self.rows)
        for row in ["all sums", *SUMS]:
            values = [self.rows[n][row] for n in names]
            errors = [self.rows[n][f"{row} +-"] for n in names]
            axes.errorbar(range(len(names)), values, errors, marker="o", capsize=3, label=row)
        axes.set_xticks(range(len(names)), names, rotation=30, ha="right")
        axes.set_ylabel("% right")
        axes.grid(alpha=0.3)
        axes.legend()
        figure.tight_layout()
        figure.savefig(path, dpi=120)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--ponder", type=Path, default=PONDER)
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    formats.main(args.source, args.out / "formats")
    rows, texts = questions(), replies(args.source)
    truth = [log_probabilities(args.ponder, args.source, ids, last) for ids, last in texts]

    by_format = Table("format")
    for name in ["BF16", *formats.FORMATS]:
        folder = args.source if name == "BF16" else args.out / "formats" / name
        size = {"MB": (folder / "model.safetensors").stat().st_size / 1e6}
        far = divergence(args.ponder, folder, texts, truth)
        by_format.add(name, [accuracy(args.ponder, folder, {"temp": 0}, rows, args.jobs)], size | far)

    by_penalty = Table("penalty, sampler")
    for penalty in PENALTIES:
        settings = {"rep-penalty": penalty, "rep-ctx": PENALTY_WINDOW}
        greedy = [accuracy(args.ponder, args.source, settings | {"temp": 0}, rows, args.jobs)]
        by_penalty.add(f"{penalty}, greedy", greedy, {})
        sampled = [
            accuracy(args.ponder, args.source, settings | {"temp": SAMPLED_TEMPERATURE, "seed": seed}, rows, args.jobs)
            for seed in SAMPLED_SEEDS
        ]
        by_penalty.add(f"{penalty}, temp {SAMPLED_TEMPERATURE}", sampled, {})

    (args.out / "yardstick.md").write_text(by_format.markdown() + "\n\n" + by_penalty.markdown() + "\n")
    for name, table in (("formats", by_format), ("penalties", by_penalty)):
        table.write(args.out / f"{name}.csv")
        table.plot(args.out / f"{name}.png")


if __name__ == "__main__":
    main()
