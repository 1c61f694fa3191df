"""Counts of edition 2026, for tests of sentences that name them: the edition may gain questions."""

from questionnaires import load_published_edition

QUESTIONS = len(load_published_edition("2026").indicators)

SCORED = sum(item.scored for item in load_published_edition("2026").indicators.values())
