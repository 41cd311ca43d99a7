"""Word problems told whole, in everyday words: a section of phrases/problems.txt for each sum that they can mean."""

import re
from collections.abc import Callable
from random import Random

from . import columns
from .grammar import SLOT, fill, phrases, pick
from .narration import capitals
from .noise import Typist, type_out
from .stories import cast_of, number, story_turn
from .sums import arithmetic_turn, written
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


def _chain(expression: str) -> Callable[[Numbers], columns.Working]:
    """Of "a×b+c"."""
    operations = re.findall("([-+×])(.)", expression)
    return lambda n: columns.chain(n[expression[0]], [(sign, n[slot]) for sign, slot in operations])


def _apart(n: Numbers) -> columns.Working:
    first, second = n.values()
    return columns.difference(first, second)


# {section: its numbers, what those mean that are told, in the order of telling: so `apart` is compared}.
ONE_STEP = {
    "sum": (_two, _chain("a+b")),
    "take": (_part_of, _chain("a-b")),
    "apart": (_part_of, _apart),
    "times": (_factors, _chain("a×b")),
}
TWO_STEPS = {
    "times-add": (lambda rng: _factors(rng) | {"c": number(rng)}, _chain("a×b+c")),
    "times-take": (
        lambda rng: (n := _factors(rng)) | {"c": rng.randrange(1, n["a"] * n["b"])},
        _chain("a×b-c"),
    ),
    "add-add": (lambda rng: _two(rng) | {"c": number(rng)}, _chain("a+b+c")),
    "take-take": (_two_parts_of, _chain("a-b-c")),
    "take-add": (lambda rng: _part_of(rng) | {"c": number(rng)}, _chain("a-b+c")),
    "add-take": (
        lambda rng: (n := _two(rng)) | {"c": rng.randrange(1, n["a"] + n["b"])},
        _chain("a+b-c"),
    ),
    "both-more": (_two, _chain("a+b+a")),
    "both-fewer": (_part_of, _chain("a-b+a")),
}


def _problem(shapes: dict, split: str, rng: Random, typist: Typist) -> tuple[columns.Working, str]:
    """-> what it means, and how it is asked."""
    section = rng.choice(list(shapes))
    draw, meaning = shapes[section]
    wording = pick(phrases("problems")[split][section], rng)
    numbers = draw(rng)
    told = {slot: numbers[slot] for slot in SLOT.findall(wording) if slot in numbers}
    values = {slot: written(n, typist, rng) for slot, n in told.items()}
    text = capitals(fill(wording, cast_of(split, rng)))
    return meaning(told), type_out(text, values, typist, rng)


def one_step(split: str, rng: Random, typist: Typist) -> Turn:
    """Answered like a sum asked for directly: the border between the two is nowhere."""
    return arithmetic_turn(*_problem(ONE_STEP, split, rng, typist), "story")


def two_steps(split: str, rng: Random, typist: Typist) -> Turn:
    return story_turn(*_problem(TWO_STEPS, split, rng, typist))
