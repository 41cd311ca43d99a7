"""Counts right answers per row and prints the table; needs no torch, so that bench/demo_eval uses it too."""

import math
from collections import defaultdict
from dataclasses import dataclass, field

from ..data.turns import Chat
from . import checks


def interval(right: int, total: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    z, p = 1.96, right / total
    middle = (p + z * z / (2 * total)) / (1 + z * z / total)
    half = z * math.sqrt(p * (1 - p) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return middle - half, middle + half


@dataclass
class Tally:
    right: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    total: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    failures: list[str] = field(default_factory=list)

    def count(self, row: str, right: bool) -> None:
        self.right[row] += right
        self.total[row] += 1

    def add(self, row: str, chat: Chat, parsed: checks.Parsed) -> None:
        expect = chat.turns[-1].expect
        right = checks.correct(parsed.answer, expect)
        self.count(row, right)
        self.count("~ well-formed", parsed.well_formed)
        if expect.get("intent") not in checks.REFUSALS:
            self.count("~ in-field questions refused", checks.refused(parsed.answer))
        if not (right and parsed.well_formed):
            self.failures.append(
                f"[{row}] {chat.system} {[turn.user for turn in chat.turns]}\n  want {expect}\n"
                f"  thought {parsed.thinking!r}\n  answer  {parsed.answer!r}"
            )

    def table(self) -> str:
        lines = ["| row | % | 95 % interval | cases |", "|---|---|---|---|"]
        for row in sorted(self.total, key=lambda row: row.startswith("~")):  # sums over all rows come last
            total = self.total[row]
            low, high = interval(self.right[row], total)
            lines.append(f"| {row} | {100 * self.right[row] / total:.1f} | {100 * low:.1f}-{100 * high:.1f} | {total} |")
        return "\n".join(lines)
