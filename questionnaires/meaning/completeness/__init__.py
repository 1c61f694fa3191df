"""Checks that an edition covers what it must: every clause, step and reference."""
