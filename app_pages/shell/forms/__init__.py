"""Shared by forms of all screens: messages at their buttons, drafts of their fields, the field of a month."""
