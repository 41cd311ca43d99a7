"""Word problems told whole, in everyday words: a section of phrases/problems.txt for each sum that they can mean."""

import re
from collections.abc import Callable
from operator import add, mul
from random import Random

from . import columns
from .grammar import SLOT, fill, phrases, pick
from .narration import capitals
from .noise import Typist, type_out
from .stories import cast_of, number, story_turn
from .sums import held_out, written
from .turns import Turn

Numbers = dict[str, int]


def _two(rng: Random) -> Numbers:
    return {"a": number(rng), "b": number(rng)}


def _part_of(rng: Random) -> Numbers:
    whole = number(rng, 3)
    return {"a": whole, "b": rng.randrange(1, whole)}


def _factors(rng: Random) -> Numbers:
    digit, other = rng.randint(2, 9), rng.randint(2, rng.choices([12, 99, 400], [50, 40, 10])[0])
    return {"a": digit, "b": other} if rng.random() < 0.5 else {"a": other, "b": digit}


def _two_parts_of(rng: Random) -> Numbers:
    b, c = number(rng), number(rng)
    return {"a": b + c + rng.randrange(number(rng)), "b": b, "c": c}


def _back(rng: Random) -> Numbers:
    numbers = _part_of(rng)
    return numbers | {"c": rng.randint(1, numbers["b"])}


def _spoilt(rng: Random) -> Numbers:
    numbers = _two(rng)
    return numbers | {"c": rng.randrange(1, numbers["b"])}


def _and_less(draw: Callable[[Random], Numbers], whole: Callable[[int, int], int]) -> Callable[[Random], Numbers]:
    """With a <c> that leaves something of the whole."""

    def make(rng: Random) -> Numbers:
        numbers = draw(rng)
        return numbers | {"c": rng.randrange(1, whole(numbers["a"], numbers["b"]))}

    return make


def _and_more(draw: Callable[[Random], Numbers]) -> Callable[[Random], Numbers]:
    return lambda rng: draw(rng) | {"c": number(rng)}


def _sum(expression: str) -> Callable[[Numbers], columns.Working]:
    """Of "a×b+c"."""
    operations = re.findall("([-+×])(.)", expression)
    return lambda n: columns.chain(n[expression[0]], [(sign, n[slot]) for sign, slot in operations])


def _difference(n: Numbers) -> columns.Working:
    first, second = n.values()
    return columns.difference(first, second)


# {section: its numbers, and what they mean in the order of telling}
ONE_STEP = {
    "sum": (_two, _sum("a+b")),
    "take": (_part_of, _difference),
    "apart": (_part_of, _difference),
    "times": (_factors, _sum("a×b")),
}
TWO_STEPS = {
    "times-add": (_and_more(_factors), _sum("a×b+c")),
    "times-take": (_and_less(_factors, mul), _sum("a×b-c")),
    "add-add": (_and_more(_two), _sum("a+b+c")),
    "take-take": (_two_parts_of, _sum("a-b-c")),
    "take-add": (_and_more(_part_of), _sum("a-b+c")),
    "take-back": (_back, _sum("a-b+c")),
    "add-take": (_and_less(_two, add), _sum("a+b-c")),
    "add-spoilt": (_spoilt, _sum("a+b-c")),
    "both-more": (_two, _sum("a+b+a")),
    "both-fewer": (_part_of, _sum("a-b+a")),
}
# How often a section is asked that has only few lines.
RARE = {"take-back": 0.2, "add-spoilt": 0.1, "both-fewer": 0.5}


def _problem(shapes: dict, split: str, rng: Random, typist: Typist) -> Turn:
    section = rng.choices(list(shapes), [RARE.get(name, 1.0) for name in shapes])[0]
    draw, meaning = shapes[section]
    wording = pick(phrases("problems")[split][section], rng)
    while True:
        numbers = draw(rng)
        told = {slot: numbers[slot] for slot in SLOT.findall(wording) if slot in numbers}
        working = meaning(told)
        if not held_out(working, split):
            break
    values = {slot: str(n) if "$" in wording else written(n, typist, rng) for slot, n in told.items()}
    text = capitals(fill(wording, cast_of(split, rng)))
    return story_turn(working, type_out(text, values, typist, rng))


def one_step(split: str, rng: Random, typist: Typist) -> Turn:
    return _problem(ONE_STEP, split, rng, typist)


def two_steps(split: str, rng: Random, typist: Typist) -> Turn:
    return _problem(TWO_STEPS, split, rng, typist)
