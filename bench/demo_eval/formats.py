"""Every weight format ponder reads, made from the BF16 folder by the upstream tools.

    python formats.py SOURCE TARGET    (needs yardstick.txt's packages; writes TARGET/<name> folders)

One row of FORMATS per format; a later one joins by another row.
"""

import sys
from collections.abc import Callable
from pathlib import Path

GROUP = 64
ATTENTION = ("q_proj", "k_proj", "v_proj", "o_proj")


def affine(bits: int) -> Callable[[Path, Path], None]:
    def make(source: Path, target: Path) -> None:
        from mlx_lm import convert

        convert(str(source), str(target), quantize=True, q_bits=bits, q_group_size=GROUP)

    return make


def turboquant(bits: int, attention_bits: int | None = None) -> Callable[[Path, Path], None]:
    """Upstream's own --attn-bits never matches nemotron_h's module paths, so the rule is supplied here."""

    def make(source: Path, target: Path) -> None:
        from mlx_lm.utils import save
        from turboquant_mlx.compat import load_source
        from turboquant_mlx.config import TurboQuantConfig
        from turboquant_mlx.quantize_model import turboquant_quantize

        class Rule(TurboQuantConfig):
            def bits_for_path(self, path: str) -> int:
                return attention_bits if attention_bits and path.endswith(ATTENTION) else bits

        model, tokenizer, config = load_source(str(source), tokenizer_config={}, lazy=True)
        model, config = turboquant_quantize(model, config, Rule(bits=bits, group_size=GROUP))
        save(target, str(source), model, tokenizer, config)

    return make


FORMATS: dict[str, Callable[[Path, Path], None]] = {
    "affine-8": affine(8),
    "affine-6": affine(6),
    "affine-5": affine(5),
    "affine-4": affine(4),
    "affine-3": affine(3),
    "affine-2": affine(2),
    "turboquant-4": turboquant(4),
    "turboquant-3": turboquant(3),
    "turboquant-2": turboquant(2),
    "turboquant-3a2e": turboquant(2, attention_bits=3),
}


def main(source: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for name, make in FORMATS.items():
        if not (target / name / "config.json").exists():
            make(source, target / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
