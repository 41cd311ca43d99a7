"""Makes sampling.golden.json from mlx-lm: what every sampler stage, and all of them in order, leave.

    pip install "mlx[cpu]==0.32.4" mlx-lm==0.32.2 numpy
    python make.py > sampling.golden.json
"""
import json
from importlib.metadata import version

import mlx.core as mx
import mlx_lm.sample_utils as upstream
import numpy as np

# make_sampler ends with a draw; here it hands over the distribution it would draw from.
upstream.categorical_sampling = lambda logprobs, temp: logprobs * (1.0 / temp)

CASES = [
    {},
    {"temp": 0.7},
    {"temp": 1.6},
    {"temp": 0.0},
    {"top-p": 0.9},
    {"top-p": 0.3},
    {"top-p": 0.01},
    {"top-k": 1},
    {"top-k": 7},
    {"min-p": 0.05},
    {"min-p": 0.5},
    {"min-p": 1.0},
    {"rep-penalty": 1.04},
    {"rep-penalty": 1.5, "rep-ctx": 4},
    {"rep-penalty": 1.3, "rep-ctx": 1000},
    {"temp": 0.7, "rep-penalty": 1.04, "rep-ctx": 256},
    {"temp": 0.6, "top-p": 0.95},
    {"temp": 2.0, "top-p": 0.8, "min-p": 0.02, "top-k": 12},
    {"temp": 0.8, "top-p": 0.9, "min-p": 0.1, "top-k": 5, "rep-penalty": 1.2, "rep-ctx": 16},
    {"temp": 0.0, "rep-penalty": 2.0, "rep-ctx": 64},
]


def shape(logits, tokens, case):
    processors = upstream.make_logits_processors(
        repetition_penalty=case.get("rep-penalty"),
        repetition_context_size=case.get("rep-ctx", 256),
    )
    logits = mx.array(logits)[None]
    for processor in processors:
        logits = processor(mx.array(tokens), logits)
    logprobs = logits - mx.logsumexp(logits, axis=-1, keepdims=True)
    temp = case.get("temp", 1.0)
    sampler = upstream.make_sampler(
        temp=temp, top_p=case.get("top-p", 1.0), min_p=case.get("min-p", 0.0), top_k=case.get("top-k", 0)
    )
    left = np.array(sampler(logprobs), dtype=np.float64)[0]
    if temp == 0:
        return [[int(left), 1.0]]
    weights = np.exp(left - left.max())
    weights /= weights.sum()
    return [[int(i), float(weights[i])] for i in np.flatnonzero(np.isfinite(left))]


def main():
    random = np.random.default_rng(20260821)
    out = {"versions": {name: version(name) for name in ("mlx", "mlx-lm", "numpy")}, "inputs": []}
    for vocab, scale in [(24, 1.0), (64, 3.0), (300, 2.0)]:
        logits = (random.standard_normal(vocab) * scale).astype(np.float32)
        tokens = random.integers(0, vocab, 40).tolist()
        tokens += tokens[-3:]
        cases = [
            {"settings": case, "left": shape(logits, tokens, case)}
            for case in CASES
        ]
        out["inputs"].append({"logits": [float(x) for x in logits], "tokens": tokens, "cases": cases})
    # Ties: the nucleus and min-p keep all that are as likely as the last one kept.
    logits = np.array([1, 3, 3, 0, 3, -2, 1, 1], dtype=np.float32)
    ties = [{"top-p": 0.3}, {"top-p": 0.6}, {"min-p": 1.0}, {"temp": 0.0}]
    cases = [{"settings": case, "left": shape(logits, [1], case)} for case in ties]
    out["inputs"].append({"logits": [float(x) for x in logits], "tokens": [1], "cases": cases})
    print(json.dumps(out))


main()
