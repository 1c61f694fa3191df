"""How long a step in a browser may take: a machine may do other work too; what never comes still fails."""

PATIENCE = 30_000
"""In milliseconds."""
