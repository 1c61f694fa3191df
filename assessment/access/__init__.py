"""Who may do what, and what can be changed in which state. Pure."""
