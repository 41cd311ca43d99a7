"""Questions about ponder itself: intents, their wordings and frames, and the answers from guide/answers.md."""

import re
from dataclasses import replace
from functools import lru_cache
from random import Random

from .grammar import ROOT, Line, apply_macros, expand, pick, read_macros, read_sections, split_sections
from .narration import capitals
from .noise import Typist, type_out
from .turns import Turn

GUIDE = ROOT / "guide"
KINDS = ("vp", "np", "q")
# Asked more often than their share: what newcomers ask first.
WEIGHTS = {"long": 2.5, "can": 1.5, "who": 1.5, "help": 1.5}


@lru_cache(maxsize=None)
def answers() -> dict[str, tuple[str, str]]:
    """{intent: (topic as its thought names it, answer)}."""
    sections = re.split(r"^## ", (GUIDE / "answers.md").read_text(), flags=re.M)[1:]
    found = {}
    for section in sections:
        heading, _, text = section.partition("\n")
        name, _, topic = heading.partition(": ")
        found[name] = (topic, text.strip())
    return found


@lru_cache(maxsize=None)
def wordings() -> dict[str, dict[str, list[Line]]]:
    """{split: {intent: lines}}, macros applied after the split: a new synonym moves no line."""
    sections: dict[str, list[Line]] = {}
    for path in sorted((GUIDE / "wordings").glob("*.txt")):
        for intent, lines in read_sections(path, KINDS).items():
            sections.setdefault(intent, []).extend(lines)
    macros = read_macros(GUIDE / "wordings/macros.txt")

    def whole(lines: list[Line]) -> list[Line]:
        return [replace(line, text=apply_macros(apply_macros(line.text, macros), macros)) for line in lines]

    parts = split_sections(sections, "guide")
    return {split: {intent: whole(lines) for intent, lines in part.items()} for split, part in parts.items()}


@lru_cache(maxsize=None)
def frames() -> dict[str, dict[str, list[Line]]]:
    return split_sections(read_sections(GUIDE / "frames.txt"), "frames")


@lru_cache(maxsize=None)
def intents() -> list[str]:
    return list(wordings()["train"])


def guide_turn(intent: str, user: str, ability: str = "guide") -> Turn:
    topic, answer = answers()[intent]
    return Turn(user, f"They ask about {topic}.", answer, ability, {"intent": intent})


def question(intent: str, split: str, rng: Random) -> str:
    """A wording in a frame; outside training both are ones that training never shows."""
    line = rng.choice(wordings()[split][intent])
    text = expand(line.text, rng)
    here = frames()[split]
    if line.kind in ("vp", "np"):
        text = pick(here[line.kind], rng).replace("<x>", text)
    return surround(text, rng)


def surround(text: str, rng: Random) -> str:
    """Greetings and fillers around any question; they are no wordings, so all splits share them."""
    here = frames()["train"]
    if rng.random() < 0.06:
        text = capitals(f"{pick(here['preface'], rng)} {text}")
    elif rng.random() < 0.14:
        text = f"{pick(here['before'], rng)} {text}"
    if rng.random() < 0.12:
        tail = pick(here["after"], rng)
        mark = text[-1] if text[-1] in "?!." else ""
        text = f"{text.rstrip('?!.')}{rng.choice([',', ''])} {tail}{mark}"
    return text


def guide(split: str, rng: Random, typist: Typist) -> Turn:
    intent = rng.choices(intents(), [WEIGHTS.get(name, 1.0) for name in intents()])[0]
    return guide_turn(intent, type_out(question(intent, split, rng), {}, typist, rng))
