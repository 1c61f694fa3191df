"""The screen Evidence: all evidence of an assessment."""
