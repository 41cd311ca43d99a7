"""Shows that mlx-lm and ponder compute the same from the exported folder.

    build/yardstick/bin/python -m ponder_demo.export.check_mlx FOLDER build/ponder

Needs the packages of bench/demo_eval/yardstick.txt and nothing else.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random

import mlx.core as mx
import numpy as np
from mlx_lm import load
from safetensors.numpy import load_file

from ..data.chats import chat
from ..data.render import prompt

TOLERANCE = 1e-3
CHATS = 8


def through_ponder(ponder: Path, folder: Path, ids: list[int]) -> np.ndarray:
    with tempfile.TemporaryDirectory() as scratch:
        file, out = Path(scratch, "ids.json"), Path(scratch, "out.safetensors")
        file.write_text(json.dumps(ids))
        subprocess.run([ponder, "logits", "-m", folder, "--ids", file, "--exact", "-o", out], check=True)
        return load_file(out)["logits"]


def main(folder: Path, ponder: Path) -> None:
    model, tokenizer = load(str(folder))
    model.set_dtype(mx.float32)
    rng, worst = Random("check_mlx"), 0.0
    for _ in range(CHATS):
        text = "".join(span.text for span in prompt(chat("test", rng)))
        ids = tokenizer.encode(text, add_special_tokens=False)
        theirs = np.array(model(mx.array([ids]))[0])
        worst = max(worst, float(np.abs(through_ponder(ponder, folder, ids) - theirs).max()))
    print(f"{CHATS} prompts: largest difference {worst:.1e}, allowed {TOLERANCE:.0e}")
    raise SystemExit(worst > TOLERANCE)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
