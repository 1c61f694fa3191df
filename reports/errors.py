"""What can go wrong while a document is made."""

from __future__ import annotations


class ReportError(Exception):
    """A document could not be made. The message says where, what, and what to do."""
