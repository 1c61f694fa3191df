"""Remarks on answers and on the plan in the store."""
