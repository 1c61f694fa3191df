"""The screen Settle: the national answer where institutions differ."""
