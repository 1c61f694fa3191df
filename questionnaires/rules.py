"""Lint of an edition with `content_rules`: rules for its authors beyond shape and meaning.

Loading does not run it: a country's assessment must open even where a word could be better.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from questionnaires.errors import Problem
from questionnaires.meaning.completeness.edition import (
    invitations_are_answered,
    there_is_a_quick_scan,
)
from questionnaires.meaning.completeness.indicators import (
    indicators_are_complete,
    the_highest_levels_are_proven,
    why_names_its_clause,
)
from questionnaires.meaning.completeness.measures import (
    every_step_has_a_measure,
    measures_are_complete,
)
from questionnaires.meaning.completeness.references import (
    codes_are_no_sentences,
    locators_name_own_clauses,
    references_have_a_place,
)
from questionnaires.meaning.labels import a_desk_is_in_one_role, labels_are_told_apart
from questionnaires.model import Edition
from questionnaires.words import WORD_RULES

__all__ = ["RULES", "lint_edition"]

RULES: tuple[Callable[[Edition], Iterable[Problem]], ...] = (
    indicators_are_complete,
    why_names_its_clause,
    the_highest_levels_are_proven,
    references_have_a_place,
    codes_are_no_sentences,
    locators_name_own_clauses,
    labels_are_told_apart,
    a_desk_is_in_one_role,
    measures_are_complete,
    every_step_has_a_measure,
    invitations_are_answered,
    there_is_a_quick_scan,
    *WORD_RULES,
)
"""Rules; each takes a loaded edition and yields problems that its authors should fix."""


def lint_edition(edition: Edition) -> list[Problem]:
    """Every problem of the rules, sorted by file and location; none where the edition has no `content_rules`."""
    if edition.about.content_rules is None:
        return []
    return sorted({problem for rule in RULES for problem in rule(edition)})
