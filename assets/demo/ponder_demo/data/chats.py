"""Whole conversations: which abilities they mix, how long they are, whether the model may think."""

from random import Random

from . import problems, recall, stories, systems
from .follow import follow_up
from .guide import guide
from .noise import Typist
from .outside import beyond, gibberish, outside
from .smalltalk import smalltalk
from .sums import any_sum
from .turns import Chat, Turn

# Share of each kind of single question; the shares of longer conversations are in `chat`.
SINGLE = {
    guide: 180,
    any_sum: 110,
    stories.story: 16,
    problems.one_step: 14,
    problems.two_steps: 14,
    outside: 62,
    beyond: 10,
    smalltalk: 46,
    recall.repeat: 8,
}
AT_ONCE_SHARE, GIBBERISH_SHARE = 0.02, 0.006
# With thinking off every turn of a conversation is learned, not only its last one: worth more the longer it is.
THINKING_OFF_SHARE = {"single": 0.15, "follow": 0.45, "recall": 0.45, "named": 0.45, "mixed": 0.65}
NEW_SUM_SHARE = 0.35
# Chats whose user types carelessly.
SLOPPY_SHARE = 0.35


def single(split: str, rng: Random, typist: Typist, facts: list[recall.Fact]) -> Turn:
    """`facts`: what the user has told so far; nothing may contradict it later."""
    if rng.random() < GIBBERISH_SHARE:
        return gibberish(rng)
    if rng.random() < AT_ONCE_SHARE:
        return recall.at_once(split, rng, typist, facts)
    make = rng.choices(list(SINGLE), list(SINGLE.values()))[0]
    return make(split, rng, typist)


def follow_chat(split: str, rng: Random, typist: Typist) -> list[Turn]:
    """A sum, then requests about its result, and now and then a new sum that has nothing to do with it."""
    make = rng.choices([any_sum, stories.story, problems.one_step, problems.two_steps], [85, 5, 5, 5])[0]
    turns = [make(split, rng, typist)]
    while turns[-1].result is None:
        turns = [any_sum(split, rng, typist)]
    for _ in range(rng.choices([1, 2, 3], [60, 28, 12])[0]):
        last = turns[-1].result
        if last is None or abs(last) > 99999 or rng.random() < NEW_SUM_SHARE:
            turns.append(any_sum(split, rng, typist))
        else:
            turns.append(follow_up(last, split, rng, typist))
    return turns


def recall_chat(split: str, rng: Random, typist: Typist, facts: list[recall.Fact]) -> list[Turn]:
    """Facts told, sometimes corrected, other talk in between, then questions about told and untold ones."""
    turns: list[Turn] = []
    for _ in range(rng.choices([0, 1, 2, 3], [7, 53, 28, 12])[0]):
        fact = recall.new_fact(split, rng, typist, facts)
        turns.append(recall.tell(fact, split, rng, typist))
        if rng.random() < 0.15:
            second = recall.new_fact(split, rng, typist, [*facts, fact])
            turns[-1] = recall.told_together(turns[-1], recall.tell(second, split, rng, typist), rng)
            facts.append(second)
        elif rng.random() < 0.15:
            fact, turn = recall.correct(fact, split, rng, typist)
            turns.append(turn)
        facts.append(fact)
        turns += [single(split, rng, typist, facts) for _ in range(rng.choices([0, 1, 2], [72, 20, 8])[0])]
    for _ in range(rng.choices([0, 1, 2], [12, 62, 26])[0]):
        known = bool(facts) and rng.random() < 0.8
        fact = rng.choice(facts) if known else recall.new_fact(split, rng, typist, facts)
        turns.append(recall.ask(fact, known, split, rng, typist))
    return turns or [recall.repeat(split, rng, typist)]


def named_chat(chat: Chat, split: str, rng: Random, typist: Typist) -> list[Turn]:
    """A system prompt that names the model or the user, and a question about it."""
    names_model = rng.random() < 0.7
    chat.system, name = systems.naming("named" if names_model else "user", split, rng)
    user = recall.Fact(recall.NAME, name, "name")
    facts = [] if names_model else [user]
    before = [single(split, rng, typist, facts) for _ in range(rng.choices([0, 1, 2], [70, 20, 10])[0])]
    # The guide's own answers to these say that it has no name.
    before = [turn for turn in before if turn.expect.get("intent") not in ("who", "name")]
    asked = systems.asked_who(name, split, rng, typist) if names_model else recall.ask(user, True, split, rng, typist)
    return [*before, asked]


def mixed_chat(split: str, rng: Random, typist: Typist) -> list[Turn]:
    """A longer conversation of everything."""
    turns: list[Turn] = []
    facts: list[recall.Fact] = []
    for _ in range(rng.choices([2, 3, 4, 6, 9, 13, 20, 30], [19, 19, 19, 17, 13, 7, 3, 3])[0]):
        kind = rng.random()
        if kind < 0.6:
            turns.append(single(split, rng, typist, facts))
        elif kind < 0.8:
            turns += follow_chat(split, rng, typist)
        else:
            turns += recall_chat(split, rng, typist, facts)
    return turns


def chat(split: str, rng: Random) -> Chat:
    typist = Typist.sloppy(rng) if rng.random() < SLOPPY_SHARE else Typist.random(rng)
    kind = rng.choices(["single", "follow", "recall", "named", "mixed"], [86, 3.5, 5, 1.5, 4])[0]
    made = Chat(thinking=rng.random() >= THINKING_OFF_SHARE[kind])
    if rng.random() < 0.12:
        made.system = systems.plain(split, rng)
    if kind == "single":
        made.turns = [single(split, rng, typist, [])]
    elif kind == "follow":
        made.turns = follow_chat(split, rng, typist)
    elif kind == "recall":
        made.turns = recall_chat(split, rng, typist, [])
    elif kind == "named":
        made.turns = named_chat(made, split, rng, typist)
    else:
        made.turns = mixed_chat(split, rng, typist)
    return made
