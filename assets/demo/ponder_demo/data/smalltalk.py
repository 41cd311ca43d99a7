"""Greetings, thanks, praise and the like."""

from functools import lru_cache
from random import Random

from .grammar import ROOT, headings, phrases, pick
from .noise import Typist, type_out
from .turns import Turn


@lru_cache(maxsize=None)
def replies() -> dict[str, list[str]]:
    """{section: its answers}, from the headings `# name = answer | answer`."""
    return {name: text.split(" | ") for name, text in headings(ROOT / "phrases/smalltalk.txt").items()}


def smalltalk(split: str, rng: Random, typist: Typist) -> Turn:
    kind = rng.choices(list(replies()), [3 if name == "greet" else 1 for name in replies()])[0]
    user = type_out(pick(phrases("smalltalk")[split][kind], rng), {}, typist, rng)
    thought = f"Small talk: {kind.replace('-', ' ')}."
    return Turn(user, thought, rng.choice(replies()[kind]), "smalltalk", {"any": replies()[kind]})
