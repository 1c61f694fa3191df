"""The screen Results: scores with coverage and bounds."""
