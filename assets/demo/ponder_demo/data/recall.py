"""Names, numbers and words a user tells, corrects and asks for."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random

from .grammar import ROOT, Line, every_word, headings, phrases, pick, read_sections, split_sections, word_lists
from .noise import Typist, type_out
from .numbers import with_digits
from .turns import Turn

NAME = "my name"
# How a thought begins that looks for something told. It names the thing first: whether that was told, and what, is
# then found where the same words stand before.
RECALL = "To recall: "
FACTS = ROOT / "phrases/facts.txt"
# Syllables of invented names. A name nobody has must be copied, it cannot be known.
ONSETS = "b br c ch cl d dr f fl g gr h j k kr l m n p ph pl qu r s sh st t th tr v w y z".split() + ["", ""]
VOWELS = "a a a e e e i i i o o u y ai ea ee ei ia ie io oo ou".split()
CODAS = "b ck d ff g k l ll m n nd nn ng r rd rt s ss t th x z".split() + [""] * 22
# Themes of words/nouns.txt whose words can own a name or a number: what is owned must be copied too.
OWNERS = ("animal", "job", "tech", "thing", "plant", "sport")

# Words of a thing that mean the same.
SAME = {"dad": "father", "mum": "mother", "color": "colour", "favorite": "favourite", "login": "password",
        "profession": "job", "occupation": "job", "trade": "job", "work": "job", "hometown": "home",
        "birthplace": "home", "manager": "boss"}  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """`thing` as the user says it ("my door code"), `value` as the user typed it, `kind` what `new_value` makes anew,
    `own` its section of phrases/facts.txt, if people have words of their own for it ("how old am i?")."""

    thing: str
    value: str
    kind: str
    own: str = ""

    @property
    def named_back(self) -> str:
        """As the model says it: "your door code"."""
        return re.sub(r"\b(my|our)\b", "your", self.thing).replace(" i ", " you ")

    @property
    def subject(self) -> frozenset[str]:
        """What it is about, however it is put: "my dog's name" and "the name of my dog" are one subject."""
        words = {SAME.get(word, word) for word in re.findall("[a-z]+", self.thing)}
        return frozenset(words - {"my", "our", "the", "of", "name", "number", "town", "s"})


def invented_name(rng: Random) -> str:
    syllables = rng.choice([1, 2, 2, 2, 3])
    name = "".join(rng.choice(ONSETS) + rng.choice(VOWELS) + rng.choice(CODAS) for _ in range(syllables))
    return name.capitalize() if len(name) > 1 else invented_name(rng)


def any_name(split: str, rng: Random) -> str:
    return rng.choice(word_lists("names")[split]["given"]) if rng.random() < 0.45 else invented_name(rng)


def new_value(thing: str, kind: str, split: str, rng: Random) -> str:
    if thing == NAME:
        return any_name(split, rng)
    if kind == "age":
        return str(rng.randint(1, 99))
    if kind == "count":  # now and then more than anybody has: it is to be copied, not guessed
        return str(rng.randint(2, 12) if rng.random() < 0.8 else rng.randint(13, 99))
    if kind == "number":
        return str(with_digits(rng.choices([1, 2, 3, 4, 5], [15, 35, 20, 22, 8])[0], rng))
    if kind == "name":
        pet = rng.random() < 0.3
        return rng.choice(word_lists("names")[split]["pet"]) if pet else any_name(split, rng)
    if kind == "word":
        return invented_name(rng).lower() if rng.random() < 0.5 else rng.choice(word_lists("nouns")[split]["animal"])
    return rng.choice(word_lists("names")[split][kind])


def _owner(section: str, split: str, rng: Random) -> str:
    if rng.random() < 0.5:
        return rng.choice(word_lists("things")[split][section])
    return rng.choice([w for w in word_lists("nouns")[split][rng.choice(OWNERS)] if " " not in w])


def _thing(split: str, rng: Random) -> tuple[str, str]:
    """-> thing, kind of its value."""
    lists = word_lists("things")[split]
    kind = rng.choices(["number", "name", "colour", "city", "food", "animal", "job", "word"], [34, 26, 7, 7, 6, 4, 5, 11])[0]
    if kind == "number" and rng.random() < 0.6:
        owner, what = _owner("number-owner", split, rng), rng.choice(every_word("things")["number-kind"])
        return f"{rng.choice(['my', 'my', 'the', 'our'])} {owner} {what}", kind
    if kind == "name" and rng.random() < 0.5:
        owner = _owner("name-of", split, rng)
        return rng.choice([f"my {owner}'s name", f"the name of my {owner}"]), kind
    return rng.choice(lists[kind]), kind


@lru_cache(maxsize=None)
def own_facts() -> dict[str, tuple[str, str]]:
    """{section of phrases/facts.txt: (thing, kind of its value)}"""
    return {name: tuple(text.split(" : ")) for name, text in headings(FACTS).items()}


@lru_cache(maxsize=None)
def own_words() -> dict[str, dict[str, list[Line]]]:
    """{split: {"tell age": lines, "ask age": lines, ...}}; telling and asking are divided among the splits each."""
    sections: dict[str, list[Line]] = {}
    for name, lines in read_sections(FACTS, ("tell", "ask")).items():
        for line in lines:
            sections.setdefault(f"{line.kind} {name}", []).append(line)
    return split_sections(sections, "facts")


def new_fact(split: str, rng: Random, typist: Typist, known: list[Fact]) -> Fact:
    """About something not told yet."""
    while True:
        roll, own = rng.random(), ""
        if roll < 0.3:
            thing, kind = NAME, "name"
        elif roll < 0.65:
            own = rng.choice(list(own_facts()))
            thing, kind = own_facts()[own]
        else:
            thing, kind = _thing(split, rng)
        fact = Fact(thing, typist.value(new_value(thing, kind, split, rng)), kind, own)
        if all(fact.subject != other.subject for other in known):
            return fact


def _type(section: str, fact: Fact, split: str, rng: Random, typist: Typist, old: str = "") -> str:
    lines = phrases("recall")[split][section]
    if fact.own and section in ("tell", "ask") and rng.random() < 0.8:
        lines = own_words()[split][f"{section} {fact.own}"]
    wording = pick(lines, rng).replace("<t>", fact.thing)
    if fact.value[0].lower() in "aeiou":
        wording = re.sub(r"\ba <v>", "an <v>", wording)
    return type_out(wording, {"v": fact.value, "w": old}, typist, rng)


def _shown(value: str) -> str:
    """Numbers stand out. Words stay plain: after a space they are the same tokens as in the message."""
    return f"**{value}**" if value.isdigit() else value


def tell(fact: Fact, split: str, rng: Random, typist: Typist) -> Turn:
    if fact.thing == NAME:
        answer = f"Nice to meet you, {fact.value}."
        return Turn(_type("name", fact, split, rng, typist), f"The name is {fact.value}.", answer, "recall", {"contains": fact.value})
    answer = f"Noted: {fact.named_back} is {_shown(fact.value)}."
    thought = f"To remember: {fact.named_back} is {fact.value}."
    return Turn(_type("tell", fact, split, rng, typist), thought, answer, "recall", {"contains": fact.value})


def correct(old: Fact, split: str, rng: Random, typist: Typist) -> tuple[Fact, Turn]:
    """The user changes what was told just before."""
    fact = old
    while fact.value == old.value:
        if old.kind == "number":
            value = str(with_digits(len(old.value), rng))
        else:
            value = new_value(old.thing, old.kind, split, rng)
        fact = replace(old, value=typist.value(value))
    user = _type("correct", fact, split, rng, typist, old.value)
    answer = f"All right: {fact.named_back} is {_shown(fact.value)}."
    return fact, Turn(user, f"A correction: {fact.named_back} is {fact.value}.", answer, "recall", {"contains": fact.value})


def ask(fact: Fact, known: bool, split: str, rng: Random, typist: Typist) -> Turn:
    section = "ask-name" if fact.thing == NAME and rng.random() < 0.8 else "ask"
    user = _type(section, fact, split, rng, typist)
    back = fact.named_back
    if not known:
        answer = f"You have not told me {back} yet."
        return Turn(user, f"{RECALL}{back} is not told yet.", answer, "recall", {"contains": "not told me"})
    answer = f"{back[:1].upper()}{back[1:]} is {_shown(fact.value)}."
    return Turn(user, f"{RECALL}{back} is {fact.value}.", answer, "recall", {"contains": fact.value})


def _joined(first: str, second: str, links: list[str], rng: Random) -> str:
    """Two messages as one."""
    return first.rstrip("?.!, ") + rng.choice(links) + second


def told_together(first: Turn, second: Turn, rng: Random) -> Turn:
    """Two facts in one message: "I'm Petra and my dog is 14"."""
    user = _joined(first.user, second.user, [" and ", " and ", ", and ", ", ", ". ", "; ", ". Also, "], rng)
    return Turn(user, f"{first.thought} {second.thought}", f"{first.answer} {second.answer}", "recall", second.expect)


def at_once(split: str, rng: Random, typist: Typist, known: list[Fact]) -> Turn:
    """Told and asked in one message: "my name is Bea. what is my name?". The fact joins those known."""
    fact = new_fact(split, rng, typist, known)
    known.append(fact)
    told = tell(fact, split, rng, typist)
    asked = ask(fact, True, split, rng, typist)
    user = _joined(told.user, asked.user, [". ", ". ", ", ", "! ", " - ", "... ", "; ", " and ", ". so ", ". Now "], rng)
    return Turn(user, asked.thought, asked.answer, "recall", asked.expect)


def repeat(split: str, rng: Random, typist: Typist) -> Turn:
    """Copying letter by letter: names, words, numbers."""
    parts = [invented_name(rng), any_name(split, rng), str(with_digits(rng.randint(1, 6), rng)), rng.choice(word_lists("nouns")[split]["animal"])]
    text = " ".join(rng.sample(parts, rng.choices([1, 2, 3], [70, 22, 8])[0]))
    fact = Fact("", typist.value(text), "word")
    return Turn(_type("repeat", fact, split, rng, typist), f"They want me to repeat {fact.value}.", fact.value, "recall", {"exact": fact.value})
