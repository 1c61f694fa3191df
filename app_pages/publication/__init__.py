"""The screen Publication: which parts are public."""
