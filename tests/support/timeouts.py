"""Time limits of the browser tests."""

STEP_TIMEOUT = 60_000
"""Limit of a step in a browser in milliseconds, long enough for a busy machine."""
