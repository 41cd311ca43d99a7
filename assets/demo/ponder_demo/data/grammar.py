"""Wordings as a small grammar: `{one|another|}` chooses, `@name` is a macro, `<slot>` is filled later.

A *line* of a text file is the unit of everything that is counted or held out: it is what we call a template.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[2]
SPLITS = ("train", "validation", "test")
TEST_SHARE, VALIDATION_SHARE = 0.13, 0.06
SLOT = re.compile(r"<(\w[\w-]*)>")


@dataclass(frozen=True)
class Line:
    """`kind` is the prefix before the colon, of guide wordings (vp, np, q), sums (gap) and facts (tell, ask), else empty."""

    text: str
    kind: str = ""
    always_trained: bool = False


def read_sections(path: Path, kinds: tuple[str, ...] = ()) -> dict[str, list[Line]]:
    """`# name` starts a section, other lines are its wordings; a leading `!` keeps a line in training."""
    sections: dict[str, list[Line]] = {}
    current: list[Line] | None = None
    for raw in path.read_text().splitlines():
        heading = re.fullmatch(r"# (\w[\w-]*)(?: = .*)?", raw)
        if heading:
            current = sections.setdefault(heading[1], [])
        elif raw and not raw.startswith("#") and current is not None:
            always, text = raw.startswith("!"), raw.lstrip("!")
            kind, colon, rest = text.partition(": ")
            if kinds and colon and kind in kinds:
                current.append(Line(rest, kind, always))
            else:
                current.append(Line(text, "", always))
    return sections


def headings(path: Path) -> dict[str, str]:
    """{section: what its heading says after the equals sign}, of `# name = text`."""
    return dict(re.findall(r"^# ([\w-]+) = (.*)$", path.read_text(), re.M))


def read_words(path: Path) -> dict[str, list[str]]:
    """Sections of comma-separated words."""
    sections = read_sections(path)
    return {name: [w for line in lines for w in line.text.split(", ")] for name, lines in sections.items()}


def read_macros(path: Path) -> dict[str, str]:
    pairs = (line.split(" = ", 1) for line in path.read_text().splitlines() if line.startswith("@"))
    return {name: text for name, text in pairs}


def apply_macros(text: str, macros: dict[str, str]) -> str:
    return re.sub(r"@\w+", lambda match: macros.get(match[0], match[0]), text)


def split_lines(lines: list, key: str, text=str) -> dict[str, list]:
    """Divides wordings (or words) among the splits by a hash, so that adding a line moves few others.

    Ranking by hash instead of thresholding it gives every section its share, however short it is.
    """
    free = [line for line in lines if not getattr(line, "always_trained", False)]
    free.sort(key=lambda line: hashlib.sha256(f"{key}/{text(line)}".encode()).digest())
    tests = max(1, round(TEST_SHARE * len(free))) if len(free) > 2 else 0
    validations = max(1, round(VALIDATION_SHARE * len(free))) if len(free) > 2 else 0
    held_out = {id(line) for line in free[: tests + validations]}
    return {
        "train": [line for line in lines if id(line) not in held_out],
        "validation": free[tests : tests + validations],
        "test": free[:tests],
    }


def split_sections(sections: dict[str, list[Line]], key: str) -> dict[str, dict[str, list[Line]]]:
    """-> {split: {section: lines}}."""
    parts = {name: split_lines(lines, f"{key}/{name}", lambda line: line.text) for name, lines in sections.items()}
    return {split: {name: part[split] for name, part in parts.items()} for split in SPLITS}


@lru_cache(maxsize=None)
def phrases(name: str) -> dict[str, dict[str, list[Line]]]:
    """phrases/<name>.txt as {split: {section: lines}}."""
    return split_sections(read_sections(ROOT / "phrases" / f"{name}.txt", kinds=("gap",)), name)


@lru_cache(maxsize=None)
def word_lists(name: str) -> dict[str, dict[str, list[str]]]:
    """words/<name>.txt as {split: {section: words}}."""
    parts = {section: split_lines(words, f"{name}/{section}") for section, words in every_word(name).items()}
    return {split: {section: part[split] for section, part in parts.items()} for split in SPLITS}


@lru_cache(maxsize=None)
def every_word(name: str) -> dict[str, list[str]]:
    """words/<name>.txt as {section: words}, for what is not held out."""
    return read_words(ROOT / "words" / f"{name}.txt")


def pick(lines: list[Line], rng: Random) -> str:
    """A random wording of a random line."""
    return expand(rng.choice(lines).text, rng)


@lru_cache(maxsize=None)
def _parse(text: str) -> tuple:
    """Text -> sequence of strings and choices; a choice is a tuple of sequences."""
    sequence, _ = _parse_sequence(text, 0, top=True)
    return sequence


def _parse_sequence(text: str, start: int, top: bool) -> tuple[tuple, int]:
    parts, literal, i = [], start, start
    while i < len(text) and (top or text[i] not in "|}"):
        if text[i] != "{":
            i += 1
            continue
        parts.append(text[literal:i])
        options = []
        while text[i] != "}":
            option, i = _parse_sequence(text, i + 1, top=False)
            options.append(option)
        parts.append(tuple(options))
        i += 1
        literal = i
    parts.append(text[literal:i])
    return tuple(part for part in parts if part != ""), i


def expand(text: str, rng: Random) -> str:
    """One random wording of a line; slots stay."""
    return _expand(_parse(text), rng)


def _expand(sequence: tuple, rng: Random) -> str:
    return "".join(part if isinstance(part, str) else _expand(rng.choice(part), rng) for part in sequence)


def count(text: str) -> int:
    """How many different wordings a line stands for."""
    return _count(_parse(text))


def _count(sequence: tuple) -> int:
    total = 1
    for part in sequence:
        if not isinstance(part, str):
            total *= sum(_count(option) for option in part)
    return total


def fill(text: str, values: dict) -> str:
    """Replaces the slots that `values` knows; a callable is asked anew for every occurrence."""

    def value(match: re.Match) -> str:
        found = values.get(match[1])
        if found is None:
            return match[0]
        return found() if callable(found) else found

    return SLOT.sub(value, text)
