"""The server around the screens: start-up, settings, services, middleware."""
