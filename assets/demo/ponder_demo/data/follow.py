"""Requests about the result just given: "add 5 to that"."""

from random import Random

from . import columns
from .grammar import phrases, pick
from .noise import Typist, type_out
from .numbers import with_digits
from .sums import arithmetic_turn, comparison_turn
from .turns import Turn


def follow_up(last: int, split: str, rng: Random, typist: Typist) -> Turn:
    kinds = ["add", "sub", "larger", "smaller", "what-was"]
    # A product needs a factor with one digit; the result may be it.
    kinds += ["mul", "double"] if 0 <= last < 1000 else []
    kind = rng.choices(kinds, [30, 30, 6, 6, 12, 12, 10][: len(kinds)])[0]
    n = with_digits(rng.choices([1, 2, 3], [45, 40, 15])[0], rng)
    if last < 0 and kind in ("add", "sub"):
        kind = "what-was"
    if kind == "mul":
        n = rng.randrange(2, 10)
    wording = pick(phrases("follow")[split][kind], rng)
    user = type_out(wording, {"b": str(n)}, typist, rng)
    return _turn(kind, last, n, user)


def _turn(kind: str, last: int, n: int, user: str) -> Turn:
    if kind in ("larger", "smaller"):
        return _named(comparison_turn(user, f"is-{kind}", last, n))
    if kind == "what-was":
        said = f"It was **{last}**."
        return Turn(user, f"The last result: {last}.", said, "follow", {"number": last}, result=last)
    operate = {"add": columns.add, "sub": columns.subtract, "mul": columns.multiply, "double": columns.multiply}[kind]
    return _named(arithmetic_turn(operate(last, 2 if kind == "double" else n), user, "follow"))


def _named(turn: Turn) -> Turn:
    return Turn(**{**vars(turn), "ability": "follow"})
