"""States of an assessment, their transitions and labels. Pure."""
