"""The next step in words: the text of the button, the page it opens, and why it is next."""

from __future__ import annotations

from assessment.workflow.next_step import NextAction, NextStep
from translations import gettext as _
from translations import ngettext

_PAGES = {
    NextAction.BEGIN: "answer",
    NextAction.ANSWER: "answer",
    NextAction.LOOK_AGAIN: "answer",
    NextAction.SETTLE: "settle",
    NextAction.REMIND: "institutions",
    NextAction.HAND_IN: "hand-in",
    NextAction.CORRECT: "answer",
    NextAction.REPLY: "review",
    NextAction.HAND_IN_AGAIN: "hand-in",
    NextAction.BEGIN_REVIEW: "hand-in",
    NextAction.REVIEW: "review",
    NextAction.RESOLVE: "review",
    NextAction.RETURN: "hand-in",
    NextAction.RESPOND: "review",
    NextAction.AGREE: "hand-in",
    NextAction.PUBLISH: "publication",
    NextAction.PLAN: "roadmap",
    NextAction.FOLLOW_UP: "follow-up",
    NextAction.READ_ANSWERS: "answer",
    NextAction.READ_RESULTS: "results",
    NextAction.CHECK: "workbooks",
    NextAction.BEGIN_ANOTHER: "start",
}


def page_of(step: NextStep) -> str:
    """Return the name of the page on which a step is taken."""
    return _PAGES[step.action]


def button_text(step: NextStep) -> str:
    """Return the text of the button of a step."""
    match step.action:
        case NextAction.BEGIN:
            return _("Begin with {code}").format(code=step.first)
        case NextAction.ANSWER:
            return _("Go on with {code}").format(code=step.first)
        case NextAction.HAND_IN:
            return _("Look through it and hand in")
        case NextAction.HAND_IN_AGAIN:
            return _("Hand in again")
        case NextAction.BEGIN_REVIEW:
            return _("Begin the review of this assessment")
        case NextAction.AGREE:
            return _("Agree to the levels")
        case NextAction.PUBLISH:
            return _("Decide what becomes public")
        case NextAction.PLAN:
            return _("Make the plan")
        case NextAction.FOLLOW_UP:
            return _("Say where the measures stand")
        case NextAction.READ_ANSWERS:
            return _("Read the answers")
        case NextAction.READ_RESULTS:
            return _("Read the results")
        case NextAction.CHECK:
            return _("Check the answers and take a copy")
        case NextAction.BEGIN_ANOTHER:
            return _("To the list of assessments")
    return _counted(step)


def _counted(step: NextStep) -> str:
    """Return the text of a button that says how many."""
    n = step.count
    match step.action:
        case NextAction.LOOK_AGAIN:
            text = ngettext(
                "Look again at {count} answer of the last cycle",
                "Look again at {count} answers of the last cycle",
                n,
            )
        case NextAction.SETTLE:
            text = ngettext("Settle {count} answer", "Settle {count} answers", n)
        case NextAction.REMIND:
            text = ngettext("Remind {count} institution", "Remind {count} institutions", n)
        case NextAction.CORRECT:
            text = ngettext(
                "Look at the {count} answer the expert asks about",
                "Look at the {count} answers the expert asks about",
                n,
            )
        case NextAction.REPLY:
            text = ngettext(
                "Reply to the expert’s {count} question",
                "Reply to the expert’s {count} questions",
                n,
            )
        case NextAction.RESPOND:
            text = ngettext(
                "Decide on {count} level that the expert sees differently",
                "Decide on {count} levels that the expert sees differently",
                n,
            )
        case NextAction.RESOLVE:
            text = ngettext(
                "Read what the country says on {count} question",
                "Read what the country says on {count} questions",
                n,
            )
        case NextAction.RETURN:
            text = ngettext(
                "Return it with {count} question", "Return it with {count} questions", n
            )
        case _:
            text = ngettext("Look at {count} answer", "Look at {count} answers", n)
    return text.format(count=n)  # fmt: skip


def reason_text(step: NextStep) -> str:
    """Return the sentence under the button: why this is next; empty where the state of the assessment says it."""
    match step.action:
        case NextAction.BEGIN | NextAction.ANSWER:
            return ngettext(
                "{count} question has no answer yet.",
                "{count} questions have no answer yet.",
                step.count,
            ).format(count=step.count)
        case NextAction.LOOK_AGAIN:
            return _(
                "They were taken over when this cycle was opened. Confirm each, or choose anew."
            )
        case NextAction.SETTLE:
            return _(
                "Institutions have answered. Choose the country’s answer; where all agree, one press is enough."
            )
        case NextAction.REMIND:
            return _(
                "Without their answers some questions stay open. You can also answer them yourself."
            )
        case NextAction.HAND_IN:
            return _("Every question has an answer. An expert reads what you hand in.")
        case NextAction.CORRECT | NextAction.REPLY:
            return _("The expert waits for it.")
        case NextAction.RESPOND:
            return _("Take the expert’s level over, or keep your own; both stay on file.")
        case NextAction.HAND_IN_AGAIN:
            return _("Every question of the expert has a reply.")
        case NextAction.RETURN:
            return _("The country can change only the answers you ask about.")
        case NextAction.CHECK:
            return _("You are done. Thank you. Nothing more is asked of you here now.")
    return ""  # fmt: skip
