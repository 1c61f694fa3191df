"""The screens: a folder a screen, and what they share."""
