"""Texts on a plan that is withheld or a sketch, and on the questions to answer first."""

from __future__ import annotations

from dataclasses import dataclass

from assessment import FirstQuestion, FirstQuestions, PlanStanding
from questionnaires import Edition
from questionnaires.labels import question_text
from reports.formats import format_number, format_share
from reports.sections.labels import BRIEF_LENGTH, named_questions, respondent_names
from translations import gettext as _
from translations import ngettext

FIRST = 10
"""Questions listed with their text; of the others the first are named and the rest counted."""


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """An open question to answer first, and who can answer it."""

    code: str
    question: str
    respondents: str


@dataclass(frozen=True, slots=True)
class AnswerFirst:
    """The questions to answer first, where too little is answered for a plan."""

    title: str
    sentences: tuple[str, ...]
    rows: tuple[QuestionRow, ...]
    further: str
    """The ids of the other questions that are needed; empty without any."""


def answer_first_title() -> str:
    """Heading of the questions to answer first."""
    return _("Answer these first")


def sketch_mark(standing: PlanStanding) -> str:
    """Mark of a sketch, for running headers, headings and names of sheets; empty for any other plan."""
    return _("Sketch") if standing is PlanStanding.SKETCH else ""


def marked(standing: PlanStanding, text: str) -> str:
    """A heading, with the mark of a sketch before it where the plan is one."""
    mark = sketch_mark(standing)
    return _("{mark}: {text}").format(mark=mark, text=text) if mark else text


def standing_sentence(standing: PlanStanding, first: FirstQuestions | None) -> str:
    """Why nothing is planned, or why the plan is a sketch; empty for a plan."""
    if first is None or standing is PlanStanding.PLAN:
        return ""
    shares = {
        "coverage": format_share(first.coverage),
        "minimum": format_share(first.minimum),
    }
    if standing is PlanStanding.SKETCH:
        return _(
            "This is a sketch, not a plan: {coverage} of the weight is answered, and {minimum} is needed. What is not "
            "known yet can change any part of it."
        ).format(**shares)
    return _(
        "Nothing is planned yet: {coverage} of the weight is answered, and {minimum} is needed."
    ).format(**shares)


def needed_sentence(first: FirstQuestions) -> str:
    """How many questions are needed for a plan, and how they are chosen; only the order where none are missing."""
    order = _(
        "The questions that can change most come first: by their weight in the overall score, more if a child may be in "
        "danger or if they are core."
    )
    if not first.needed:
        return order
    needed = ngettext(
        "{count} more answer makes it a plan.", "{count} more answers make it a plan.", first.needed
    ).format(count=format_number(first.needed))
    return f"{needed} {order}"


def first_listed(first: FirstQuestions) -> tuple[FirstQuestion, ...]:
    """The questions listed with their text."""
    return first.questions[: min(FIRST, first.needed or FIRST)]


def further_ids(first: FirstQuestions) -> tuple[str, ...]:
    """The ids of the other questions that are needed."""
    return tuple(item.indicator.id for item in first.questions[FIRST : first.needed])


def further_sentence(edition: Edition, first: FirstQuestions) -> str:
    """Sentence with the first of the other questions that are needed; empty without any."""
    further = further_ids(first)
    if not further:
        return ""
    return _("Then: {ids}.").format(
        ids=named_questions(edition, further, most=2, length=BRIEF_LENGTH)
    )


def answer_first(
    edition: Edition, standing: PlanStanding, first: FirstQuestions | None
) -> AnswerFirst | None:
    """The section on the questions to answer first; None for a plan."""
    if first is None or standing is PlanStanding.PLAN:
        return None
    return AnswerFirst(
        title=answer_first_title(),
        sentences=(standing_sentence(standing, first), needed_sentence(first)),
        rows=tuple(
            QuestionRow(
                item.indicator.id,
                question_text(item.indicator),
                respondent_names(edition, item.indicator),
            )
            for item in first_listed(first)
        ),
        further=further_sentence(edition, first),
    )
