"""The page Since last time: changes since an earlier cycle of the country, on the common indicators, and the trend over all."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app_pages.cycle_comparison import resolution_download, trend
from app_pages.shell import labels, layout, session
from app_pages.shell.assessment_context import AssessmentContext, load
from app_pages.shell.markup import signed, table
from app_pages.shell.navigation.code_links import show_html
from app_pages.workflow import next_cycle
from assessment import Assessment
from assessment.cycles.comparison import Change, Comparison, compare_cycles
from assessment.cycles.next_cycle import not_looked_at
from assessment.store import AssessmentSummary
from host.services import open_store
from questionnaires import Edition
from reports import Formats
from reports.formats import format_share
from translations import gettext as _
from translations import ngettext


@layout.assessment_page
def show(context: AssessmentContext) -> None:
    """Draw the page."""
    st.html(layout.header(context) + Markup("<h1>{}</h1>").format(_("Since last time")))
    others = earlier_assessments(context)
    if not others:
        st.write(
            _(
                "There is no other assessment of this country to compare with. "
                "When the next cycle begins, this page shows what has changed."
            )
        )
        if next_cycle.is_offered(context.state, context.country):
            layout.show_next_step("hand-in", _("Open the next cycle"), context.id)
        resolution_download.show(context, None)
        return
    other = st.selectbox(
        _("Compare with"),
        others,
        format_func=lambda item: _("{name}, {profile}, {answered} answered").format(
            name=labels.assessment_name(item.country, item.cycle),
            profile=labels.profile_name(context.edition, item.profile)
            if item.edition == context.edition.id
            else item.edition,
            answered=item.answered,
        ),
        key="since",
    )
    edition_before, before = load(other.id)
    edition, after = load(context.id)
    comparison = compare_cycles(before, edition_before, after, edition)
    show_html(
        _message(edition, comparison) + _unconfirmed(after, context) + _changes(edition, comparison)
    )
    given = [load(item.id) for item in one_a_cycle(context, others)]
    show_html(trend.render((*given, (edition, after)), edition))
    resolution_download.show(context, other)
    layout.show_next_step("gaps", _("See the gaps that are left"), context.id)


def earlier_assessments(context: AssessmentContext) -> list[AssessmentSummary]:
    """Return the country's other assessments of this or an earlier cycle.

    The one this was opened from comes first, then by descending cycle.
    """
    store, person = open_store(), session.person()
    assessments = [
        item
        for item in store.assessments(person=person)
        if item.country == context.country and item.id != context.id and item.cycle <= context.cycle
    ]
    former = store.cycles(context.id, person=person).former
    opened_from = former.assessment_id if former else None
    return sorted(assessments, key=lambda item: (item.id != opened_from, -item.cycle, item.id))


def one_a_cycle(
    context: AssessmentContext, others: list[AssessmentSummary]
) -> list[AssessmentSummary]:
    """Return one assessment for each earlier cycle: the one the next was opened from, else that with the most answers."""
    store, person = open_store(), session.person()
    chain = set()
    former = store.cycles(context.id, person=person).former
    while former is not None and former.assessment_id not in chain:
        chain.add(former.assessment_id)
        if all(item.id != former.assessment_id for item in others):
            break
        former = store.cycles(former.assessment_id, person=person).former
    found: dict[int, AssessmentSummary] = {}
    for item in others:
        if item.cycle == context.cycle:
            continue
        best = found.get(item.cycle)
        rank = (item.id in chain, item.answered)
        if best is None or rank > (best.id in chain, best.answered):
            found[item.cycle] = item
    return list(found.values())


def _message(edition: Edition, comparison: Comparison) -> Markup:
    """Return the score before and after on the common indicators, with their number and weight."""
    count = len(comparison.common)
    if not count:
        return Markup("<p>{}</p>").format(
            _("The two have no question in common that both answer with a level.")
        )
    formats = Formats(edition)
    return Markup("<p><strong>{}</strong> {}</p>").format(
        _("On these questions the score went from {before} to {after}.").format(
            before=formats.score(comparison.score_before),
            after=formats.score(comparison.score_after),
        ),
        ngettext(
            "{count} question means the same and has a level in both cycles; it stands for {share} of the weight "
            "of this edition. The rest is not compared.",
            "{count} questions mean the same and have a level in both cycles; they stand for {share} of the weight "
            "of this edition. The rest is not compared.",
            count,
        ).format(count=count, share=format_share(comparison.share_after)),
    )


def _unconfirmed(after: Assessment, context: AssessmentContext) -> Markup:
    """Return the number of answers carried over and not confirmed yet; empty where there are none."""
    count = len(not_looked_at(after.answers, context.indicators))
    if not count:
        return Markup()
    return Markup('<p class="cop-note">{}</p>').format(
        ngettext(
            "{count} answer is of the last cycle and was not looked at again.",
            "{count} answers are of the last cycle and were not looked at again.",
            count,
        ).format(count=count)
    )


def _changes(edition: Edition, comparison: Comparison) -> Markup:
    """Return the table of changed levels."""
    changed = [item for item in comparison.changes if item.steps]
    if not changed:
        return (
            Markup("<p>{}</p>").format(_("No level has changed."))
            if comparison.common
            else Markup()
        )
    return table(
        _("Levels that have changed"),
        (_("Question"), _("Before"), _("Now"), _("Steps")),
        [_row(edition, item) for item in changed],
        right=(3,),
    )


def _row(edition: Edition, change: Change) -> tuple[Markup | str, ...]:
    """Return the table row of an indicator."""
    indicator = edition.indicators[change.indicator_id]

    def level_text(level: int | None) -> str:
        if level is None:
            return "–"
        return _("{level} {name}").format(
            level=level, name=labels.level_name(edition, indicator, level)
        )

    return (
        Markup("<strong>{}</strong> {}").format(indicator.id, labels.question(indicator)),
        level_text(change.before),
        level_text(change.after),
        signed(change.steps or 0),
    )
