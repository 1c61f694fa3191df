"""Accounts, identities and grants in the store."""
