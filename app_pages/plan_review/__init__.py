"""The page Review of the plan: the expert's questions on targets, measures and dates, and the decision."""
