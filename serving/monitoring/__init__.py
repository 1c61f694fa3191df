"""Counters, events and log of any web server."""
