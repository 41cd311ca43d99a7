"""System prompts: plain ones, ones that name the model, ones that name the user."""

from random import Random

from . import recall
from .grammar import pick, phrases
from .guide import answers, question
from .noise import Typist, type_out
from .turns import Turn


def plain(split: str, rng: Random) -> str:
    return pick(phrases("system")[split]["plain"], rng)


def naming(section: str, split: str, rng: Random) -> tuple[str, str]:
    """-> system prompt of section `named` or `user`, the name in it."""
    name = recall.any_name(split, rng)
    return pick(phrases("system")[split][section], rng).replace("<v>", name), name


def asked_who(name: str, split: str, rng: Random, typist: Typist) -> Turn:
    """Who are you? to a model that its system prompt calls `name`."""
    intent = rng.choice(["who", "name", "name"])
    user = type_out(question(intent, split, rng), {}, typist, rng)
    answer = f"My name is {name}."
    if intent == "who":
        answer = f"I am {name}. " + answers()["who"][1]
    return Turn(user, f"They ask about {answers()[intent][0]}. It is {name}.", answer, "recall", {"contains": name})
