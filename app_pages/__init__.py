"""The web application: one file a screen, and the parts of the server around them."""
