"""The page Review: the expert's levels and questions, the country's replies, the review report."""
