"""The screen Questionnaire: one indicator, its answer, parts and evidence."""
