"""From one cycle to the next on the page to hand in: the button, what it takes over, and the way between the two."""

from __future__ import annotations

import streamlit as st

from app_pages.shell import labels as shell_labels
from app_pages.shell import layout, session
from app_pages.shell.assessment_context import AssessmentContext, load
from assessment import AssessmentError, AssessmentState
from assessment.access.permissions import grants_in
from assessment.cycles.next_cycle import may_reopen, next_cycle
from assessment.store import CycleLink
from assessment.workflow.states import REOPENS
from host.services import current_edition, now, open_store
from translations import gettext as _


def show(glance: AssessmentContext) -> None:
    """The cycle before, those after, and for the coordinator the button that opens the next."""
    links = open_store().cycles(glance.id, person=session.person())
    if links.former is not None:
        _link(glance, _("Opened from"), links.former)
    for later in links.later:
        _link(glance, _("Next cycle"), later)
    standing = [item for item in links.later if item.state is not AssessmentState.WITHDRAWN]
    if glance.state not in REOPENS or standing:
        return
    layout.show_title(_("The next cycle"))
    if not is_offered(glance.state, glance.country):
        st.write(_("The coordinator opens the next cycle here. This one stays as it is."))
        return
    _offer(glance)


def is_offered(state: AssessmentState, country: str) -> bool:
    """Whether the visitor may open the next cycle of an assessment in this state."""
    mine = open_store().my_roles(person=session.person())
    return may_reopen(state, grants_in(mine, country))


def _link(glance: AssessmentContext, label: str, found: CycleLink) -> None:
    st.page_link(
        session.pages()["hand-in"],
        label=_("{label}: {name}, {state}").format(
            label=label,
            name=shell_labels.assessment_name(glance.country, found.cycle),
            state=shell_labels.state_name(found.state),
        ),
        query_params=session.address(found.assessment_id),
    )


def _offer(glance: AssessmentContext) -> None:
    st.write(
        _(
            "A new assessment begins as a draft with what stands here: each answer with its evidence, marked to be "
            "looked at again; institutions, figures with their years, targets and the plan with what became of it. "
            "What was said in the review stays here, and this assessment stays as it is."
        )
    )
    problem = session.problem_of("next cycle", glance.id)
    if problem:
        layout.show_problem(problem)
    cycle = st.number_input(
        _("Year of the next cycle"),
        glance.cycle + 1,
        2100,
        value=glance.cycle + 1,
        step=1,
        key="next-cycle.year",
    )
    if st.button(_("Open the next cycle"), key="next-cycle.go"):
        key = _open(glance, int(cycle))
        if key is not None:
            st.switch_page(session.pages()["hand-in"], query_params=session.address(key))
        st.rerun()


def _open(glance: AssessmentContext, cycle: int) -> str | None:
    """The id of the new draft; None, with the reason on the page, where there is none."""
    old, before = load(glance.id)
    new = current_edition()
    try:
        draft = next_cycle(before, old, new, cycle)
        key = open_store().open_next_cycle(
            glance.id,
            draft,
            edition_hash=new.content_hash,
            person=session.person(),
            at=now(),
        )
    except AssessmentError as error:
        session.note_problem("next cycle", glance.id, str(error))
        return None
    session.note_problem("next cycle", glance.id, "")
    return key
