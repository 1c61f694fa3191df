"""The screen Review: an expert's levels, questions and the country's replies."""
