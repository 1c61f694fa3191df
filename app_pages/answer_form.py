"""What the fields of a question hold, and the answer that follows from it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from pydantic import ValidationError

from assessment import Answer, AnswerStatus, Evidence
from questionnaires import Indicator
from translations import gettext as _

NOT_OFFERED = (AnswerStatus.ANSWERED, AnswerStatus.UNANSWERED)


class Incomplete(Exception):
    """What stands in the fields is not an answer yet; the text says what is missing."""


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """The fields: a choice (a level as text, a state, or None for none), or a figure; and what goes with it."""

    choice: str | None = None
    figure: float | None = None
    reason: str = ""
    comment: str = ""
    evidence: tuple[Evidence, ...] = ()

    def with_evidence(self, place: int, item: Evidence | None) -> AnswerForm:
        """The same with one piece of evidence replaced, added at the end, or (None) taken away."""
        kept = list(self.evidence)
        kept[place : place + 1] = [] if item is None else [item]
        return replace(self, evidence=tuple(kept))


def form_of(answer: Answer) -> AnswerForm:
    """The fields that show `answer`."""
    choice = None
    if answer.level is not None:
        choice = str(answer.level)
    elif answer.state not in NOT_OFFERED:
        choice = answer.state.value
    return AnswerForm(choice, answer.value, answer.reason, answer.comment, answer.evidence)


def answer_of(form: AnswerForm) -> Answer:
    """The answer in the fields. Raises Incomplete where something is missing or can't be kept."""
    level = int(form.choice) if form.choice is not None and form.choice.isdigit() else None
    if level is not None or (form.choice is None and form.figure is not None):
        status = AnswerStatus.ANSWERED
    else:
        status = AnswerStatus(form.choice) if form.choice else AnswerStatus.UNANSWERED
    if status is AnswerStatus.NOT_APPLICABLE and not form.reason.strip():
        raise Incomplete(_("“Not applicable” needs a reason. Write one sentence below."))
    try:
        return Answer(
            state=status,
            level=level,
            value=form.figure if form.choice is None else None,
            reason=form.reason,
            comment=form.comment,
            evidence=form.evidence,
        )
    except ValidationError as error:
        raise Incomplete(_in_words(error)) from error


def choices_of(indicator: Indicator, top_level: int, stored: Answer) -> tuple[str, ...]:
    """What can be chosen: the levels, then the states; a state that only a file can set shows where it is set."""
    levels = [str(level) for level in range(top_level + 1)] if indicator.number is None else []
    states = [AnswerStatus.DONT_KNOW.value, AnswerStatus.NOT_APPLICABLE.value]
    shown = form_of(stored).choice
    extra = [shown] if shown is not None and shown not in (*levels, *states) else []
    return (*levels, *states, *extra)


_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})-(\d{1,2}))?")


def evidence_of(
    *, title: str, type: str, issuer: str, url: str, dated: str, place: str, confidence: str | None
) -> Evidence:
    """Evidence from its fields. Raises Incomplete where the title is missing or a field can't be read."""
    if not title.strip():
        raise Incomplete(_("Give the evidence a title."))
    if url.strip() and not re.fullmatch(r"https?://[^\s]+", url.strip()):
        raise Incomplete(_("The address must begin with https:// or http:// and hold no spaces."))
    day, year = _read_date(dated)
    try:
        return Evidence.model_validate(
            {
                "title": title.strip(),
                "type": type,
                "issuer": issuer.strip(),
                "url": url.strip() or None,
                "date": day,
                "year": year,
                "place": place.strip(),
                "confidence": confidence,
            }
        )
    except ValidationError as error:
        raise Incomplete(_in_words(error)) from error


def _read_date(text: str) -> tuple[date | None, int | None]:
    """A date, or a year alone, or nothing."""
    if not text.strip():
        return None, None
    found = _DATE.fullmatch(text.strip())
    try:
        if found and found[2]:
            return date(int(found[1]), int(found[2]), int(found[3])), None
        if found and 1900 <= int(found[1]) <= 2100:
            return None, int(found[1])
    except ValueError:
        pass
    raise Incomplete(_("Write the date as 2019 or as 2019-11-08."))


def _in_words(error: ValidationError) -> str:
    """The first thing wrong, in our words where the models have some."""
    first = error.errors()[0]
    cause = first.get("ctx", {}).get("error")
    name = first["loc"][-1] if first["loc"] else ""
    return f"{name}: {cause or first['msg']}"
