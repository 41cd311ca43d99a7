"""The whole model: embedding, layers, head; packed training form and one-token steps."""

from pathlib import Path

import torch
from torch import Tensor, nn

from .attention import Attention
from .config import DemoConfig
from .linear import Linear
from .mamba import Mamba2
from .moe import Moe
from .norm import RMSNorm
from .packing import Packing
from .spelling import SpelledEmbedding

MIXERS = {"M": Mamba2, "*": Attention, "E": Moe}


class Layer(nn.Module):
    def __init__(self, kind: str, config: DemoConfig):
        super().__init__()
        self.kind = kind
        self.norm = RMSNorm(config.hidden_size, config.layer_norm_epsilon)
        self.mixer = MIXERS[kind](config)

    def forward(self, x: Tensor, packing: Packing) -> tuple[Tensor, Tensor | None]:
        """Residual stream in f32, mixers in the mask's dtype. Second result: expert loads of a MoE."""
        h = self.norm(x).to(packing.mask.dtype)
        if self.kind == "E":
            y, load = self.mixer(h)
            return x + y, load
        return x + self.mixer(h, packing.mask if self.kind == "*" else packing), None


class Trunk(nn.Module):
    def __init__(self, config: DemoConfig, vocabulary: list[str] | None):
        super().__init__()
        if vocabulary:
            self.embeddings = SpelledEmbedding(vocabulary, config.hidden_size)
        else:
            self.embeddings = nn.Embedding(config.vocab_size, config.hidden_size)
        self.layers = nn.ModuleList(Layer(kind, config) for kind in config.pattern)
        self.norm_f = RMSNorm(config.hidden_size, config.layer_norm_epsilon)


class DemoModel(nn.Module):
    """`vocabulary`, the tokens as text, is what training needs: its embedding knows their spelling."""

    def __init__(self, config: DemoConfig, vocabulary: list[str] | None = None):
        super().__init__()
        self.config = config
        self.backbone = Trunk(config, vocabulary)
        self.lm_head = Linear(config.hidden_size, config.vocab_size)

    def compile_layers(self) -> None:
        # Each kind of layer is compiled for each length of rows; the default gives up after eight.
        torch._dynamo.config.recompile_limit = 32
        for layer in self.backbone.layers:
            layer.compile(dynamic=False)

    @torch.no_grad()
    def finished(self) -> dict[str, Tensor]:
        """The weights of a trained model as one made without a vocabulary loads them."""
        prefix = "backbone.embeddings."
        state = {name: tensor for name, tensor in self.state_dict().items() if not name.startswith(prefix)}
        return state | {f"{prefix}weight": self.backbone.embeddings.table()}

    def packing(self, pos: Tensor) -> Packing:
        """pos as in a batch; the mixers compute in BF16."""
        return Packing.of(pos, self.config.conv_kernel, torch.bfloat16)

    def forward(self, tokens: Tensor, packing: Packing) -> Tensor:
        """tokens [B, T] -> hidden states after norm_f, [B, T, D] f32."""
        x = self.backbone.embeddings(tokens)
        for layer in self.backbone.layers:
            x, load = layer(x, packing)
            if load is not None:
                layer.mixer.gate.load += load.detach()
        return self.backbone.norm_f(x)

    def empty_state(self, rows: int, capacity: int) -> list[dict[str, Tensor]]:
        return [layer.mixer.empty_state(rows, capacity) for layer in self.backbone.layers]

    def step(self, tokens: Tensor, state: list[dict[str, Tensor]], pos: int) -> Tensor:
        """One token per row, [B] -> logits [B, V], in f32."""
        x = self.backbone.embeddings(tokens)
        for layer, layer_state in zip(self.backbone.layers, state):
            x = x + layer.mixer.step(layer.norm(x), layer_state, pos)
        return self.lm_head(self.backbone.norm_f(x))

    def balance_experts(self, rate: float) -> None:
        for layer in self.backbone.layers:
            if layer.kind == "E":
                layer.mixer.gate.balance(rate)


def load(checkpoint: Path) -> DemoModel:
    """The model of a run's last.pt or of one of its ends, to be used and not trained on."""
    model = DemoModel(DemoConfig())
    model.load_state_dict(torch.load(checkpoint, map_location="cpu")["finished"])
    return model.eval()
