"""The screens Sign in and People: accounts and grants."""
