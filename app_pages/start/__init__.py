"""The screen Start: begin an assessment, open one, read one from a file."""
