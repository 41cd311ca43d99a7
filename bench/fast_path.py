#!/usr/bin/env python3
"""How far is the fast path from the truth? One line per golden checkpoint, as a Markdown table.

    bench/fast_path.py [--ponder build/ponder] [--golden tests/golden]

`ponder logits` without --exact against upstream's f32 logits: mean absolute difference, and how often the likeliest token
is the same. Where a golden also holds llama.cpp's logits, its own difference stands beside ours. Needs numpy and safetensors.
"""

import argparse
import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file

ROOT = Path(__file__).resolve().parents[1]
PROMPTS = ("p0", "p1", "p2")


def cases(golden: Path):
    """-> (name, model folder, base, file with upstream's logits, prefix of their names)"""
    for folder in sorted((golden / "base").iterdir()):
        yield f"base/{folder.name}", folder, folder.name, golden / "ref" / f"{folder.name}.safetensors", "tf32"
    for kind in ("mlx", "tq", "gguf"):
        for file in sorted((golden / kind).glob("*.golden.safetensors")):
            name = file.name.removesuffix(".golden.safetensors")
            model = golden / kind / name
            model = model if model.is_dir() else model.with_name(name + ".gguf")
            yield f"{kind}/{name}", model, name.split("-")[0], file, "deq32"


def logits(ponder: Path, model: Path, ids: list[int], last: int) -> np.ndarray:
    with tempfile.TemporaryDirectory() as folder:
        ids_file, out = Path(folder) / "ids.json", Path(folder) / "out.safetensors"
        ids_file.write_text(json.dumps(ids))
        command = [ponder, "logits", "-m", model, "--ids", ids_file, "--last", str(last), "-o", out]
        subprocess.run(command, check=True, capture_output=True)
        return load_file(out)["logits"]


def distance(found: list[np.ndarray], truth: list[np.ndarray]) -> str:
    difference = np.mean([np.abs(f - t).mean() for f, t in zip(found, truth)])
    same = np.concatenate([f.argmax(-1) == t.argmax(-1) for f, t in zip(found, truth)])
    return f"{difference:.4f} | {same.sum()} of {same.size}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ponder", type=Path, default=ROOT / "build/ponder")
    parser.add_argument("--golden", type=Path, default=ROOT / "tests/golden")
    args = parser.parse_args()
    print("| checkpoint | mean difference | same top token | llama.cpp: mean | same |\n|---|---|---|---|---|")
    for name, model, base, file, prefix in cases(args.golden):
        reference, prompts = load_file(file), load_file(args.golden / "ref" / f"{base}.safetensors")
        truth = [reference[f"{prefix}.{p}.logits"] for p in PROMPTS]
        try:
            found = [logits(args.ponder, model, prompts[f"{p}.ids"].tolist(), len(t)) for p, t in zip(PROMPTS, truth)]
            ours = distance(found, truth)
        except subprocess.CalledProcessError as error:
            ours = f"{error.stderr.decode().strip()} |"
        peers = [reference.get(f"llamacpp.{p}.logits") for p in PROMPTS]
        theirs = distance(peers, truth) if all(p is not None for p in peers) else "|"
        print(f"| {name} | {ours} | {theirs} |")


if __name__ == "__main__":
    main()
