"""Place measures in quarters: the problem, the goals in order, the search for the best schedule, and why none exists."""
