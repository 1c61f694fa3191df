"""Ways from each page to every other: links of codes, line of steps, search."""
