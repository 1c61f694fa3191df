"""The screen Gaps: targets, gaps, warnings."""
