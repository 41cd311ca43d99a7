"""Quantises the exported folder as mlx-lm would: `python -m ponder_demo.export.affine HF OUT --bits 4`.

The result is an ordinary MLX affine folder (the MTP head too, which mlx-lm itself would drop), and the form
that the binary embeds. Written here so that making the model needs no further package.
"""

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

GROUP = 64
# Modules that mlx-lm quantises in nemotron_h; the router is none of them.
QUANTISED = ("in_proj", "out_proj", "q_proj", "k_proj", "v_proj", "o_proj", "up_proj", "down_proj", "fc1", "fc2", "eh_proj",
             "embeddings", "lm_head")  # fmt: skip
COPIED = ("generation_config.json", "tokenizer.json", "tokenizer_config.json", "chat_template.jinja")


def encode(weight: Tensor, bits: int) -> tuple[Tensor, Tensor, Tensor]:
    """[..., in] -> codes [..., in/GROUP, GROUP], scales and biases [..., in/GROUP], bit for bit as mlx does."""
    w = weight.float().unflatten(-1, (-1, GROUP))
    low, high = w.amin(-1), w.amax(-1)
    top = 2**bits - 1
    scale = torch.clamp((high - low) / top, min=1e-7)
    from_low = low.abs() > high.abs()
    edge = torch.where(from_low, low, high)
    scale = torch.where(from_low, scale, -scale)
    steps = torch.round(edge / scale)
    scale = torch.where(steps != 0, edge / torch.where(steps != 0, steps, 1.0), scale)
    bias = torch.where(steps != 0, edge, 0.0)
    codes = torch.clamp(torch.round((w - bias[..., None]) / scale[..., None]), 0, top)
    return codes, scale.bfloat16(), bias.bfloat16()


def decode(codes: Tensor, scale: Tensor, bias: Tensor) -> Tensor:
    return (codes * scale.float()[..., None] + bias.float()[..., None]).flatten(-2)


def pack(codes: Tensor, bits: int) -> Tensor:
    """One little-endian bit stream per row, as 32-bit words."""
    flat = codes.flatten(-2).to(torch.uint8).numpy()
    stream = np.unpackbits(flat[..., None], axis=-1, count=bits, bitorder="little").reshape(*flat.shape[:-1], -1)
    return torch.from_numpy(np.packbits(stream, axis=-1, bitorder="little").view(np.uint32))


def mlx_names(tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    """Experts are stacked and the convolution's axes are swapped."""
    renamed, experts = {}, {}
    for name, tensor in tensors.items():
        if ".experts." in name:
            prefix, rest = name.split(".experts.")
            number, kind = rest.split(".", 1)
            path = f"{prefix}.switch_mlp.{'fc1' if kind.startswith('up') else 'fc2'}.weight"
            experts.setdefault(path, {})[int(number)] = tensor
        else:
            renamed[name] = tensor.mT if name.endswith("conv1d.weight") else tensor
    return renamed | {path: torch.stack([matrices[j] for j in range(len(matrices))]) for path, matrices in experts.items()}


def is_quantised(name: str) -> bool:
    return name.endswith(".weight") and name.split(".")[-2] in QUANTISED


def write(source: Path, target: Path, bits: int) -> None:
    target.mkdir(parents=True, exist_ok=True)
    tensors = {}
    for name, tensor in mlx_names(load_file(source / "model.safetensors")).items():
        if not is_quantised(name):
            tensors[name] = tensor.contiguous()
            continue
        path = name.removesuffix(".weight")
        codes, tensors[f"{path}.scales"], tensors[f"{path}.biases"] = encode(tensor, bits)
        tensors[name] = pack(codes, bits)
    save_file(tensors, target / "model.safetensors", metadata={"format": "mlx"})
    config = json.loads((source / "config.json").read_text())
    config["quantization"] = config["quantization_config"] = {"group_size": GROUP, "bits": bits, "mode": "affine"}
    (target / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    for name in COPIED:
        shutil.copy(source / name, target)


def write_decoded(source: Path, target: Path, bits: int) -> None:
    """The Hugging Face folder with the weights that the quantised form stands for, in f32."""
    shutil.copytree(source, target, dirs_exist_ok=True)
    tensors = load_file(source / "model.safetensors")
    for name, tensor in tensors.items():
        tensors[name] = decode(*encode(tensor, bits)) if is_quantised(name) else tensor.float()
    save_file(tensors, target / "model.safetensors", metadata={"format": "pt"})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--bits", type=int, choices=[2, 3, 4, 5, 6, 8], required=True)
    args = parser.parse_args()
    write(args.source, args.target, args.bits)


if __name__ == "__main__":
    main()
