"""Training: optimiser, schedule, resumable runs, curves."""
