"""The screen Since last time: two cycles compared."""
