"""The page Hand in: checks before submission, workflow transitions, the next cycle."""
