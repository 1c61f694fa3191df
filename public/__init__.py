"""The public repository: pages without JavaScript, files, and a read-only interface for programs; no sign-in."""
