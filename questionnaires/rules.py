"""Lint of an edition: rules for its authors beyond shape and meaning, most of them where it has `content_rules`.

Loading does not run it: a country's assessment must open even where a word could be better.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from questionnaires.errors import Problem
from questionnaires.meaning.completeness.display import letters_differ, per_cent_is_of_one
from questionnaires.meaning.completeness.edition import (
    core_sets_apart,
    invitations_are_answered,
    there_is_a_quick_scan,
)
from questionnaires.meaning.completeness.indicators import (
    dangers_are_told,
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
from questionnaires.meaning.completeness.statistics import (
    codes_are_cited,
    keepers_are_named,
    shares_have_bounds,
    statistics_are_complete,
    zeros_are_explained,
)
from questionnaires.meaning.completeness.texts import (
    clauses_have_titles,
    names_are_no_sentences,
    sentences_say_something,
    sources_can_be_found,
    texts_are_not_shared,
)
from questionnaires.meaning.labels import a_desk_is_in_one_role, labels_are_told_apart
from questionnaires.meaning.places import EDITION_FILE
from questionnaires.model import Edition
from questionnaires.words import WORD_RULES
from translations import gettext as _

__all__ = ["ALWAYS", "RULES", "folder_problems", "lint_edition"]

ALWAYS: tuple[Callable[[Edition], Iterable[Problem]], ...] = (per_cent_is_of_one, letters_differ)
"""Rules for every edition."""

RULES: tuple[Callable[[Edition], Iterable[Problem]], ...] = (
    indicators_are_complete,
    dangers_are_told,
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
    core_sets_apart,
    there_is_a_quick_scan,
    statistics_are_complete,
    shares_have_bounds,
    zeros_are_explained,
    codes_are_cited,
    keepers_are_named,
    clauses_have_titles,
    sources_can_be_found,
    sentences_say_something,
    names_are_no_sentences,
    texts_are_not_shared,
    *WORD_RULES,
)
"""Rules for an edition with `content_rules`; each yields problems that its authors should fix."""


def lint_edition(edition: Edition) -> list[Problem]:
    """Every problem of the rules that apply to an edition, sorted by file and location."""
    rules = ALWAYS if edition.about.content_rules is None else (*ALWAYS, *RULES)
    return sorted({problem for rule in rules for problem in rule(edition)})


def folder_problems(edition: Edition, folder: Path) -> list[Problem]:
    """The problem of a folder that is not called as its edition is; assessments name the edition by that id."""
    if folder.resolve().name == edition.id:
        return []
    return [
        Problem(
            EDITION_FILE,
            "id",
            _("is '{id}', but the folder is called '{folder}'.").format(
                id=edition.id, folder=folder.resolve().name
            ),
            _("Give both the same name."),
        )
    ]
