"""The steps of an assessment: a compact line for every page, and a list with words for its home."""

from __future__ import annotations

from markupsafe import Markup

from app_pages.shell import session
from app_pages.shell.assessment_context import AssessmentContext, reviews_of
from app_pages.shell.markup import join
from app_pages.shell.navigation.code_links import address
from assessment.workflow.steps import Step, StepState, line_of_steps
from assessment.workflow.work_status import WorkStatus, work_status
from translations import gettext as _
from translations import pgettext

HOME = "home"

_PAGES_OF: dict[Step, tuple[str, ...]] = {
    Step.ANSWER: ("answer", "questions", "statistics", "evidence"),
    Step.INSTITUTIONS: ("institutions", "workbooks"),
    Step.SETTLE: ("settle",),
    Step.HAND_IN: ("hand-in",),
    Step.REVIEW: ("review", "plan-review"),
    Step.AGREE: ("hand-in",),
    Step.PUBLISH: ("publication", "documents"),
    Step.FOLLOW_UP: ("follow-up", "results", "gaps", "roadmap", "since"),
}
"""Names of the pages on which each step is taken, the main one first."""

_SIGNS = {
    StepState.DONE: "✓",
    StepState.CURRENT: "●",
    StepState.BEGUN: "◐",
    StepState.LATER: "○",
    StepState.NOT_NEEDED: "–",
}


def status_of(context: AssessmentContext, questioned: tuple[str, ...] = ()) -> WorkStatus:
    """Return what is done and open in the assessment, as the institution of the address sees it."""
    return work_status(
        context.edition,
        context.assessment,
        context.institution,
        reviews=reviews_of(context),
        questioned=questioned,
    )


def step_name(step: Step) -> str:
    """Return the name of a step."""
    return {
        Step.ANSWER: pgettext("step", "Answer"),
        Step.INSTITUTIONS: _("Institutions"),
        Step.SETTLE: pgettext("step", "Settle"),
        Step.HAND_IN: _("Hand in"),
        Step.REVIEW: _("Review"),
        Step.AGREE: _("Agree"),
        Step.PUBLISH: _("Publish"),
        Step.FOLLOW_UP: _("Follow up"),
    }[step]


def step_state_name(state: StepState) -> str:
    """Return how far a step is, in words."""
    return {
        StepState.DONE: _("done"),
        StepState.CURRENT: _("now"),
        StepState.BEGUN: _("begun"),
        StepState.LATER: _("later"),
        StepState.NOT_NEEDED: _("not needed"),
    }[state]


def compact(context: AssessmentContext) -> Markup:
    """Return the line of steps: a sign for each, with its name where there is room; nothing on the home itself."""
    page = session.page_name()
    if page == HOME:
        return Markup()
    return _line(context, status_of(context), page)


def full(context: AssessmentContext, status: WorkStatus) -> Markup:
    """Return the steps with sign, name and state in words."""
    return _line(context, status, HOME)


def _line(context: AssessmentContext, status: WorkStatus, page: str) -> Markup:
    states = line_of_steps(status)
    if not context.is_national:  # the institution takes no part in these two
        states = {
            step: state
            for step, state in states.items()
            if step not in (Step.INSTITUTIONS, Step.SETTLE)
        }
    own = next((step for step in states if page in _PAGES_OF[step]), None)
    if own is Step.HAND_IN and states.get(Step.AGREE) is StepState.CURRENT:
        own = Step.AGREE
    return Markup('<nav class="cop-steps {}" aria-label="{}"><ol>{}</ol></nav>').format(
        "full" if page == HOME else "compact",
        _("Steps of the assessment"),
        join(_item(context, step, state, is_own=step is own) for step, state in states.items()),
    )


def _item(context: AssessmentContext, step: Step, state: StepState, *, is_own: bool) -> Markup:
    """Return one step: a link for those who may open its page, else text."""
    text = Markup(
        '<span class="sign" aria-hidden="true">{}</span> <span class="name">{}</span> '
        '<span class="how">{}</span>'
    ).format(_SIGNS[state], step_name(step), step_state_name(state))
    mark = "step" if state is StepState.CURRENT else "page" if is_own else ""
    marked = Markup(' aria-current="{}"').format(mark) if mark else Markup()
    style = f"{state.value} own" if is_own else state.value
    if not context.is_national and step is not Step.ANSWER:
        return Markup('<li class="{}"{}><span>{}</span></li>').format(style, marked, text)
    return Markup(
        '<li class="{}"><a class="cop-link" href="{}" target="_self"{}>{}</a></li>'
    ).format(style, address(_PAGES_OF[step][0]), marked, text)
