"""The page Since last time: comparison of two cycles."""
