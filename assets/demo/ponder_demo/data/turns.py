"""What a conversation consists of before it is rendered."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Turn:
    """One request and its reply.

    `direct` is the answer when thinking is off; for sums it carries its working. `repeatable` says that the
    answer needs no thought, so it may be learned from conversation history too. `expect` is what the
    evaluation checks, `result` what "that" means in the next turn.
    """

    user: str
    thought: str
    answer: str
    ability: str
    expect: dict
    direct: str = ""
    repeatable: bool = True
    result: int | None = None

    @property
    def unthought(self) -> str:
        return self.direct or self.answer


@dataclass
class Chat:
    turns: list[Turn] = field(default_factory=list)
    system: str = ""
    thinking: bool = True
