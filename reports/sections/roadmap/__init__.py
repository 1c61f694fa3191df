"""Sections on the plan: measures, timeline, costs, delivery, sheets, emphasis, and questions to answer first."""
