"""The audit log of the store: writing and reading."""
