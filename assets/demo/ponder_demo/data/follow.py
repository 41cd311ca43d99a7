"""Requests about the result just given: "add 5 to that"."""

from dataclasses import replace
from random import Random

from . import columns
from .grammar import phrases, pick
from .noise import Typist, type_out
from .numbers import with_digits
from .sums import arithmetic_turn, comparison_turn, written
from .turns import Turn

# At a weight of 4 tripling was not learned.
KINDS = {"add": 30, "sub": 30, "larger": 6, "smaller": 6, "what-was": 12, "mul": 12, "double": 10, "triple": 14}
FACTORS = {"double": 2, "triple": 3}
PRODUCTS = ("mul", *FACTORS)


def follow_up(last: int, split: str, rng: Random, typist: Typist) -> Turn:
    kinds = [kind for kind in KINDS if kind not in PRODUCTS or last < 1000]
    kind = rng.choices(kinds, [KINDS[kind] for kind in kinds])[0] if last >= 0 else "what-was"
    n = with_digits(rng.choices([1, 2, 3], [45, 40, 15])[0], rng)
    if kind == "mul":
        n = rng.randrange(2, 10)
    wording = pick(phrases("follow")[split][kind], rng)
    user = type_out(wording, {"b": written(n, typist, rng)}, typist, rng)
    return of_kind(kind, last, n, user)


def of_kind(kind: str, last: int, n: int, user: str) -> Turn:
    if kind in ("larger", "smaller"):
        return replace(comparison_turn(user, f"is-{kind}", last, n), ability="follow")
    if kind == "what-was":
        said = f"It was **{last}**."
        return Turn(user, f"The last result: {last}.", said, "follow", {"number": last}, result=last)
    operate = {"add": columns.add, "sub": columns.subtract} | dict.fromkeys(PRODUCTS, columns.multiply)
    return arithmetic_turn(operate[kind](last, FACTORS.get(kind, n)), user, "follow")
