"""The page Publication: publishing and retracting parts of an assessment."""
