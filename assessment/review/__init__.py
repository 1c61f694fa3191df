"""Remarks of an expert and the country, and what follows from them. Pure."""
