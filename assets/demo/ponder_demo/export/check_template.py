"""Shows that our template renders as Nemotron-3's does, and that training data is rendered as it says.

    python -m ponder_demo.export.check_template NEMOTRON.jinja
"""

import sys
from pathlib import Path
from random import Random

from jinja2.ext import loopcontrols
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ..data.chats import chat
from ..data.grammar import ROOT
from ..data.render import messages, prompt

CHATS = 2000


def template(path: Path):
    """As transformers sets jinja2 up."""
    environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=[loopcontrols])
    return environment.from_string(path.read_text())


def main(theirs: Path) -> None:
    rng = Random(1)
    ours, original = template(ROOT / "chat_template.jinja"), template(theirs)
    for _ in range(CHATS):
        made = chat("train", rng)
        for truncate in (True, False):
            options = {
                "messages": messages(made),
                "enable_thinking": made.thinking,
                "truncate_history_thinking": truncate,
                "add_generation_prompt": True,
                "tools": None,
            }
            assert ours.render(**options) == original.render(**options), options
            if truncate:
                assert ours.render(**options) == "".join(span.text for span in prompt(made)), options
    print(f"{CHATS} conversations: template and training data agree with {theirs}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
