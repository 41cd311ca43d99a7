"""Writes what transformers and tokenizers make of the exported folder, for tests without Python.

    python -m ponder_demo.export.goldens FOLDER DIR

DIR gets demo.golden.safetensors (pN.ids, pN.logits of the last positions, pN.greedy), demo.tokens.json and
demo.chat.json in the formats of shared/golden/tokenizer and shared/golden/chat.
"""

import json
import sys
from pathlib import Path
from random import Random

import tokenizers
import torch
import transformers
from safetensors.torch import save_file
from transformers import AutoTokenizer

from ..data.chats import chat
from ..data.render import messages
from .check_transformers import prompts, reference

LAST_POSITIONS = 8
CHATS = 100
ODD_STRINGS = ["", " ", "  ", "\n\n", " \n ", "a\tb", "12345", "3 + 4=7", "don't", "ÄÖÜ", "naïve café", "日本語", "🙂🙂", "a\u0301",
               "<think>x</think>", "<|im_end|>", "`Ctrl+O`", "**7**", "x" * 50, "...!?", "\u00a0", "ﬁ", "\0"]  # fmt: skip


def logits_golden(folder: Path) -> dict[str, torch.Tensor]:
    ids = prompts(folder)
    tensors = {}
    for i, (prompt, (logits, greedy)) in enumerate(zip(ids, reference(folder, ids))):
        tensors[f"p{i}.ids"] = torch.tensor(prompt, dtype=torch.int32)
        tensors[f"p{i}.logits"] = logits[-LAST_POSITIONS:].contiguous()
        tensors[f"p{i}.greedy"] = torch.tensor(greedy, dtype=torch.int32)
    return tensors


def tokens_golden(folder: Path) -> dict:
    tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
    rng = Random("tokens golden")
    texts = ODD_STRINGS + [turn.user for _ in range(CHATS) for turn in chat("test", rng).turns]
    strings = []
    for text in texts:
        ids = tokenizer.encode(text, add_special_tokens=False).ids
        strings.append({"text": text, "ids": ids, "decoded": tokenizer.decode(ids, skip_special_tokens=False)})
    return {"tokenizers_version": tokenizers.__version__, "vocab_size": tokenizer.get_vocab_size(), "strings": strings}


def chat_golden(folder: Path) -> dict:
    tokenizer = AutoTokenizer.from_pretrained(folder)
    rng = Random("chat golden")
    cases = []
    for i in range(CHATS):
        made = chat("test", rng)
        kwargs = {"enable_thinking": made.thinking, "truncate_history_thinking": rng.random() < 0.8}
        case = {"name": f"{i}", "messages": messages(made), "tools": None, "add_generation_prompt": rng.random() < 0.9}
        rendered = tokenizer.apply_chat_template(
            case["messages"], tokenize=False, add_generation_prompt=case["add_generation_prompt"], **kwargs
        )
        cases.append(case | {"kwargs": kwargs, "expected": rendered})
    special = {f"{name}_token": getattr(tokenizer, f"{name}_token") for name in ("bos", "eos", "unk", "pad")}
    return special | {"transformers": transformers.__version__, "cases": cases}


def main(folder: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    save_file(logits_golden(folder), target / "demo.golden.safetensors")
    for name, golden in (("tokens", tokens_golden(folder)), ("chat", chat_golden(folder))):
        (target / f"demo.{name}.json").write_text(json.dumps(golden, ensure_ascii=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
