"""The catalogue of statistics, by who keeps them: what each means, and the country's figures."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app_pages.shell import labels as shell_labels
from app_pages.shell import layout, session
from app_pages.shell.assessment_context import AssessmentContext, load_context
from app_pages.shell.layout import Slots
from app_pages.shell.markup import join
from app_pages.statistics import editor
from app_pages.workflow import edit_lock_banner
from assessment.access.editability import EditableArea
from questionnaires import Edition, Statistic
from translations import gettext as _


@layout.of_one_assessment_in_parts
@st.fragment
@session.in_user_language
def show(assessment_id: str, slots: Slots) -> None:
    """All of it, as every figure changes what is said above."""
    with layout.errors_shown():
        glance = load_context(assessment_id)
        edition = glance.edition
        layout.fill_side(glance, slots, None)
        changes = edit_lock_banner.changes_of(glance)
        locked = not changes.may(EditableArea.FIGURES)
        held = sum(glance.held.get(item.id, False) for item in edition.statistics)
        st.html(
            layout.header(glance)
            + Markup("<h1>{}</h1><p>{}</p>").format(
                _("Figures"),
                _(
                    "{held} of {asked} statistics have a figure. Figures are shown and checked; "
                    "they never move a score. “Not collected” is an answer, and so is 0."
                ).format(held=held, asked=len(edition.statistics)),
            )
            + edit_lock_banner.banner(glance, changes, EditableArea.FIGURES)
        )
        if not edition.statistics:
            st.write(_("This edition has no catalogue of statistics."))
        for keeper, statistics in by_keeper(edition).items():
            layout.show_title(shell_labels.content(statistics[0].id, "custodian", keeper))
            for statistic in statistics:
                _statistic(glance, statistic, locked=locked)


def by_keeper(edition: Edition) -> dict[str, list[Statistic]]:
    """The statistics of each custodian, in the order of the content."""
    found: dict[str, list[Statistic]] = {}
    for statistic in edition.statistics:
        found.setdefault(statistic.custodian, []).append(statistic)
    return found


def _statistic(glance: AssessmentContext, statistic: Statistic, *, locked: bool) -> None:
    key = statistic.id
    entries = [
        (_("What it is"), shell_labels.content(key, "definition", statistic.definition)),
        (_("Zero"), shell_labels.content(key, "zero_note", statistic.zero_note)),
        (_("Series"), shell_labels.content(key, "series", statistic.series)),
        (_("Sources"), "; ".join(_references(glance.edition, statistic))),
    ]
    st.html(
        Markup(
            '<h3 id="{code}">{name} <span class="cop-note">{unit}</span></h3>'
            '<details class="cop-help"><summary>{summary}</summary><dl>{text}</dl></details>'
        ).format(
            code=key,
            name=shell_labels.content(key, "name", statistic.name),
            unit=shell_labels.content(key, "unit", statistic.unit),
            summary=_("Definition of {code}").format(code=key),
            text=join(
                Markup("<dt>{}</dt><dd>{}</dd>").format(name, text) for name, text in entries if text
            ),
        )
    )  # fmt: skip
    figures = glance.figures.get(key, ())
    editor.show(glance.id, glance.edition, statistic, figures, locked=locked)


def _references(edition: Edition, statistic: Statistic) -> list[str]:
    return [
        ", ".join(
            filter(
                None,
                (
                    shell_labels.content(item.source, "title", edition.source[item.source].title),
                    item.locator,
                ),
            )
        )
        for item in statistic.references
        if item.source in edition.source
    ]
