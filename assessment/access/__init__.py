"""Permissions by role, and the areas that can be edited in each state. Pure."""
