"""Sections of a document: each maps the analysis to translated texts and formatted numbers."""
