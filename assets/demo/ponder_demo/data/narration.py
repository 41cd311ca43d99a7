"""Makes a story out of clauses: who "he" is, and the first person."""

import re

from .grammar import fill

IRREGULAR = {"has": "have", "is": "am", "goes": "go", "does": "do", "was": "was"}
PRONOUN = re.compile("<he>|<his>|<him>")


def in_first_person(clause: str) -> bool:
    return clause.startswith("i ")


def tell(clauses: list[str], cast: dict[str, str]) -> str:
    """Clauses with slots -> running text. A story that starts with "I" stays in the first person, and
    one that starts without a person introduces A where a clause first says "he"."""
    if in_first_person(clauses[0]):
        text = " ".join(clauses).replace("<A>", "<he>")
        text = text.replace("<his>", "my").replace("<him>", "me")
        return first_person(fill(text, {**cast, "he": "i"}))
    if "<A>" not in clauses[0]:
        for i, clause in enumerate(clauses[1:], 1):
            if "<A>" in clause:
                break
            if PRONOUN.search(clause):
                clauses[i] = re.sub("<he>|<him>", "<A>", clause.replace("<his>", "<A>'s"), count=1)
                break
    return " ".join(fill(clause, cast) for clause in clauses)


def first_person(text: str) -> str:
    """"i buys" -> "i buy", "does i have" -> "do i have"."""
    text = re.sub(r"\bdoes i\b", "do i", text)
    text = re.sub(r"\bhas i\b", "have i", text)
    return re.sub(r"\bi (also |now |then )?(\w+)", lambda m: f"i {m[1] or ''}{_bare(m[2])}", text)


def _bare(verb: str) -> str:
    if verb in IRREGULAR:
        return IRREGULAR[verb]
    if verb.endswith(("sses", "shes", "ches")):
        return verb[:-2]
    if verb.endswith("ies"):
        return verb[:-3] + "y"
    return verb[:-1] if verb.endswith("s") and not verb.endswith("ss") else verb


def capitals(text: str) -> str:
    """Capitals at the start of its sentences."""
    return re.sub(r"(^|[.?!] )([a-z])", lambda m: m[1] + m[2].upper(), text)
