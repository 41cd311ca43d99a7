"""Makes ponder's built-in demonstration model: data, tokenizer, training, export, evaluation."""
