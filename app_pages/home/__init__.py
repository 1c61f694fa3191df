"""The home of an assessment: what to do next, how far each step is, what is open."""
