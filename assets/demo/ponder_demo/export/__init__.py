"""The trained model as an ordinary Hugging Face nemotron_h folder, and the proof that it is one."""
