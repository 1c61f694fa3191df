"""What has changed since an earlier cycle of the same country, on what the two have in common."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app_pages.shell import labels, layout, session
from app_pages.shell.assessment_context import AssessmentContext, load
from app_pages.shell.markup import table
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


@layout.of_one_assessment
def show(context: AssessmentContext) -> None:
    st.html(layout.header(context) + Markup("<h1>{}</h1>").format(_("Since last time")))
    others = earlier(context)
    if not others:
        st.write(
            _(
                "There is no other assessment of this country to compare with. "
                "When the next cycle begins, this page shows what has changed."
            )
        )
        if next_cycle.is_offered(context.state, context.country):
            layout.show_next_step("hand-in", _("Open the next cycle"), context.id)
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
    found = compare_cycles(before, edition_before, after, edition)
    st.html(_message(edition, found) + _to_look_at(after, context) + _changes(edition, found))
    layout.show_next_step("gaps", _("See the gaps that are left"), context.id)


def earlier(context: AssessmentContext) -> list[AssessmentSummary]:
    """Other assessments of the country that are not of a later cycle: what this one was opened from, then the newest."""
    store, person = open_store(), session.person()
    found = [
        item
        for item in store.assessments(person=person)
        if item.country == context.country and item.id != context.id and item.cycle <= context.cycle
    ]
    former = store.cycles(context.id, person=person).former
    opened_from = former.assessment_id if former else None
    return sorted(found, key=lambda item: (item.id != opened_from, -item.cycle, item.id))


def _message(edition: Edition, found: Comparison) -> Markup:
    count = len(found.common)
    if not count:
        return Markup("<p>{}</p>").format(
            _("The two have no question in common that both answer with a level.")
        )
    formats = Formats(edition)
    return Markup("<p><strong>{}</strong> {}</p>").format(
        _("On these questions the score went from {before} to {after}.").format(
            before=formats.score(found.score_before), after=formats.score(found.score_after)
        ),
        ngettext(
            "{count} question means the same and has a level in both cycles; it stands for {share} of the weight "
            "of this edition. The rest is not compared.",
            "{count} questions mean the same and have a level in both cycles; they stand for {share} of the weight "
            "of this edition. The rest is not compared.",
            count,
        ).format(count=count, share=format_share(found.share_after)),
    )


def _to_look_at(after: Assessment, context: AssessmentContext) -> Markup:
    """How many answers are those of the cycle before, so that no change of them is known yet."""
    count = len(not_looked_at(after.answers, context.asked))
    if not count:
        return Markup()
    return Markup('<p class="cop-note">{}</p>').format(
        ngettext(
            "{count} answer is of the last cycle and was not looked at again.",
            "{count} answers are of the last cycle and were not looked at again.",
            count,
        ).format(count=count)
    )


def _changes(edition: Edition, found: Comparison) -> Markup:
    moved = [item for item in found.changes if item.steps]
    if not moved:
        return Markup("<p>{}</p>").format(_("No level has changed.")) if found.common else Markup()
    return table(
        _("Levels that have changed"),
        (_("Question"), _("Before"), _("Now"), _("Steps")),
        [_row(edition, item) for item in moved],
        right=(3,),
    )


def _row(edition: Edition, change: Change) -> tuple[Markup | str, ...]:
    indicator = edition.indicators[change.indicator_id]

    def level(place: int | None) -> str:
        if place is None:
            return "–"
        return _("{level} {name}").format(
            level=place, name=labels.level_name(edition, indicator, place)
        )

    return (
        Markup("<strong>{}</strong> {}").format(indicator.id, labels.question(indicator)),
        level(change.before),
        level(change.after),
        f"{change.steps:+d}".replace("-", "−"),
    )
