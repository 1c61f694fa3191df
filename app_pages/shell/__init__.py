"""Shared by all screens: layout, session, labels, small parts of pages."""
