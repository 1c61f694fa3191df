"""Costs of a plan, by size and by year."""
