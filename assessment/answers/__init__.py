"""Levels, checks, completeness and warnings of single answers. Pure."""
