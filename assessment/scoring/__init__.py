"""Scores from answers: aggregation, bounds, trace, ranking. Pure."""
