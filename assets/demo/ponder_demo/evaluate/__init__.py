"""What the model can do: held-out cases, checks of answers, decoding in PyTorch or through ponder."""
