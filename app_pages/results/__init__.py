"""The page Results: scores with coverage and bounds, review layers, consistency gates."""
