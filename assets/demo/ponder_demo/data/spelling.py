"""What the spelling of tokens tells: words fall into the same pieces in every case, and have letters in common."""

import re

SPACE = "Ġ"  # how a byte-level BPE writes the space before a word
LENGTHS = (2, 3, 4)


def letter_groups(token: str) -> list[str]:
    """Groups of letters of a word with its borders, and the word itself, in lower case; none of what is no word."""
    word = token.removeprefix(SPACE).lower()
    if not (word.isascii() and word.isalpha()):
        return []
    marked = ("^" if token.startswith(SPACE) else "_") + word + "$"
    groups = [marked[i : i + n] for n in LENGTHS for i in range(len(marked) - n + 1)]
    return [word, *groups]


def _capital(token: str) -> str:
    return re.sub("[a-z]", lambda m: m[0].upper(), token, count=1)


def _capitals(token: str) -> str:
    return re.sub("[a-z]", lambda m: m[0].upper(), token)


def in_every_case(merges: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Merges of lower-case text, each followed by those that make the same of a word with a capital and of one in
    capitals: `fold`, `Fold` and `FOLD` fall into the same pieces."""
    found: dict[str, tuple[str, str]] = {}
    for left, right in merges:
        capital = (_capital(left), right) if re.search("[a-z]", left) else (left, _capital(right))
        for pair in ((left, right), capital, (_capitals(left), _capitals(right))):
            found.setdefault("".join(pair), pair)
    return list(found.values())
