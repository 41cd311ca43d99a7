#!/usr/bin/env python3
"""Writes a random nemotron_h checkpoint with the matrix shapes of Nemotron-3-Nano-30B-A3B.

    make_random_checkpoint.py DIR --format bf16|affineN|tqN [--pattern MEM*EME] [--group 64]

It loads and runs like the real thing and says nothing of sense: for measuring speed. N is 2, 3, 4, 5,
6 or 8 for affine (MLX names, experts stacked), 2, 3 or 4 for tq (TurboQuant); bf16 has the Hugging
Face names, one tensor per expert. One `E` layer has 1.28 billion weights. Data is streamed to disk;
memory stays below 500 MB. Needs numpy only. Tokenizer, template and generation settings are those of
tests/golden/base/pico.
"""

import argparse
import json
import math
import pathlib
import shutil
import struct

import numpy as np

NANO = {
    "vocab_size": 131072, "hidden_size": 2688, "num_attention_heads": 32, "num_key_value_heads": 2,
    "head_dim": 128, "mamba_num_heads": 64, "mamba_head_dim": 64, "n_groups": 8,
    "ssm_state_size": 128, "conv_kernel": 4, "moe_intermediate_size": 1856,
    "moe_shared_expert_intermediate_size": 3712, "intermediate_size": 1856, "n_routed_experts": 128,
    "num_experts_per_tok": 6, "n_shared_experts": 1,
}
NANO_PATTERN = "MEMEM*EMEMEM*EMEMEM*EMEMEM*EMEMEM*EMEMEMEM*EMEMEMEME"
PICO = pathlib.Path(__file__).resolve().parent.parent / "tests/golden/base/pico"
CODEBOOKS = {
    2: [0.4527799975, 1.5104174569],
    3: [0.2450941497, 0.7560051861, 1.3439090860, 2.1519452850],
    4: [0.1285059463, 0.3883729570, 0.6572738605, 0.9430078288,
        1.2570025732, 1.6188648437, 2.0698191883, 2.7332986608],
}
DTYPE_BYTES = {"BF16": 2, "F16": 2, "F32": 4, "U32": 4}


def bf16(values):
    """float32 array -> uint16 bits, rounded to nearest even."""
    bits = np.asarray(values, np.float32).view(np.uint32)
    return ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype(np.uint16)


class Noise:
    """Endless random bytes from one block that is read at changing offsets."""

    def __init__(self, values):
        self.bytes = np.ascontiguousarray(values).view(np.uint8).tobytes()
        self.unit = values.dtype.itemsize
        self.offset = 0

    def write(self, file, count):
        while count > 0:
            self.offset = (self.offset + 7919 * 4 * self.unit) % (len(self.bytes) // 2)
            piece = self.bytes[self.offset:self.offset + count]
            file.write(piece)
            count -= len(piece)


class Checkpoint:
    """Tensors in order of writing: name, dtype, shape, and either their bytes or a Noise."""

    def __init__(self, seed):
        self.rng = np.random.default_rng(seed)
        self.tensors = []
        self.noises = {}

    def add(self, name, dtype, shape, data):
        self.tensors.append((name, dtype, list(shape), data))

    def noise(self, key, make):
        if key not in self.noises:
            self.noises[key] = Noise(make(self.rng))
        return self.noises[key]

    def add_bf16(self, name, values):
        values = np.asarray(values, np.float32)
        self.add(name, "BF16", values.shape, bf16(values).tobytes())

    def save(self, path):
        header, offset = {}, 0
        for name, dtype, shape, _ in self.tensors:
            size = DTYPE_BYTES[dtype] * math.prod(shape)
            header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [offset, offset + size]}
            offset += size
        text = json.dumps(header).encode()
        text += b" " * (-len(text) % 8)
        with open(path, "wb") as file:
            file.write(struct.pack("<Q", len(text)) + text)
            for name, dtype, shape, data in self.tensors:
                size = DTYPE_BYTES[dtype] * math.prod(shape)
                file.write(data) if isinstance(data, bytes) else data.write(file, size)
        return offset


class Bf16Matrices:
    """Hugging Face names: one tensor per matrix."""

    mlx = False
    quantization = None

    def matrix(self, out, path, shape):
        cols = shape[-1]
        noise = out.noise(("bf16", cols), lambda rng: bf16(
            rng.standard_normal(1 << 24, np.float32) / np.float32(math.sqrt(cols))))
        out.add(path + ".weight", "BF16", shape, noise)

    embedding = matrix


class AffineMatrices:
    mlx = True

    def __init__(self, bits, group):
        self.bits, self.group = bits, group
        self.quantization = {"group_size": group, "bits": bits, "mode": "affine"}

    def matrix(self, out, path, shape):
        *rows, cols = shape
        # Uniform codes around zero with the variance 1 / cols.
        span = math.sqrt(12.0 / cols)
        steps = 2**self.bits - 1
        out.add(path + ".weight", "U32", [*rows, cols * self.bits // 32], out.noise(
            "codes", lambda rng: rng.integers(0, 2**32, 1 << 23, np.uint32)))
        groups = [*rows, cols // self.group]
        out.add(path + ".scales", "BF16", groups, out.noise(
            ("scales", cols), lambda rng: bf16(rng.uniform(0.9, 1.1, 1 << 22) * span / steps)))
        out.add(path + ".biases", "BF16", groups, out.noise(
            ("biases", cols), lambda rng: bf16(rng.uniform(0.9, 1.1, 1 << 22) * -span / 2)))

    embedding = matrix


class TurboQuantMatrices:
    mlx = True

    def __init__(self, bits, group):
        self.bits, self.group = bits, group
        half = CODEBOOKS[bits]
        self.codebook = np.array([-c for c in reversed(half)] + half, np.float16)
        self.quantization = {
            "mode": "turboquant", "bits": bits, "group_size": group, "use_qjl": False,
            "rotation": "hadamard", "rotation_seed": 42, "attn_bits": None, "mlp_bits": None,
            "mlp_group_size": None, "ternary_experts": False, "expert_down_bits": None,
            "codebook": [float(c) for c in self.codebook]}

    def matrix(self, out, path, shape):
        *rows, cols = shape
        per_word = 32 // self.bits
        used = 2**(self.bits * per_word) - 1  # 3-bit words leave two bits zero
        out.add(path + ".weight", "U32", [*rows, -(-cols // per_word)], out.noise(
            "codes", lambda rng: rng.integers(0, 2**32, 1 << 23, np.uint32) & np.uint32(used)))
        out.add(path + ".scales", "F16", [*rows, cols // self.group], out.noise(
            ("scales", cols),
            lambda rng: (rng.uniform(0.9, 1.1, 1 << 22) / math.sqrt(cols)).astype(np.float16)))
        out.add(path + ".codebook", "F16", self.codebook.shape, self.codebook.tobytes())
        signs = out.rng.choice(np.array([-1, 1], np.float16), cols)
        out.add(path + ".signs", "F16", [cols], signs.tobytes())

    def embedding(self, out, path, shape):
        Bf16Matrices().matrix(out, path, shape)


def add_mamba(out, matrices, mixer, c):
    heads, inner = c["mamba_num_heads"], c["mamba_num_heads"] * c["mamba_head_dim"]
    channels = inner + 2 * c["n_groups"] * c["ssm_state_size"]
    taps = out.rng.normal(0, 0.3, (channels, c["conv_kernel"]))
    matrices.matrix(out, mixer + "in_proj", [inner + channels + heads, c["hidden_size"]])
    matrices.matrix(out, mixer + "out_proj", [c["hidden_size"], inner])
    out.add_bf16(mixer + "conv1d.weight", taps[:, :, None] if matrices.mlx else taps[:, None, :])
    out.add_bf16(mixer + "conv1d.bias", np.zeros(channels))
    out.add_bf16(mixer + "dt_bias", out.rng.uniform(-5, -2, heads))
    out.add_bf16(mixer + "A_log", np.log(out.rng.uniform(1, 16, heads)))
    out.add_bf16(mixer + "D", np.ones(heads))
    out.add_bf16(mixer + "norm.weight", np.ones(inner))


def add_attention(out, matrices, mixer, c):
    queries = c["num_attention_heads"] * c["head_dim"]
    keys = c["num_key_value_heads"] * c["head_dim"]
    for name, rows in (("q_proj", queries), ("k_proj", keys), ("v_proj", keys)):
        matrices.matrix(out, mixer + name, [rows, c["hidden_size"]])
    matrices.matrix(out, mixer + "o_proj", [c["hidden_size"], queries])


def add_moe(out, matrices, mixer, c):
    experts, hidden = c["n_routed_experts"], c["hidden_size"]
    size, shared = c["moe_intermediate_size"], c["moe_shared_expert_intermediate_size"]
    out.add_bf16(mixer + "gate.weight", out.rng.normal(0, hidden**-0.5, (experts, hidden)))
    bias = out.rng.normal(0, 0.01, experts).astype(np.float32)
    out.add(mixer + "gate.e_score_correction_bias", "F32", [experts], bias.tobytes())
    matrices.matrix(out, mixer + "shared_experts.up_proj", [shared, hidden])
    matrices.matrix(out, mixer + "shared_experts.down_proj", [hidden, shared])
    if matrices.mlx:
        matrices.matrix(out, mixer + "switch_mlp.fc1", [experts, size, hidden])
        matrices.matrix(out, mixer + "switch_mlp.fc2", [experts, hidden, size])
        return
    for expert in range(experts):
        matrices.matrix(out, f"{mixer}experts.{expert}.up_proj", [size, hidden])
        matrices.matrix(out, f"{mixer}experts.{expert}.down_proj", [hidden, size])


def add_mlp(out, matrices, mixer, c):
    matrices.matrix(out, mixer + "up_proj", [c["intermediate_size"], c["hidden_size"]])
    matrices.matrix(out, mixer + "down_proj", [c["hidden_size"], c["intermediate_size"]])


ADD_MIXER = {"M": add_mamba, "*": add_attention, "E": add_moe, "-": add_mlp}


def parse_format(text, group):
    if text == "bf16":
        return Bf16Matrices()
    if text.startswith("affine") and text[6:] in ("2", "3", "4", "5", "6", "8"):
        return AffineMatrices(int(text[6:]), group)
    if text.startswith("tq") and text[2:] in ("2", "3", "4"):
        return TurboQuantMatrices(int(text[2:]), group)
    raise SystemExit(f"--format {text}: expected bf16, affine2/3/4/5/6/8 or tq2/3/4")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("dir", type=pathlib.Path)
    parser.add_argument("--format", required=True)
    parser.add_argument("--pattern", default="MEM*EME",
                        help="layers: M mamba, * attention, E experts, - mlp; 'nano' for all 52")
    parser.add_argument("--group", type=int, default=64)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    pattern = NANO_PATTERN if args.pattern == "nano" else args.pattern
    matrices = parse_format(args.format, args.group)

    config = json.loads((PICO / "config.json").read_text()) | NANO
    config |= {"hybrid_override_pattern": pattern, "num_hidden_layers": len(pattern)}
    if matrices.quantization:
        config["quantization"] = config["quantization_config"] = matrices.quantization
    out = Checkpoint(args.seed)
    hidden, vocab = config["hidden_size"], config["vocab_size"]
    matrices.embedding(out, "backbone.embeddings", [vocab, hidden])
    for i, kind in enumerate(pattern):
        out.add_bf16(f"backbone.layers.{i}.norm.weight", np.ones(hidden))
        ADD_MIXER[kind](out, matrices, f"backbone.layers.{i}.mixer.", config)
    out.add_bf16("backbone.norm_f.weight", np.ones(hidden))
    matrices.matrix(out, "lm_head", [vocab, hidden])

    args.dir.mkdir(parents=True, exist_ok=True)
    size = out.save(args.dir / "model.safetensors")
    (args.dir / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    for file in PICO.iterdir():
        if file.suffix in (".json", ".jinja") and "model" not in file.name and file.name != "config.json":
            shutil.copy(file, args.dir / file.name)
    print(f"{args.dir}: {args.format}, {len(pattern)} layers, {size / 1e9:.2f} GB")


if __name__ == "__main__":
    main()
