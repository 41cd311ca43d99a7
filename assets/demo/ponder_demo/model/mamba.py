"""Mamba-2: the chunked form for training and the one-token recurrence for decoding."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .config import DemoConfig
from .linear import Linear
from .norm import rms_norm
from .packing import Packing

# log-decay at the first token of a packed conversation: exp(-40) forgets the conversation before it.
FORGET = -40.0


class Mamba2(nn.Module):
    def __init__(self, config: DemoConfig):
        super().__init__()
        self.heads, self.head_dim = config.mamba_num_heads, config.mamba_head_dim
        self.inner, self.state_size = config.mamba_inner, config.ssm_state_size
        self.kernel, self.chunk, self.eps = config.conv_kernel, config.chunk_size, config.layer_norm_epsilon
        channels = config.conv_channels
        self.in_proj = Linear(config.hidden_size, self.inner + channels + self.heads)
        self.out_proj = Linear(self.inner, config.hidden_size, zero=True)
        self.conv1d = nn.Module()
        self.conv1d.weight = nn.Parameter(torch.randn(channels, 1, self.kernel) * self.kernel**-0.5)
        self.conv1d.bias = nn.Parameter(torch.zeros(channels))
        # Steps spread from 0.001 to 0.1 give heads that remember for long and heads that forget fast.
        steps = torch.exp(torch.linspace(-6.9, -2.3, self.heads))
        self.dt_bias = nn.Parameter(steps + torch.log(-torch.expm1(-steps)))
        self.A_log = nn.Parameter(torch.log(torch.linspace(1.0, 16.0, self.heads)))
        self.D = nn.Parameter(torch.ones(self.heads))
        self.norm = nn.Module()
        self.norm.weight = nn.Parameter(torch.ones(self.inner))

    def _split(self, p: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """in_proj's output -> gate z, raw conv input xBC, step dt (f32, positive)."""
        z, xbc, dt = p.split([self.inner, p.shape[-1] - self.inner - self.heads, self.heads], -1)
        return z, xbc, F.softplus(dt.float() + self.dt_bias)

    def _finish(self, y: Tensor, z: Tensor) -> Tensor:
        y = y.float() * F.silu(z.float())
        return self.out_proj(rms_norm(y, self.norm.weight, self.eps).to(z.dtype))

    def _conv(self, xbc: Tensor, seen: Tensor) -> Tensor:
        """Causal depthwise convolution that never reaches into the conversation before. Every row is given
        the weights as its own, so that their gradient is summed within a row first: that much fits the cache."""
        rows, length, channels = xbc.shape
        weight = self.conv1d.weight[:, 0].T.to(xbc.dtype).expand(rows, self.kernel, channels)
        out = xbc * weight[:, None, -1] + self.conv1d.bias.to(xbc.dtype).expand(rows, channels)[:, None]
        for back in range(1, self.kernel):
            shifted = F.pad(xbc, (0, 0, back, 0))[:, :length]
            out = out + shifted * seen[..., back - 1 : back] * weight[:, None, -1 - back]
        return F.silu(out)

    def forward(self, x: Tensor, packing: Packing) -> Tensor:
        """x [B, T, D], T a multiple of the chunk."""
        rows, length, _ = x.shape
        z, xbc, dt = self._split(self.in_proj(x))
        xs, b, c = self._conv(xbc, packing.seen).split([self.inner, self.state_size, self.state_size], -1)
        chunks = (rows, length // self.chunk, self.chunk)
        xs = xs.reshape(*chunks, self.heads, self.head_dim).transpose(2, 3)  # [B, n, h, Q, P]
        b, c = b.reshape(*chunks, -1), c.reshape(*chunks, -1)  # [B, n, Q, N]
        decay = torch.where(packing.starts[..., None], FORGET, -dt * self.A_log.exp())
        decay = decay.reshape(*chunks, self.heads).transpose(2, 3)  # [B, n, h, Q]
        dt = dt.reshape(*chunks, self.heads).transpose(2, 3)
        total = decay.cumsum(-1)

        # Inside a chunk: attention with decay. Mask before exp: the upper triangle would overflow.
        causal = torch.ones(self.chunk, self.chunk, dtype=torch.bool, device=x.device).tril()
        gap = (total[..., :, None] - total[..., None, :]).masked_fill(~causal, -1e9)
        scores = (c @ b.transpose(-1, -2))[:, :, None]
        weights = (scores * gap.exp() * dt[..., None, :]).to(x.dtype)
        y = weights @ xs

        # Between chunks: what each chunk adds to the state, carried along, read back by C.
        to_end = (dt * (total[..., -1:] - total).exp())[..., None].to(x.dtype)
        added = (xs * to_end).transpose(-1, -2) @ b[:, :, None]  # [B, n, h, P, N]
        carry = total[..., -1].exp()[..., None, None]
        state, before = torch.zeros_like(added[:, 0], dtype=torch.float32), []
        for kept, new in zip(carry.unbind(1), added.unbind(1)):
            before.append(state)
            state = state * kept + new
        states = torch.stack(before, 1).to(x.dtype)
        y = y + (c[:, :, None] @ states.transpose(-1, -2)) * total.exp()[..., None].to(x.dtype)

        y = y + xs * self.D[:, None, None].to(x.dtype)
        return self._finish(y.transpose(2, 3).reshape(rows, length, self.inner), z)

    def empty_state(self, rows: int, capacity: int) -> dict[str, Tensor]:
        del capacity  # the recurrent state does not grow
        return {
            "conv": torch.zeros(rows, self.inner + 2 * self.state_size, self.kernel - 1),
            "ssm": torch.zeros(rows, self.heads, self.head_dim, self.state_size),
        }

    def step(self, x: Tensor, state: dict[str, Tensor], pos: int) -> Tensor:
        """One token per row, [B, D]."""
        del pos
        z, xbc, dt = self._split(self.in_proj(x))
        window = torch.cat([state["conv"], xbc[..., None]], -1)
        state["conv"] = window[..., 1:]
        xbc = F.silu((window * self.conv1d.weight[:, 0]).sum(-1) + self.conv1d.bias)
        xs, b, c = xbc.split([self.inner, self.state_size, self.state_size], -1)
        xs = xs.view(-1, self.heads, self.head_dim)
        keep = torch.exp(-dt * self.A_log.exp())[..., None, None]
        state["ssm"] = state["ssm"] * keep + (dt[..., None] * xs)[..., None] * b[:, None, None]
        y = (state["ssm"] * c[:, None, None]).sum(-1) + self.D[:, None] * xs
        return self._finish(y.flatten(1), z)
