"""Word problems put together from clauses."""

import re
from dataclasses import replace
from random import Random

from . import columns
from .grammar import Line, every_word, phrases, pick, word_lists
from .narration import PRONOUN, capitals, in_first_person, tell
from .noise import Typist, type_out
from .sums import arithmetic_turn, held_out, written
from .turns import Turn

# A clause in which A alone has something.
OWNER = re.compile(r"^(?!.*<[BF]>).*(?<!of )(?<!and )(?<!to )<A>(?=[ ,:.])(?! and )")


def cast_of(split: str, rng: Random) -> dict[str, str]:
    """Who and what the story is about. People outside training have names it never shows."""
    names, words = word_lists("names")[split], every_word("names")
    first, second = rng.sample(names["given"], 2)
    he, his, him = rng.choice([("he", "his", "him"), ("she", "her", "her")])
    cast = {"A": first, "B": second, "he": he, "his": his, "him": him}
    for slot, theme in (("O", "object"), ("L", "place"), ("C", "container"), ("F", "friend")):
        cast[slot] = rng.choice(words[theme])
    return cast


def number(rng: Random, low: int = 2) -> int:
    return rng.randint(low, rng.choices([12, 30, 99, 400], [30, 35, 28, 7])[0])


def _change(value: int, rng: Random) -> tuple[str, str, int]:
    """-> clause section, sign, operand."""
    if value > 3 and rng.random() < 0.5:
        return "lose", "-", rng.randint(1, min(value - 1, rng.choice([9, 30, 200])))
    return "gain", "+", number(rng)


def _clauses(rng: Random, several: bool) -> tuple[list[tuple[str, dict[str, int]]], columns.Working]:
    """The story's plan: sections with their numbers, and the sum it means, always of `several` steps or mostly."""
    a = number(rng, 3)
    shape = rng.choices(["changes", "groups", "times", "both"], [48, 24, 10, 18])[0]
    if shape == "groups":
        a, b = rng.randint(2, 9), rng.randint(2, rng.choice([9, 12, 30]))
        if rng.random() < 0.5:
            a, b = b, a
        plan, operations, value = [("groups", {"a": a, "b": b})], [("×", b)], a * b
    elif shape == "both":
        b = number(rng)
        plan, operations, value = [("both", {"a": a, "b": b})], [("+", b)], a + b
    elif shape == "times":
        n = rng.randint(2, 5)
        plan, operations, value = [("start", {"n": a}), ("multiply", {"n": n})], [("×", n)], a * n
    else:
        section, sign, n = _change(a, rng)
        value = a + n if sign == "+" else a - n
        plan, operations = [("start", {"n": a}), (section, {"n": n})], [(sign, n)]
    if several or rng.random() < 0.85:
        section, sign, n = _change(value, rng)
        plan.append((section, {"n": n}))
        operations.append((sign, n))
    return [*plan, ("ask", {})], meaning(a, operations)


def meaning(first: int, operations: list[tuple[str, int]]) -> columns.Working:
    """A single loss is the difference of what is told: nobody has less than nothing left."""
    if len(operations) == 1 and operations[0][0] == "-":
        return columns.difference(first, operations[0][1])
    return columns.chain(first, operations)


def _ending(first: str, lines: list[Line], rng: Random) -> str:
    """The question: what somebody has is only asked of the one whom the story's first clause gave something."""
    question = pick(lines, rng)
    owned = in_first_person(first) or OWNER.search(first)
    while not owned and ("<A>" in question or PRONOUN.search(question)):
        question = pick(lines, rng)
    return question


def _join(clauses: list[str], rng: Random) -> None:
    """Makes one sentence of two clauses now and then, as people do."""
    for i in range(len(clauses) - 1):
        asks = i + 2 == len(clauses)
        if clauses[i].endswith(".") and rng.random() < (0.12 if asks else 0.25):
            links = [","] if asks else [" and", ", and", ",", ", then", " and then", ";"]
            clauses[i] = clauses[i][:-1] + rng.choice(links)


def story(split: str, rng: Random, typist: Typist, several: bool = False) -> Turn:
    lines, values = phrases("stories")[split], {}
    plan, working = _clauses(rng, several)
    while held_out(working, split):
        plan, working = _clauses(rng, several)
    clauses = []
    for i, (section, numbers) in enumerate(plan):
        clause = _ending(clauses[0], lines[section], rng) if section == "ask" else pick(lines[section], rng)
        for slot, n in numbers.items():
            clause = clause.replace(f"<{slot}>", f"<{slot}{i}>")
            values[f"{slot}{i}"] = written(n, typist, rng)
        clauses.append(clause)
    _join(clauses, rng)
    text = capitals(tell(clauses, cast_of(split, rng)))
    return story_turn(working, type_out(text, values, typist, rng))


def story_turn(working: columns.Working, user: str) -> Turn:
    """A single sum is answered as if it were asked for directly: the border between the two is nowhere."""
    turn = arithmetic_turn(working, user, "story")
    return turn if working.operation else replace(turn, answer=f"The answer is **{working.result}**.")
