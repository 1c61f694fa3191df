"""Check before a server is opened to a network: what is missing, where, and what to do."""
