"""The next cycle on the page Hand in: links to the other cycles, and the form that opens a new one."""

from __future__ import annotations

import streamlit as st

from app_pages.shell import labels, layout, session
from app_pages.shell.assessment_context import AssessmentContext, load
from app_pages.shell.forms import messages, number_field
from assessment import AssessmentError, AssessmentState
from assessment.access.permissions import grants_in
from assessment.cycles.next_cycle import may_reopen, next_cycle
from assessment.model.assessment import LAST_CYCLE
from assessment.store import CycleLink, CycleLinks
from assessment.workflow.states import REOPENS
from host.services import current_edition, now, open_store
from translations import gettext as _


def show(context: AssessmentContext) -> None:
    """Draw links to the former and later cycles and, for the coordinator, the form that opens the next one."""
    links = open_store().cycles(context.id, person=session.person())
    if links.former is not None:
        _link(context, _("Opened from"), links.former)
    for later in links.later:
        _link(context, _("Next cycle"), later)
    if context.state not in REOPENS or _is_followed(links):
        return
    layout.show_title(_("The next cycle"))
    if not is_offered(context.state, context.country):
        st.write(_("The coordinator opens the next cycle here. This one stays as it is."))
        return
    _opening_form(context)


def is_offered(state: AssessmentState, country: str) -> bool:
    """Whether the user may open the next cycle of an assessment of this state and country."""
    grants = session.current_grants()
    return may_reopen(state, grants_in(grants, country))


def awaits(context: AssessmentContext) -> bool:
    """Whether the user may open the cycle after this assessment, and nobody has yet."""
    return is_offered(context.state, context.country) and not _is_followed(
        open_store().cycles(context.id, person=session.person())
    )


def _is_followed(links: CycleLinks) -> bool:
    return any(item.state is not AssessmentState.WITHDRAWN for item in links.later)


def _link(context: AssessmentContext, label: str, cycle: CycleLink) -> None:
    """Draw a labelled link to another cycle with its state."""
    st.page_link(
        session.pages()["hand-in"],
        label=_("{label}: {name}, {state}").format(
            label=label,
            name=labels.assessment_name(context.country, cycle.cycle),
            state=labels.state_name(cycle.state),
        ),
        query_params=session.query_params(cycle.assessment_id),
    )


def _opening_form(context: AssessmentContext) -> None:
    """Draw the form that opens the next cycle: what it takes over, its year and the button."""
    st.write(
        _(
            "A new assessment begins as a draft with what stands here: each answer with its evidence, marked to be "
            "looked at again; institutions, figures with their years, targets and the plan with what became of it. "
            "What was said in the review stays here, and this assessment stays as it is."
        )
    )
    problems: list[str] = []
    cycle = number_field.show_year(
        _("Year of the next cycle"),
        context.cycle + 1,
        key="next-cycle.year",
        problems=problems,
        minimum=context.cycle + 1,
        maximum=LAST_CYCLE,
    )
    messages.show("next cycle", context.id)
    if st.button(_("Open the next cycle"), key="next-cycle.go"):
        if cycle is None:
            problems.append(_("Year: none is given. Write it, then open the cycle."))
        refused = number_field.report("next cycle", context.id, problems)
        draft_id = None if refused else _open(context, cycle)
        if draft_id is not None:
            st.switch_page(session.pages()["hand-in"], query_params=session.query_params(draft_id))
        st.rerun()


def _open(context: AssessmentContext, cycle: int) -> str | None:
    """Store the draft of a new cycle and return its id; None after a refusal, whose reason becomes a message."""
    old_edition, assessment = load(context.id)
    new_edition = current_edition()
    try:
        draft = next_cycle(assessment, old_edition, new_edition, cycle)
        draft_id = open_store().open_next_cycle(
            context.id,
            draft,
            edition_hash=new_edition.content_hash,
            person=session.person(),
            at=now(),
        )
    except AssessmentError as error:
        messages.report("next cycle", context.id, problem=str(error))
        return None
    messages.report("next cycle", context.id)
    return draft_id
