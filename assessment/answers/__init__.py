"""What follows from single answers: levels, checks, completeness, warnings. Pure."""
