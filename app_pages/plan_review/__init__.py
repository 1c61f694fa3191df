"""The screen Review of the plan: an expert's questions about targets, measures and dates."""
