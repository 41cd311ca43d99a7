"""Held-out cases, one list per row of the evaluation table; the same seed gives the same cases."""

from collections.abc import Callable
from random import Random

from ..data import chats, guide, outside, problems, recall, smalltalk, stories, sums
from ..data.noise import Typist, type_out
from ..data.numbers import operands
from ..data.turns import Chat, Turn

CASES_PER_ROW = 600
Make = Callable[[str, Random], Chat]


def _sum_operands(op: str, digits: int, split: str, rng: Random) -> tuple[int, int]:
    a, b = operands(op, (digits, digits), split, rng)
    return (b, a) if op == "-" and a < b and rng.random() < 0.6 else (a, b)


def _plain_sum(*digits: int) -> Make:
    """The wordings everybody uses; only the operands are new."""

    def make(split: str, rng: Random) -> Chat:
        op = rng.choice("+-")
        a, b = _sum_operands(op, rng.choice(digits), split, rng)
        return Chat([sums.ask(op, a, b, sums.plain_wordings(op), rng, Typist.clean())])

    return make


def _close_numbers(split: str, rng: Random) -> Chat:
    a, b = sums.near_operands(split, rng)
    return Chat([sums.ask("-", a, b, sums.plain_wordings("-"), rng, Typist.clean())])


def _noisy_sum(split: str, rng: Random) -> Chat:
    op = rng.choice("+-")
    a, b = _sum_operands(op, rng.choice([1, 2, 3]), split, rng)
    return Chat([sums.ask(op, a, b, sums.wordings(op, split), rng, Typist.sloppy(rng))])


def _direct_sum(split: str, rng: Random) -> Chat:
    """Thinking off; half in plain wordings, half in held-out ones."""
    made = _plain_sum(2)(split, rng)
    if rng.random() < 0.5:
        op = rng.choice("+-")
        made = Chat([sums.ask(op, *_sum_operands(op, 2, split, rng), sums.wordings(op, split), rng, Typist.clean())])
    made.thinking = False
    return made


def _one(make: Callable[[str, Random, Typist], Turn], typist: Callable[[Random], Typist] = Typist.random) -> Make:
    return lambda split, rng: Chat([make(split, rng, typist(rng))])


def _clean(rng: Random) -> Typist:
    return Typist.clean()


def _product(split: str, rng: Random, typist: Typist) -> Turn:
    a, b = operands("×", (1, rng.choice([1, 2])), split, rng)
    return sums.ask("×", a, b, sums.wordings("×", split), rng, typist)


def _two_steps(split: str, rng: Random) -> Chat:
    """Half put together from clauses, half told whole."""
    if rng.random() < 0.5:
        return Chat([stories.story(split, rng, Typist.clean(), several=True)])
    return Chat([problems.two_steps(split, rng, Typist.clean())])


def _memory(split: str, rng: Random) -> Chat:
    """A question about something told before, or about the last result."""
    while True:
        typist = Typist.random(rng)
        if rng.random() < 0.5:
            made = Chat(chats.follow_chat(split, rng, typist))
        else:
            made = Chat(chats.recall_chat(split, rng, typist, []))
        last = made.turns[-1]
        if len(made.turns) > 1 and (last.ability == "follow" or last.thought.startswith(recall.RECALL)):
            return made


def _late(split: str, rng: Random) -> Chat:
    """Any single question after a long conversation."""
    typist, facts = Typist.random(rng), []
    turns = [chats.single(split, rng, typist, facts) for _ in range(rng.randint(6, 10))]
    return Chat([turn for turn in turns if turn.expect.get("intent") != "long"])


def _named(split: str, rng: Random) -> Chat:
    made = Chat()
    made.turns = chats.named_chat(made, split, rng, Typist.random(rng))
    return made


def _long(split: str, rng: Random) -> Chat:
    user = type_out(guide.question("long", split, rng), {}, Typist.random(rng), rng)
    return Chat([guide.guide_turn("long", user)])


ROWS: dict[str, Make] = {
    "sums, 1-2 digits": _plain_sum(1, 2),
    "sums, 3 digits": _plain_sum(3),
    "sums, 4 digits": _plain_sum(4),
    "differences of close numbers": _close_numbers,
    "sums, unseen wording, noisy": _noisy_sum,
    "compare": _one(sums.comparison, _clean),
    "one digit times one or two": _one(_product, _clean),
    "word problems": _two_steps,
    "word problems, one step": _one(problems.one_step, _clean),
    "guide": _one(guide.guide),
    "names, numbers, follow-ups": _memory,
    "outside its field": _one(outside.outside),
    "thinking off, 2-digit sums": _direct_sum,
    "named by system prompt": _named,
    "small talk": _one(smalltalk.smalltalk),
    "sums beyond it": _one(outside.beyond),
    "copying": _one(recall.repeat),
    "after a long conversation": _late,
    "long answer": _long,
}


def rows(split: str, seed: int, per_row: int = CASES_PER_ROW) -> dict[str, list[Chat]]:
    return {name: [make(split, Random(f"{split}/{seed}/{name}/{i}")) for i in range(per_row)] for name, make in ROWS.items()}
