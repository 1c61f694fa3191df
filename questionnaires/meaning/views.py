"""Check that the indicators and clauses of a view exist."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaires.errors import Problem
from questionnaires.meaning.places import EDITION_FILE, unknown_indicator
from questionnaires.meaning.references import unknown_clause
from questionnaires.model import Edition


def views_gather_what_there_is(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each unknown indicator or clause of a view."""
    for view in edition.about.views:
        where = f"views: {view.id}"
        for key in view.indicators:
            if key not in edition.indicators:
                yield unknown_indicator(EDITION_FILE, where, key)
        for clause in view.clauses:
            if clause not in edition.clause:
                yield unknown_clause(edition, EDITION_FILE, where, clause)
