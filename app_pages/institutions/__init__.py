"""The screen Institutions: who is asked what."""
