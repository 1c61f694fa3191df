"""What every screen shares: layout, session, labels, small parts of pages."""
