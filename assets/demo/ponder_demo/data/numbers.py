"""Operands: how long they are, which pairs are kept for the test, how they read in words."""

import zlib
from random import Random

ONES = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen").split()  # fmt: skip
TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()


def words(n: int) -> str:
    """0..99 in words."""
    if n < 20:
        return ONES[n]
    return TENS[n // 10] + ("" if n % 10 == 0 else "-" + ONES[n % 10])


def with_digits(digits: int, rng: Random) -> int:
    return rng.randrange(10) if digits == 1 else rng.randrange(10 ** (digits - 1), 10**digits)


def of_split(op: str, a: int, b: int, split: str) -> bool:
    """One pair in eight, in either order, is kept for the test; training never shows it as a sum of its own.
    (Follow-ups take what comes.) Pairs of single digits are too few for that."""
    low, high = min(a, b), max(a, b)
    return high < 10 or (zlib.crc32(f"{low}{op}{high}".encode()) % 8 == 0) == (split == "test")


def operands(op: str, lengths: tuple[int, int], split: str, rng: Random) -> tuple[int, int]:
    """A pair of the wanted lengths from the split's share."""
    while True:
        a, b = with_digits(lengths[0], rng), with_digits(lengths[1], rng)
        if of_split(op, a, b, split):
            return a, b


def sum_lengths(rng: Random) -> tuple[int, int]:
    """Lengths of two summands: mostly up to three digits, unequal ones often, long ones rarely."""
    longest = rng.choices([1, 2, 3, 4, 5, 6], [8, 24, 34, 22, 7, 5])[0]
    other = longest if rng.random() < 0.6 else rng.randint(1, longest)
    return (longest, other) if rng.random() < 0.7 else (other, longest)
