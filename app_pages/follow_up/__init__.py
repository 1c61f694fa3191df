"""The screen Follow-up: progress of the adopted plan."""
