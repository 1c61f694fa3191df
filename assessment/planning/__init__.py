"""Gaps, measures and their schedule: from answers to a roadmap. Pure."""
