"""Questions outside the field, sums beyond it, and things nobody can read."""

from random import Random

from .grammar import Line, expand, fill, phrases, pick, word_lists
from .guide import guide_turn, surround
from .noise import Typist, type_out
from .numbers import with_digits
from .turns import Turn

NOUN_THEMES = ("animal", "food", "country", "city", "person", "science", "topic", "tech", "thing", "job", "plant", "illness",
               "body", "sport", "film", "book", "language", "company", "place", "event")  # fmt: skip


def nouns(split: str, rng: Random) -> dict:
    """Slot values: a theme's name gives one of its words, `noun` any word, a third of them with an adjective."""
    lists = word_lists("nouns")[split]

    def noun() -> str:
        word = rng.choice(lists[rng.choice(NOUN_THEMES)])
        if rng.random() < 0.33 and not word.startswith(("a ", "an ", "the ")):
            return f"{rng.choice(lists['adjective'])} {word}"
        return word

    values = {theme: (lambda words=words: rng.choice(words)) for theme, words in lists.items()}
    return values | {"noun": noun, "year": lambda: str(rng.randrange(1200, 2030))}


def _question(lines: list[Line], split: str, rng: Random) -> str:
    return surround(fill(pick(lines, rng), nouns(split, rng)), rng)


def outside(split: str, rng: Random, typist: Typist) -> Turn:
    section = rng.choices(["outside", "near", "outside-task"], [66, 18, 16])[0]
    text = _question(phrases("outside")[split][section], split, rng)
    intent = "outside-task" if section == "outside-task" else "outside"
    return guide_turn(intent, type_out(text, {}, typist, rng), "outside")


def gibberish(rng: Random) -> Turn:
    """Random letters and signs."""
    letters = rng.choice(["asdfjkl", "qwertzuiop", "abcdefghijklmnopqrstuvwxyz", "xyz", "bcdfghjklmnpqrstvwxz", "?!.-", "#%&$"])
    chunks = ["".join(rng.choice(letters) for _ in range(rng.randint(2, 9))) for _ in range(rng.choice([1, 1, 1, 2, 3]))]
    return guide_turn("gibberish", " ".join(chunks), "outside")


def beyond(split: str, rng: Random, typist: Typist) -> Turn:
    """Sums that it must decline: division, harder mathematics, large products, numbers too long."""
    intent = rng.choices(["division", "hard-sum", "big-product", "too-long"], [35, 30, 20, 15])[0]
    lines = phrases("sums")[split]
    if intent == "too-long":
        section, lengths = rng.choice(["add", "sub"]), (rng.randint(7, 12), rng.randint(5, 12))
    elif intent == "big-product":
        section, lengths = "mul", (rng.randint(2, 4), rng.randint(2, 4))
    else:
        section, lengths = intent, (rng.randint(1, 4), rng.randint(1, 3))
    a, b = (with_digits(n, rng) for n in lengths)
    wording = expand(rng.choice(lines[section]).text, rng)
    return guide_turn(intent, type_out(wording, {"a": str(a), "b": str(b)}, typist, rng), "outside")
