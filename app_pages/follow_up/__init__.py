"""The page Follow-up: progress against the adopted plan."""
