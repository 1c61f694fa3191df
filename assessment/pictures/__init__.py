"""Checks of pictures and colours that a country supplies for its documents."""
