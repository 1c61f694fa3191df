"""Indicators filtered by the state of their answers, and texts made plain for comparisons. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from enum import StrEnum

from assessment.answers.completeness import claims_something
from assessment.answers.consistency_gates import raise_gates
from assessment.answers.settlement import Agreement, answers_of, institution_answers_on
from assessment.model.assessment import UNANSWERED, AnswerStatus, Assessment
from questionnaires import Edition


class Filter(StrEnum):
    """A test on the answer to an indicator."""

    MINE = "mine"
    """Assigned to no institution, so the coordinator's own."""
    UNANSWERED = "unanswered"
    GATE = "gate"
    """Concerned by a raised consistency gate."""
    DISAGREEMENT = "disagreement"
    """Institutions differ."""
    UNPROVEN = "unproven"
    """Level 1 or higher, or a figure, without evidence."""
    CORE = "core"
    INHERITED = "inherited"
    """Answered in the last cycle, and not looked at since."""
    ASKED = "asked"
    """The expert asks about it."""
    DISCUSSED = "discussed"
    """Messages were written under it."""


def plain_text(text: str) -> str:
    """The text in lower case and without accents, for comparisons.

    >>> plain_text("Évaluation")
    'evaluation'
    """
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def filter_indicators(
    edition: Edition,
    assessment: Assessment,
    institution: str,
    indicators: Iterable[str],
    filters: Iterable[Filter],
    *,
    today: date,
    asked_about: Collection[str] = (),
    discussed: Collection[str] = (),
) -> tuple[str, ...]:
    """Those of `indicators` that pass every filter, for an institution or the country.

    `asked_about` are those with an open question of the expert, `discussed` those with messages.
    """
    answers = answers_of(assessment, institution)

    tests: Mapping[Filter, Callable[[str], bool]] = {
        Filter.MINE: lambda key: not institution_answers_on(assessment, key).respondents,
        Filter.UNANSWERED: lambda key: (
            answers.get(key, UNANSWERED).state is AnswerStatus.UNANSWERED
        ),
        Filter.GATE: lambda key: key in raised,
        Filter.DISAGREEMENT: lambda key: (
            institution_answers_on(assessment, key).agreement is Agreement.DIFFERENT
        ),
        Filter.UNPROVEN: lambda key: (
            key in answers and claims_something(answers[key]) and not answers[key].evidence
        ),
        Filter.CORE: lambda key: edition.indicators[key].core,
        Filter.INHERITED: lambda key: bool(answers.get(key, UNANSWERED).look_again),
        Filter.ASKED: lambda key: key in asked_about,
        Filter.DISCUSSED: lambda key: key in discussed,
    }
    chosen = tuple(filters)
    raised: set[str] = set()
    if Filter.GATE in chosen:
        own = assessment.model_copy(update={"answers": answers})
        raised = {key for gate in raise_gates(edition, own, today=today) for key in gate.indicators}
    return tuple(key for key in indicators if all(tests[item](key) for item in chosen))
