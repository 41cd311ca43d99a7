"""How people type: case, typos, missing marks. Values in slots keep their letters, so they can be copied."""

import re
from dataclasses import dataclass
from random import Random

from .grammar import SLOT

NEIGHBOURS = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo",
    "j": "hk", "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "wa", "r": "et",
    "s": "ad", "t": "ry", "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "x",
}  # fmt: skip
SHORTHAND = {"you": "u", "are": "r", "please": "pls", "your": "ur", "and": "&", "what": "wat",
             "thanks": "thx", "okay": "ok", "because": "cuz", "with": "w/", "the": "teh"}  # fmt: skip


@dataclass(frozen=True)
class Typist:
    """One person's habits."""

    case: str  # sentence, lower, upper, title
    typos: int
    keeps_marks: bool
    keeps_apostrophes: bool
    shorthand: bool
    squeezes: bool = False  # leaves out the spaces around numbers

    @classmethod
    def clean(cls) -> "Typist":
        return cls("sentence", 0, True, True, False)

    @classmethod
    def random(cls, rng: Random) -> "Typist":
        case = rng.choices(["sentence", "lower", "upper", "title"], [46, 46, 6, 2])[0]
        typos = rng.choices([0, 1, 2], [84, 13, 3])[0]
        return cls(case, typos, rng.random() < 0.6, rng.random() < 0.75, rng.random() < 0.04, rng.random() < 0.03)

    @classmethod
    def sloppy(cls, rng: Random) -> "Typist":
        """Who types carelessly: mostly something is wrong, and marks are always missing."""
        case = rng.choice(["lower", "upper", "sentence"])
        typos = 1 if case == "sentence" else rng.choice([0, 1])
        return cls(case, typos, False, rng.random() < 0.5, False, rng.random() < 0.15)

    def value(self, text: str) -> str:
        """A slot's value as this person types it."""
        return text if self.case == "sentence" else _case(text, self.case)


def type_out(text: str, values: dict[str, str], typist: Typist, rng: Random) -> str:
    """A wording with slots -> the message; `values` stand there letter by letter."""
    pieces = SLOT.split(text)  # literal, slot, literal, slot, ...
    for i in range(0, len(pieces), 2):
        pieces[i] = _habits(pieces[i], typist, rng)
    for _ in range(typist.typos):
        _mistype(pieces, rng)
    if typist.case == "sentence":
        pieces[0] = pieces[0][:1].upper() + pieces[0][1:]
    for i in range(0, len(pieces), 2):
        pieces[i] = _case(pieces[i], typist.case)
    for i in range(1, len(pieces), 2):
        pieces[i] = values.get(pieces[i], f"<{pieces[i]}>")
    if typist.squeezes:
        _squeeze(pieces)
    message = "".join(pieces)
    if not typist.keeps_marks:
        message = message.rstrip("?.! ")
    elif typist.typos and message.endswith("?"):
        message += rng.choice(["", "", "?", "??", "!"])
    return re.sub(r"  +", " ", message).strip()


def _squeeze(pieces: list[str]) -> None:
    """No spaces between words and numbers: "whats 12plus 30"."""
    for i in range(1, len(pieces), 2):
        if pieces[i].isdigit():
            before, after = pieces[i - 1], pieces[i + 1]
            # Two numbers must not grow together.
            pieces[i - 1] = before.rstrip(" ") if before.strip() else before
            pieces[i + 1] = after.lstrip(" ") if after.strip() else after


def _habits(text: str, typist: Typist, rng: Random) -> str:
    if not typist.keeps_apostrophes:
        text = text.replace("'", "")
    if not typist.keeps_marks:
        text = re.sub(r"(?<=\w)[,:](?= )", "", text)
    if typist.shorthand:
        text = re.sub(r"[a-z]+", lambda m: SHORTHAND.get(m[0], m[0]) if rng.random() < 0.5 else m[0], text)
    return text


def _case(text: str, case: str) -> str:
    if case == "lower":
        return text.lower()
    if case == "upper":
        return text.upper()
    if case == "title":
        return re.sub(r"(?<![\w'`])[a-z]", lambda m: m[0].upper(), text)
    return re.sub(r"(?<![\w'`/-])i(?![\w-])", "I", text)


def _mistype(pieces: list[str], rng: Random) -> None:
    """One slip in a word of at least four letters outside the slots."""
    words = [(i, m) for i in range(0, len(pieces), 2) for m in re.finditer(r"[A-Za-z]{4,}", pieces[i])]
    if not words:
        return
    piece, match = rng.choice(words)
    word, at = match[0], rng.randrange(1, len(match[0]) - 1)
    slip = rng.randrange(4)
    if slip == 0:
        word = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    elif slip == 1:
        word = word[:at] + word[at + 1 :]
    elif slip == 2:
        word = word[:at] + word[at] + word[at:]
    else:
        word = word[:at] + rng.choice(NEIGHBOURS.get(word[at].lower(), word[at])) + word[at + 1 :]
    pieces[piece] = pieces[piece][: match.start()] + word + pieces[piece][match.end() :]
