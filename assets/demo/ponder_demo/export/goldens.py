"""Writes what transformers and tokenizers make of the exported folder, for tests without Python.

    python -m ponder_demo.export.goldens FOLDER DIR --bits 8

DIR gets golden.safetensors (pN.ids, pN.logits of the last positions, pN.greedy; of the weights that the form
with so many bits stands for), tokens.json (texts and their ids), chat.json (rendered conversations) and
cases.json (a few held-out questions of every row, and what an answer must contain to be right).
"""

import argparse
import json
import tempfile
from pathlib import Path
from random import Random

import tokenizers
import torch
import transformers
from safetensors.torch import save_file
from transformers import AutoTokenizer

from ..data.chats import chat
from ..data.guide import answers
from ..data.render import messages
from ..evaluate import cases
from . import affine
from .check_transformers import prompts, reference

LAST_POSITIONS = 2
CHATS = 50
CASES_PER_ROW = 20
OPENING = 60  # so much of a guide's answer tells which one it is
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


def accepted(expect: dict) -> list[str]:
    """An answer that contains one of these is right."""
    if "intent" in expect:
        return [answers()[expect["intent"]][1][:OPENING]]
    if "number" in expect:
        return [f"**{expect['number']}**"]
    if "yes" in expect:
        return [f"**{'Yes' if expect['yes'] else 'No'}**"]
    if "equal" in expect:
        return [f"equal: **{expect['equal']}**"]
    return expect["any"] if "any" in expect else [expect.get("exact") or expect["contains"]]


def cases_golden() -> list[dict]:
    found = []
    for row, chats in cases.rows("test", seed=2, per_row=CASES_PER_ROW).items():
        for made in chats:
            case = {"row": row, "messages": messages(made), "think": made.thinking}
            found.append(case | {"accepted": accepted(made.turns[-1].expect)})
    return found


def write(folder: Path, target: Path, bits: int) -> None:
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as decoded:
        affine.write_decoded(folder, Path(decoded), bits)
        save_file(logits_golden(Path(decoded)), target / "golden.safetensors")
    goldens = {"tokens": tokens_golden(folder), "chat": chat_golden(folder), "cases": cases_golden()}
    for name, golden in goldens.items():
        (target / f"{name}.json").write_text(json.dumps(golden, ensure_ascii=False))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--bits", type=int, required=True)
    args = parser.parse_args()
    write(args.folder, args.target, args.bits)


if __name__ == "__main__":
    main()
