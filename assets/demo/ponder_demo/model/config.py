"""The shape of the built-in model, and how it is written as a nemotron_h config.json."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoConfig:
    """Sizes in nemotron_h's words.

    Every in-dimension of a quantised matrix (hidden, mamba inner, expert width) is a multiple of 64, so
    that each weight format's group size fits and none of the matrices silently stays in BF16.
    """

    vocab_size: int = 4096
    hidden_size: int = 256
    pattern: str = "M*EM*EM*E"
    mamba_num_heads: int = 8
    mamba_head_dim: int = 64
    ssm_state_size: int = 64
    conv_kernel: int = 4
    chunk_size: int = 64
    num_attention_heads: int = 8
    num_key_value_heads: int = 2
    head_dim: int = 32
    n_routed_experts: int = 8
    num_experts_per_tok: int = 2
    moe_intermediate_size: int = 128
    shared_intermediate_size: int = 256
    layer_norm_epsilon: float = 1e-5

    @property
    def mamba_inner(self) -> int:
        return self.mamba_num_heads * self.mamba_head_dim

    @property
    def conv_channels(self) -> int:
        return self.mamba_inner + 2 * self.ssm_state_size

    def to_hf(self) -> dict:
        """config.json as transformers' nemotron_h reads it (one mamba group, one routing group)."""
        return {
            "architectures": ["NemotronHForCausalLM"],
            "model_type": "nemotron_h",
            "torch_dtype": "bfloat16",
            "vocab_size": self.vocab_size,
            "hidden_size": self.hidden_size,
            "num_hidden_layers": len(self.pattern),
            "hybrid_override_pattern": self.pattern,
            "num_nextn_predict_layers": 1,
            "mtp_hybrid_override_pattern": "*E",
            "mamba_num_heads": self.mamba_num_heads,
            "mamba_head_dim": self.mamba_head_dim,
            "ssm_state_size": self.ssm_state_size,
            "n_groups": 1,
            "conv_kernel": self.conv_kernel,
            "chunk_size": self.chunk_size,
            "expand": 2,
            "use_conv_bias": True,
            "use_bias": False,
            "mamba_proj_bias": False,
            "mamba_hidden_act": "silu",
            "mamba_ssm_cache_dtype": "float32",
            "time_step_min": 0.0,
            "time_step_max": 0.1,
            "time_step_limit": [0.0, float("inf")],
            "time_step_floor": 0.0001,
            "num_attention_heads": self.num_attention_heads,
            "num_key_value_heads": self.num_key_value_heads,
            "head_dim": self.head_dim,
            "attention_bias": False,
            "attention_dropout": 0.0,
            "n_routed_experts": self.n_routed_experts,
            "num_experts_per_tok": self.num_experts_per_tok,
            "n_shared_experts": 1,
            "n_group": 1,
            "topk_group": 1,
            "norm_topk_prob": True,
            "routed_scaling_factor": 1.0,
            "moe_intermediate_size": self.moe_intermediate_size,
            "moe_shared_expert_intermediate_size": self.shared_intermediate_size,
            "intermediate_size": self.shared_intermediate_size,
            "mlp_hidden_act": "relu2",
            "mlp_bias": False,
            "hidden_dropout": 0.0,
            "layer_norm_epsilon": self.layer_norm_epsilon,
            "norm_eps": self.layer_norm_epsilon,
            "initializer_range": 0.02,
            "rescale_prenorm_residual": True,
            "residual_in_fp32": False,
            "max_position_embeddings": 4096,
            "tie_word_embeddings": False,
            "use_cache": True,
            "bos_token_id": 1,
            "eos_token_id": 2,
            "pad_token_id": 0,
        }
