"""Shows that transformers and ponder compute the same from the exported folder.

    python -m ponder_demo.export.check_transformers FOLDER --ponder build/ponder
"""

import argparse
import json
import subprocess
import tempfile
from pathlib import Path

import torch
from safetensors.torch import load_file
from transformers import AutoModelForCausalLM, AutoTokenizer

TOLERANCE = 1e-3
GREEDY = 32
CONVERSATIONS = [
    ([{"role": "user", "content": "What is 23 + 45?"}], True),
    ([{"role": "user", "content": "how do i fold the thoughts"}], True),
    ([{"role": "user", "content": "What is 82 - 19?"}], False),
    (
        [
            {"role": "system", "content": "You are Pip."},
            {"role": "user", "content": "hi, my name is Ada"},
            {"role": "assistant", "content": "Nice to meet you, **Ada**.", "reasoning_content": "The name is Ada."},
            {"role": "user", "content": "What is my name?"},
        ],
        True,
    ),
]


def prompts(folder: Path) -> list[list[int]]:
    tokenizer = AutoTokenizer.from_pretrained(folder)
    rendered = (
        tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True, enable_thinking=thinking)
        for messages, thinking in CONVERSATIONS
    )
    return [tokenizer.encode(text, add_special_tokens=False) for text in rendered]


def reference(folder: Path, ids: list[list[int]]) -> list[tuple[torch.Tensor, list[int]]]:
    """transformers in f32: logits of every prompt position, greedy continuation."""
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    found = []
    for prompt in ids:
        with torch.no_grad():
            logits = model(torch.tensor([prompt])).logits[0]
            tokens = list(prompt)
            for _ in range(GREEDY):
                tokens.append(int(model(torch.tensor([tokens])).logits[0, -1].argmax()))
        found.append((logits, tokens[len(prompt) :]))
    return found


def through_ponder(ponder: Path, folder: Path, prompt: list[int]) -> tuple[torch.Tensor, list[int]]:
    with tempfile.TemporaryDirectory() as scratch:
        ids, out = Path(scratch, "ids.json"), Path(scratch, "out.safetensors")
        ids.write_text(json.dumps(prompt))
        command = [ponder, "logits", "-m", folder, "--ids", ids, "--exact", "--greedy", str(GREEDY), "-o", out]
        subprocess.run(command, check=True)
        tensors = load_file(out)
    return tensors["logits"], tensors["greedy"].tolist()


def compare(ponder: Path, folder: Path) -> float:
    ids = prompts(folder)
    worst = 0.0
    for prompt, (logits, greedy) in zip(ids, reference(folder, ids)):
        ours, our_greedy = through_ponder(ponder, folder, prompt)
        difference = (ours - logits).abs().max().item()
        worst = max(worst, difference)
        same = "same" if our_greedy == greedy else "DIFFERENT"
        print(f"{len(prompt)} tokens: largest difference {difference:.1e}, greedy ids {same}")
    return worst


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--ponder", type=Path, required=True)
    args = parser.parse_args()
    worst = compare(args.ponder, args.folder)
    print(f"largest difference {worst:.1e}, allowed {TOLERANCE:.0e}")
    raise SystemExit(worst > TOLERANCE)


if __name__ == "__main__":
    main()
