"""Chats -> text exactly as chat_template.jinja writes it, and which parts of it are learned."""

from dataclasses import dataclass
from enum import IntEnum
from random import Random

from .turns import Chat


class Role(IntEnum):
    """What training does with a span: nothing, learn it a little (the user's own words), learn it."""

    CONTEXT = 0
    QUESTION = 1
    REPLY = 2


@dataclass(frozen=True)
class Span:
    text: str
    role: Role = Role.CONTEXT


def prompt(chat: Chat, rng: Random | None = None) -> list[Span]:
    """Everything before the reply to the last turn.

    Earlier turns appear as the template shows them: one that thought leaves an empty thought and a line
    break, one that did not leaves no line break. The latter is learned here too, since it is exactly how a
    reply with thinking off is produced. With `rng`, some thoughts leave no line break either: a client that
    keeps only the answers sends such a history.
    """
    found = [Span(f"<|im_start|>system\n{chat.system}<|im_end|>\n<|im_start|>user\n")]
    for turn in chat.turns[:-1]:
        found += [Span(turn.user, Role.QUESTION), Span("<|im_end|>\n<|im_start|>assistant\n<think></think>")]
        if not chat.thinking:
            found.append(Span(f"{turn.unthought}<|im_end|>", Role.REPLY))
        elif rng and rng.random() < 0.2:
            found.append(Span(f"{turn.answer}<|im_end|>", Role.REPLY if turn.repeatable else Role.CONTEXT))
        else:
            found.append(Span(f"\n{turn.answer}<|im_end|>"))
        found.append(Span("\n<|im_start|>user\n"))
    opening = "<think>\n" if chat.thinking else "<think></think>"
    return [*found, Span(chat.turns[-1].user, Role.QUESTION), Span(f"<|im_end|>\n<|im_start|>assistant\n{opening}")]


def reply(chat: Chat) -> str:
    """What is learned last: thought, answer, end token."""
    last = chat.turns[-1]
    if chat.thinking:
        return f"{last.thought}\n</think>\n{last.answer}<|im_end|>"
    return f"{last.unthought}<|im_end|>"


# How many replies break off early: answers and columns are learned long before the wordings of what was asked,
# and more of those fit into the same tokens. The long answer needs more repetition.
CUT_SHARE = {"answer": 0.88, "long": 0.4, "working": 0.6}


def cut_short(chat: Chat, rng: Random) -> str:
    """The reply, most times only as far as it tells how the question was understood: a canned answer breaks off
    after the thought that names the topic, the working of a sum after the line that writes it down. After a
    conversation, whose reading costs far more than the reply, a sum is worked out to its end."""
    text, last, roll = reply(chat), chat.turns[-1], rng.random()
    if not chat.thinking:
        return text
    intent = last.expect.get("intent")
    if intent and roll < CUT_SHARE["long" if intent == "long" else "answer"]:
        return text[: text.index("</think>") + len("</think>")]
    if not last.repeatable and len(chat.turns) == 1 and roll < CUT_SHARE["working"]:
        return text[: text.index("\n")]
    return text


def spans(chat: Chat, rng: Random) -> list[Span]:
    """What training sees."""
    return [*prompt(chat, rng), Span(cut_short(chat, rng), Role.REPLY)]


def messages(chat: Chat) -> list[dict[str, str]]:
    """The prompt of the last turn as a list of messages."""
    found = [{"role": "system", "content": chat.system}] if chat.system else []
    for turn in chat.turns[:-1]:
        found.append({"role": "user", "content": turn.user})
        reply = {"role": "assistant", "content": turn.answer if chat.thinking else turn.unthought}
        found.append(reply | ({"reasoning_content": turn.thought} if chat.thinking else {}))
    return [*found, {"role": "user", "content": chat.turns[-1].user}]
