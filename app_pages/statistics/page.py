"""The statistics page: one table by topic, with definition, observations and fields of the statistic that is open."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app_pages.shell import labels, layout, session
from app_pages.shell.assessment_context import AssessmentContext, load_context
from app_pages.shell.layout import Slots
from app_pages.shell.markup import join
from app_pages.statistics import catalogue, editor, past_values
from app_pages.workflow import edit_lock_banner
from assessment.access.editability import EditableArea
from questionnaires import Edition, Statistic
from reports.joining import join_clauses, listed
from reports.sections.past_values import break_texts
from translations import gettext as _


@layout.assessment_fragment_page
@layout.fragment
def show(assessment_id: str, slots: Slots) -> None:
    """Draw the page; a fragment as a whole, as every observation changes the count at the top."""
    with layout.errors_shown():
        context = load_context(assessment_id)
        edition = context.edition
        layout.fill_sidebar(context, slots, None)
        changes = edit_lock_banner.changes_of(context)
        locked = not changes.may(EditableArea.FIGURES)
        held = sum(context.held.get(item.id, False) for item in edition.statistics)
        st.html(
            layout.header(context, saves_changes=True)
            + Markup("<h1>{}</h1><p>{}</p>").format(
                _("Figures"),
                _(
                    "{held} of {asked} statistics have a figure. Figures are shown and checked; "
                    "they never move a score. “Not collected” is an answer, and so is 0."
                ).format(held=held, asked=len(edition.statistics)),
            )
            + edit_lock_banner.banner(context, changes, EditableArea.FIGURES)
        )
        if not edition.statistics:
            st.write(_("This edition has no catalogue of statistics."))
            return
        only_open = st.toggle(_("Only what is not collected yet"), key="statistics.open-only")
        _catalogue(context, only_open=only_open, locked=locked)


def _catalogue(context: AssessmentContext, *, only_open: bool, locked: bool) -> None:
    """Draw the table of each topic, with the fields of the open statistic in its place."""
    named = session.statistic_id()
    before = Markup()
    shown = 0
    for group in catalogue.by_topic(context.edition):
        kept = [
            item
            for item in group.statistics
            if item.id == named or not (only_open and catalogue.is_collected(context, item))
        ]
        shown += len(kept)
        if kept:
            before += Markup("<h2>{}</h2>").format(group.topic)
        position = next((at for at, item in enumerate(kept) if item.id == named), None)
        if position is None:
            before += catalogue.rows(context, group.topic, kept)
            continue
        st.html(before + catalogue.rows(context, group.topic, kept[:position]))
        with st.container(key=f"statistic-{named}", gap="small"):
            _statistic(context, kept[position], locked=locked)
        before = catalogue.rows(context, group.topic, kept[position + 1 :])
    if before:
        st.html(before)
    if not shown:
        st.write(_("Every statistic has a figure."))


def _statistic(context: AssessmentContext, statistic: Statistic, *, locked: bool) -> None:
    """Draw the open statistic: its name, its definition, the line of past values, and its fields."""
    key = statistic.id
    entries = [
        (_("Who has it"), labels.content(key, "custodian", statistic.custodian)),
        (_("What it is"), labels.content(key, "definition", statistic.definition)),
        (_("Zero"), labels.content(key, "zero_note", statistic.zero_note)),
        (_("Series"), labels.content(key, "series", statistic.series)),
        (_("Breaks of the series"), " ".join(break_texts(statistic, statistic.breaks))),
        (_("Sources"), join_clauses(_references(context.edition, statistic))),
    ]
    st.html(
        Markup(
            '<h3 id="{code}">{name} <span class="cop-note">{unit}</span></h3>'
            '<details class="cop-help"><summary>{summary}</summary><dl>{text}</dl></details>'
        ).format(
            code=key,
            name=catalogue.row_link(statistic, is_open=True),
            unit=labels.content(key, "unit", statistic.unit),
            summary=_("Definition of {code}").format(code=key),
            text=join(
                Markup("<dt>{}</dt><dd>{}</dd>").format(name, text) for name, text in entries if text
            ),
        )
    )  # fmt: skip
    figures = context.figures.get(key, ())
    former = past_values.former_figures(context.id)
    past = past_values.lines(context.edition, statistic, figures, former)
    editor.show(
        context.id,
        context.edition,
        statistic,
        figures,
        past,
        locked=locked,
        row_revision=context.figure_revisions.get(key, 0),
    )


def _references(edition: Edition, statistic: Statistic) -> list[str]:
    return [
        listed(
            filter(
                None,
                (
                    labels.content(item.source, "title", edition.source[item.source].title),
                    item.locator,
                ),
            )
        )
        for item in statistic.references
        if item.source in edition.source
    ]
