"""The chapters of the roadmap's document that a country may leave out."""

from __future__ import annotations

from enum import StrEnum


class Chapter(StrEnum):
    """A chapter by the name it has in files and links, in the order of the document."""

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
