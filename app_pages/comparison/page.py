"""The page Comparison: where the scores lie within the quartiles of published countries that agreed to be counted."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from markupsafe import Markup

from app_pages.shell import labels, layout, session
from app_pages.shell.assessment_context import AssessmentContext, load
from app_pages.shell.markup import table
from app_pages.shell.navigation.code_links import clause_name, show_html
from assessment import Assessment
from assessment.scoring.comparison import (
    MINIMUM,
    NodeComparison,
    Place,
    Quartiles,
    Scale,
    Scores,
    compare_changes,
    compare_scores,
    missing_countries,
)
from assessment.workflow.publication import PublicPart
from host.services import edition_of, open_store
from public.comparison import (
    ComparedCycle,
    alike,
    alike_twice,
    all_scores,
    compared_cycle,
    scale_of,
)
from questionnaires import Edition
from reports import Formats
from translations import gettext as _
from translations import ngettext

OWN_CYCLES = 4
"""Most own cycles shown, the latest, which fit a phone."""


@layout.assessment_page
def show(context: AssessmentContext) -> None:
    """Draw the page; for an institution only whose page it is."""
    title = Markup("<h1>{}</h1>").format(_("Comparison"))
    if not context.is_national:
        layout.show_coordinator_only(context, title)
        return
    st.html(layout.header(context) + title)
    st.write(
        _(
            "Where your scores lie among those of countries that have published a profile and agreed to be counted. No "
            "country is named or ranked, the lowest and the highest are not shown, and all numbers are rounded to a "
            "twentieth of the scale."
        )
    )
    edition, assessment = load(context.id)
    countries = open_store().compared(context.id, _compared, person=session.person())
    cycles = _own_cycles(context, edition, assessment)
    if len(cycles) > 1:
        show_html(_own(edition, cycles))
    others = alike(countries, edition.id, assessment.profile)
    if missing := missing_countries(others):
        st.write(
            ngettext(
                "{count} country is missing: at least {minimum} others must have published the same questionnaire and "
                "agreed to be counted.",
                "{count} countries are missing: at least {minimum} others must have published the same questionnaire "
                "and agreed to be counted.",
                missing,
            ).format(count=missing, minimum=MINIMUM)
        )
        return
    own = all_scores(edition, assessment, with_questions=True)
    scale = scale_of(edition, assessment)
    compared = compare_scores(own, others, scale)
    twice = alike_twice(countries, edition.id, assessment.profile)
    changes = compare_changes(own, twice, scale)
    show_html(_scores(edition, compared) + _changes(edition, changes, _own_change(cycles, scale)))


def _compared(given: Assessment, parts: frozenset[PublicPart]) -> ComparedCycle:
    return compared_cycle(edition_of(given.edition), given, parts)


def _own_cycles(
    context: AssessmentContext, edition: Edition, assessment: Assessment
) -> dict[int, Scores]:
    """Return the scores of the country's own published cycles of this edition and questionnaire, the earliest first."""
    published = open_store().own_published(
        context.id,
        lambda given, parts: (given.cycle, _compared(given, parts)),
        person=session.person(),
    )
    return {
        cycle: item.scores
        for cycle, item in published
        if (item.edition, item.profile) == (edition.id, assessment.profile)
    }


def _own(edition: Edition, cycles: Mapping[int, Scores]) -> Markup:
    """Return the scores of the own published cycles side by side."""
    formats = Formats(edition)
    shown = dict(list(cycles.items())[-OWN_CYCLES:])
    keys = dict.fromkeys(key for scores in shown.values() for key in scores)
    return Markup("<h2>{}</h2>{}").format(
        _("Your own published cycles"),
        table(
            _("Only your country, as it was published; not rounded to a twentieth"),
            (_("Pillar, invitation or question"), *map(str, shown)),
            [
                (_name(edition, key), *(formats.score(item.get(key)) for item in shown.values()))
                for key in keys
            ],
            right=tuple(range(1, len(shown) + 1)),
        ),
    )


def _own_change(cycles: Mapping[int, Scores], scale: Scale) -> Scores:
    """Return the rounded change between the two latest published cycles, by node that both have."""
    if len(cycles) < 2:
        return {}
    earlier, later = list(cycles.values())[-2:]
    return {key: scale.banded_change(later[key] - earlier[key]) for key in later if key in earlier}


def _scores(edition: Edition, compared: tuple[NodeComparison, ...]) -> Markup:
    formats = Formats(edition)
    return table(
        _(
            "A quarter of the countries lies at or below the first number, half at or below the second"
        ),
        (
            _("Pillar, invitation or question"),
            _("Your score, rounded"),
            _("Quartiles of the countries"),
            _("Where you are"),
        ),
        [
            (
                _name(edition, item.id),
                formats.score(item.own),
                _quartiles(formats, item.quartiles),
                _place(item.place),
            )
            for item in compared
        ],
        right=(1, 2),
    )


def _changes(edition: Edition, changes: Mapping[str, Quartiles], own: Scores) -> Markup:
    """Return the quartiles of the change from one published cycle to the next; nothing without enough countries.

    `own` is the change of the own country.
    """
    if not changes:
        return Markup()
    formats = Formats(edition)
    rows = [
        (_name(edition, key), formats.score(own.get(key)), _quartiles(formats, item))
        for key, item in changes.items()
    ]
    return Markup("<h2>{}</h2>{}").format(
        _("Change from one cycle to the next"),
        table(
            _("In countries that have published two cycles"),
            (
                _("Pillar, invitation or question"),
                _("Your change, rounded"),
                _("Quartiles of the change"),
            ),
            rows,
            right=(1, 2),
        ),
    )


def _quartiles(formats: Formats, item: Quartiles) -> str:
    return " · ".join(formats.score(value) for value in (item.low, item.middle, item.high))


def _name(edition: Edition, key: str) -> str:
    """Return the name of a pillar, the title of an invitation, or the code of a question with its text."""
    for pillar in edition.pillars:
        if pillar.id == key:
            return labels.pillar_name(pillar)
    if key in edition.clause:
        return clause_name(edition, key)
    return " ".join((key, labels.question(edition.indicators[key])))


def _place(place: Place | None) -> str:
    match place:
        case Place.BELOW:
            return _("in the lowest quarter")
        case Place.WITHIN:
            return _("in the middle half")
        case Place.ABOVE:
            return _("in the highest quarter")
    return "–"
