"""The screen Hand in: what is missing, the next state, the next cycle."""
