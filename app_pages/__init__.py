"""The screens: one folder for each, and `shell` for what they share."""
