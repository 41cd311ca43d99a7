"""A small nemotron_h in PyTorch: one file per kind of mixer, names as in the Hugging Face layout."""
