"""The page Gaps: targets, gaps in order of urgency, robustness of the order."""
