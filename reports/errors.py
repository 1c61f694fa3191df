"""Errors of document production."""

from __future__ import annotations


class ReportError(Exception):
    """A document could not be produced. The message says where, what, and what to do."""
