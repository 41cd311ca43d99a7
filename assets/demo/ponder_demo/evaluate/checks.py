"""Is a reply right? Knows the expectations that the generator attaches to a turn, nothing of the model."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from ..data.guide import answers

REFUSALS = ("outside", "outside-task", "gibberish", "division", "hard-sum", "big-product", "too-long")
# Both refusals of things outside the field mean the same to a user.
ALIKE = {"outside-task": "outside"}
MARKUP = re.compile(r"<\|?\w+\|?>|</\w+>")


@dataclass(frozen=True)
class Parsed:
    """`well_formed`: thought closed once, end token there, no stray markup."""

    thinking: str
    answer: str
    well_formed: bool


def parse(text: str, thinking: bool, ended: bool) -> Parsed:
    """The raw text after the prompt, special tokens included, end token removed."""
    thought, closed, answer = text.partition("</think>") if thinking else ("", "", text)
    right = ended and (bool(closed) or not thinking) and not MARKUP.search(thought + answer) and bool(answer.strip())
    return Parsed(thought.strip(), answer.strip(), right)


@lru_cache(maxsize=None)
def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+|`[^`]+`", text.lower()))


@lru_cache(maxsize=4096)
def intent_of(answer: str) -> str | None:
    """The guide's answer that a reply is, if it is one: word for word, or nearly."""
    best, likeness = None, 0.85
    for name, (_, text) in answers().items():
        if text == answer:
            return name
        ratio = SequenceMatcher(None, _words(text), _words(answer), autojunk=False).ratio()
        if ratio > likeness:
            best, likeness = name, ratio
    return best


def refused(answer: str) -> bool:
    return intent_of(answer) in REFUSALS


def number_in(answer: str) -> int | None:
    """The number an answer gives: the last bold one, else the last of all."""
    bold = re.findall(r"\*\*(-?\d+)\*\*", answer)
    found = bold or re.findall(r"-?\d+", answer)
    return int(found[-1]) if found else None


def correct(answer: str, expect: dict) -> bool:
    if "number" in expect:
        return number_in(answer) == expect["number"]
    if "yes" in expect:
        return f"**{'Yes' if expect['yes'] else 'No'}**" in answer
    if "equal" in expect:
        return "equal" in answer and str(expect["equal"]) in answer
    if "intent" in expect:
        found = intent_of(answer)
        return ALIKE.get(found, found) == ALIKE.get(expect["intent"], expect["intent"])
    if "any" in expect:
        return answer in expect["any"]
    if "exact" in expect:
        return answer == expect["exact"]
    return re.search(rf"(?<!\w){re.escape(expect['contains'])}(?!\w)", answer) is not None
