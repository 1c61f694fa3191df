"""Read what people type, in any script, as values: numbers, days, years, words of lists, levels, links, texts. Pure."""
