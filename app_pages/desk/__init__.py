"""The desk: the current assessments of several countries in one table."""
