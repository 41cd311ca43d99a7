"""Generates conversations from wordings, frames and word lists; the same seed gives the same bytes."""
