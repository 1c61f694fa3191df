"""The optional chapters of the roadmap document."""

from __future__ import annotations

from enum import StrEnum


class Chapter(StrEnum):
    """A chapter, in the order of the document; the value is its name in files and links."""

    PROFILE = "profile"
    INVITATIONS = "invitations"
    VIEWS = "views"
    WARNINGS = "warnings"
    GAPS = "gaps"
    ACTIONS = "actions"
    SHEETS = "sheets"
    COST = "cost"
    RESPONSIBILITIES = "responsibilities"
    FUNDING = "funding"
    RISKS = "risks"
    MONITORING = "monitoring"
    STATISTICS = "statistics"
    CHILDREN = "children"
    OPEN = "open"
    SOURCES = "sources"
    ANNEX = "annex"
    NUMBERS = "numbers"
