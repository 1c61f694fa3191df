"""States of an assessment, their transitions and what each state means. Pure."""
