"""Time limits of the tests, long enough for a busy machine."""

STEP_TIMEOUT = 60_000
"""Limit of a step in a browser in milliseconds, long enough for a busy machine."""

SAVE_SECONDS = 60
"""Limit of the wait for a lock of the database where a test does not depend on it; `Store` itself waits 10 s."""
