"""Sections on the plan: measures, timeline, costs, delivery, sheets, and what stands beside them."""
