"""From one cycle or edition to the next, and what has changed. Pure."""
