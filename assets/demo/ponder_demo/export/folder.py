"""Writes the Hugging Face folder: `python -m ponder_demo.export.folder RUN FOLDER`.

RUN holds last.pt, mtp.pt and tokenizer.json.
"""

import json
import shutil
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor

from ..data.grammar import ROOT
from ..data.tokens import added_tokens
from ..model.config import DemoConfig
from ..model.trunk import load

# As the real model keeps them; everything else is BF16.
KEPT_F32 = ("e_score_correction_bias",)
TEMPERATURE = 0.3
PACE = 40


def hf_tensors(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """Names are nemotron_h's already, but stacked experts become single matrices."""
    tensors = {}
    for name, tensor in state.items():
        if name.endswith((".experts.up", ".experts.down")):
            prefix, kind = name.rsplit(".", 1)
            tensors |= {f"{prefix}.{j}.{kind}_proj.weight": matrix for j, matrix in enumerate(tensor)}
        else:
            tensors[name] = tensor
    return {
        name: (t.float() if name.endswith(KEPT_F32) else t.bfloat16()).contiguous().clone() for name, t in tensors.items()
    }


def tokenizer_config() -> dict:
    return {
        "add_bos_token": False,
        "add_eos_token": False,
        "added_tokens_decoder": {str(token.pop("id")): token for token in added_tokens()},
        "bos_token": "<s>",
        "clean_up_tokenization_spaces": False,
        "eos_token": "<|im_end|>",
        "extra_special_tokens": {},
        "model_input_names": ["input_ids", "attention_mask"],
        "model_max_length": DemoConfig().to_hf()["max_position_embeddings"],
        "pad_token": "<unk>",
        "tokenizer_class": "PreTrainedTokenizerFast",
        "unk_token": "<unk>",
    }


def generation_config() -> dict:
    """Its own sampler; `ponder` holds what only ponder understands: the chat screen's pace."""
    return {
        "bos_token_id": 1,
        "do_sample": True,
        "eos_token_id": [2, 11],
        "pad_token_id": 0,
        "ponder": {"pace": PACE},
        "temperature": TEMPERATURE,
        "top_p": 1.0,
    }


def write(run: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    state = load(run / "last.pt").state_dict()
    head = torch.load(run / "mtp.pt", map_location="cpu")
    state |= {f"mtp.{name}": tensor for name, tensor in head.items()}
    save_file(hf_tensors(state), folder / "model.safetensors", metadata={"format": "pt"})
    files = {
        "config.json": DemoConfig().to_hf(),
        "generation_config.json": generation_config(),
        "tokenizer_config.json": tokenizer_config(),
    }
    for name, data in files.items():
        (folder / name).write_text(json.dumps(data, indent=2) + "\n")
    shutil.copy(run / "tokenizer.json", folder)
    shutil.copy(ROOT / "chat_template.jinja", folder)


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]))
