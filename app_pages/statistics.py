"""The catalogue of statistics, by who keeps them: what each means, and the country's figures."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app_pages import figure_fields, frame, session, state_banner, words
from app_pages.frame import Slots
from app_pages.glance import Glance, glance_at
from app_pages.markup import join
from assessment.changing import Piece
from questionnaires import Edition, Statistic
from translations import gettext as _


@frame.of_one_assessment_in_parts
@st.fragment
@session.speaking
def show(assessment_id: str, slots: Slots) -> None:
    """All of it, as every figure changes what is said above."""
    with frame.errors_shown():
        glance = glance_at(assessment_id)
        edition = glance.edition
        frame.fill_side(glance, slots, None)
        changes = state_banner.changes_of(glance)
        locked = not changes.may(Piece.FIGURES)
        held = sum(glance.held.get(item.id, False) for item in edition.statistics)
        st.html(
            frame.header(glance)
            + Markup("<h1>{}</h1><p>{}</p>").format(
                _("Figures"),
                _(
                    "{held} of {asked} statistics have a figure. Figures are shown and checked; "
                    "they never move a score. “Not collected” is an answer, and so is 0."
                ).format(held=held, asked=len(edition.statistics)),
            )
            + state_banner.banner(glance, changes, Piece.FIGURES)
        )
        if not edition.statistics:
            st.write(_("This edition has no catalogue of statistics."))
        for keeper, statistics in by_keeper(edition).items():
            frame.show_title(words.content(statistics[0].id, "custodian", keeper))
            for statistic in statistics:
                _statistic(glance, statistic, locked=locked)


def by_keeper(edition: Edition) -> dict[str, list[Statistic]]:
    """The statistics of each custodian, in the order of the content."""
    found: dict[str, list[Statistic]] = {}
    for statistic in edition.statistics:
        found.setdefault(statistic.custodian, []).append(statistic)
    return found


def _statistic(glance: Glance, statistic: Statistic, *, locked: bool) -> None:
    key = statistic.id
    entries = [
        (_("What it is"), words.content(key, "definition", statistic.definition)),
        (_("Zero"), words.content(key, "zero_note", statistic.zero_note)),
        (_("Series"), words.content(key, "series", statistic.series)),
        (_("Sources"), "; ".join(_references(glance.edition, statistic))),
    ]
    st.html(
        Markup(
            '<h3 id="{code}">{name} <span class="cop-note">{unit}</span></h3>'
            '<details class="cop-help"><summary>{summary}</summary><dl>{text}</dl></details>'
        ).format(
            code=key,
            name=words.content(key, "name", statistic.name),
            unit=words.content(key, "unit", statistic.unit),
            summary=_("Definition of {code}").format(code=key),
            text=join(
                Markup("<dt>{}</dt><dd>{}</dd>").format(name, text) for name, text in entries if text
            ),
        )
    )  # fmt: skip
    figures = glance.figures.get(key, ())
    figure_fields.show(glance.id, glance.edition, statistic, figures, locked=locked)


def _references(edition: Edition, statistic: Statistic) -> list[str]:
    return [
        ", ".join(
            filter(
                None,
                (
                    words.content(item.source, "title", edition.source[item.source].title),
                    item.locator,
                ),
            )
        )
        for item in statistic.references
        if item.source in edition.source
    ]
