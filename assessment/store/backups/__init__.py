"""Backups: the archive, its encryption, pruning, and the drill that restores one."""
