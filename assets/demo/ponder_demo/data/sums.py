"""Direct sums, products and comparisons."""

import re
from functools import lru_cache
from random import Random

from . import columns
from .grammar import SLOT, Line, expand, phrases, pick
from .noise import Typist, type_out
from .numbers import of_split, operands, sum_lengths, with_digits, words
from .turns import Turn

COMPARISONS = ("larger", "smaller", "is-larger", "is-smaller")
# Wordings of a difference in which either number may come first.
EITHER_FIRST = re.compile(r"^(?!.*\b(than|from|leads?|won)\b).*\b(difference|gap|apart|distance|between|differs?)\b")
PLAIN_SHARE = 0.1
NEAR_SHARE = 0.2


def arithmetic_turn(working: columns.Working, user: str, ability: str) -> Turn:
    return Turn(
        user=user,
        thought=working.thought(),
        answer=working.equation(),
        direct=working.direct(),
        ability=ability,
        expect={"number": working.result},
        repeatable=False,
        result=working.result,
    )


def held_out(working: columns.Working, split: str) -> bool:
    """Whether it is a single sum that another split asks for."""
    if not working.operation:
        return False
    a, op, b = working.operation
    return not of_split(op, a, b, split)


def written(n: int, typist: Typist, rng: Random) -> str:
    """An operand as typed: digits, now and then a word."""
    if n < 100 and rng.random() < 0.15:
        return typist.value(words(n))
    return str(n)


SECTIONS = {"+": "add", "-": "sub", "×": "mul"}


def ask(op: str, a: int, b: int, lines: list[Line], rng: Random, typist: Typist) -> Turn:
    """One sum in one of the wordings."""
    line = rng.choice(lines)
    wording = expand(line.text, rng)
    if line.kind == "gap":
        a, b = max(a, b), min(a, b)
        if EITHER_FIRST.search(wording) and rng.random() < 0.5:
            a, b = b, a
        first, second = (a, b) if wording.index("<a>") < wording.index("<b>") else (b, a)
        working = columns.difference(first, second)
    else:
        working = columns.OPERATIONS[op](a, b)
    signs = re.search(r"[+*×-]|\bx\b", SLOT.sub(" ", wording))
    values = {slot: str(n) if signs else written(n, typist, rng) for slot, n in (("a", a), ("b", b))}
    user = type_out(wording, values, typist, rng)
    return arithmetic_turn(working, user, SECTIONS[op])


def near_operands(split: str, rng: Random) -> tuple[int, int]:
    """The larger one first, their difference shorter than it, of one digit in three pairs of five (one in sixteen is
    equal). Few pairs drawn at random are so, but people love them ("1002 - 998"), and the zeros before the result have
    to be dropped."""
    while True:
        digits = rng.choices([2, 3, 4, 5, 6], [10, 30, 40, 15, 5])[0]
        a = with_digits(digits, rng)
        if rng.random() < 0.3:  # round, or just past it
            a -= a % 10 ** (digits - 1) - rng.choice([0, rng.randrange(10)])
        shorter = 1 if rng.random() < 0.35 else rng.randint(1, digits - 1)
        b = a + rng.choice([1, -1]) * with_digits(shorter, rng)
        if of_split("-", a, b, split):
            return max(a, b), min(a, b)


def sum_operands(op: str, split: str, rng: Random) -> tuple[int, int]:
    if op == "-" and rng.random() < NEAR_SHARE:
        a, b = near_operands(split, rng)
        return (a, b) if rng.random() < 0.85 else (b, a)
    a, b = operands(op, sum_lengths(rng), split, rng)
    # Below zero is an answer too, but people mostly take the smaller from the larger.
    if op == "-" and a < b and rng.random() < 0.6:
        a, b = b, a
    if op == "-" and rng.random() < 0.02 and of_split(op, a, a, split):
        b = a
    return a, b


def wordings(op: str, split: str) -> list[Line]:
    return phrases("sums")[split][SECTIONS[op]]


@lru_cache(maxsize=None)
def plain_wordings(op: str) -> list[Line]:
    """Those that everybody uses; they are always trained on."""
    return [line for line in wordings(op, "train") if line.always_trained]


def _usual_wordings(op: str, split: str, rng: Random) -> list[Line]:
    """Training shows the plainest now and then alone, since people type them most."""
    if split == "train" and rng.random() < PLAIN_SHARE:
        return plain_wordings(op)
    return wordings(op, split)


def plus_or_minus(split: str, rng: Random, typist: Typist) -> Turn:
    op = rng.choice("+-")
    a, b = sum_operands(op, split, rng)
    return ask(op, a, b, _usual_wordings(op, split, rng), rng, typist)


def product(split: str, rng: Random, typist: Typist) -> Turn:
    lengths = (1, rng.choices([1, 2, 3], [35, 50, 15])[0])
    a, b = operands("×", lengths, split, rng)
    if rng.random() < 0.5:
        a, b = b, a
    return ask("×", a, b, _usual_wordings("×", split, rng), rng, typist)


def three(split: str, rng: Random, typist: Typist) -> Turn:
    """a + b + c, or a + b - d."""
    a, b, c = (with_digits(rng.choice([1, 2, 2, 3]), rng) for _ in range(3))
    d = rng.randrange(a + b + 1)
    wording = pick(phrases("sums")[split]["add3"], rng)
    last = ("-", d) if "<d>" in wording else ("+", c)
    values = {"a": str(a), "b": str(b), "c": str(c), "d": str(d)}
    return arithmetic_turn(columns.chain(a, [("+", b), last]), type_out(wording, values, typist, rng), "add")


def _numbers_to_compare(rng: Random) -> tuple[int, int]:
    digits = rng.choices([1, 2, 3, 4, 5], [10, 28, 34, 20, 8])[0]
    a, b = with_digits(digits, rng), with_digits(digits if rng.random() < 0.75 else rng.randint(1, digits), rng)
    if rng.random() < 0.35 and digits > 1:
        # The hard ones share their first digits.
        kept = str(a)[: rng.randrange(1, digits)]
        b = int(kept + "".join(rng.choice("0123456789") for _ in range(digits - len(kept))))
    if rng.random() < 0.03:
        b = a
    return a, b


def comparison_operands(split: str, rng: Random) -> tuple[int, int]:
    a, b = _numbers_to_compare(rng)
    while not of_split("?", a, b, split):
        a, b = _numbers_to_compare(rng)
    return (a, b) if rng.random() < 0.5 else (b, a)


def comparison_turn(user: str, kind: str, a: int, b: int) -> Turn:
    """kind: larger, smaller, is-larger (is a larger than b?), is-smaller."""
    low, high = min(a, b), max(a, b)
    steps = columns.compare(a, b)
    yes = a != b and (a > b) == (kind == "is-larger")
    if kind.startswith("is-"):
        wanted = f"{a}{'>' if kind == 'is-larger' else '<'}{b}?"
        relation = "equal to" if a == b else "larger than" if a > b else "smaller than"
        answer, expect = f"**{'Yes' if yes else 'No'}**, {a} is {relation} {b}.", {"yes": yes}
    elif a == b:
        wanted = f"{kind} of {a} and {b}?"
        answer, expect = f"They are equal: **{a}** = {b}.", {"equal": a}
    else:
        first, second = (high, low) if kind == "larger" else (low, high)
        wanted = f"{kind} of {a} and {b}?"
        answer, expect = f"**{first}** is {kind} than {second}.", {"number": first}
        steps.append(f"{kind}: {first}")
    thought = "\n".join([wanted, *steps])
    direct = f"{wanted} {'; '.join(steps)}. {answer}"
    return Turn(user, thought, answer, "compare", expect, direct=direct, repeatable=False)


def comparison(split: str, rng: Random, typist: Typist) -> Turn:
    kind = rng.choice(COMPARISONS)
    a, b = comparison_operands(split, rng)
    wording = pick(phrases("sums")[split][kind], rng)
    user = type_out(wording, {"a": str(a), "b": str(b)}, typist, rng)
    return comparison_turn(user, kind, a, b)


def any_sum(split: str, rng: Random, typist: Typist) -> Turn:
    make = rng.choices([plus_or_minus, product, three, comparison], [62, 12, 3, 23])[0]
    return make(split, rng, typist)
