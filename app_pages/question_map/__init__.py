"""The map of all questions: a square each, with filters."""
