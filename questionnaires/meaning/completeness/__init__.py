"""Lint rules that an edition covers every clause, level step and reference."""
