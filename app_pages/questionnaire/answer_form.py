"""What the fields of a question hold, and the answer that follows from it. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from pydantic import ValidationError

from assessment import Answer, AnswerDetails, AnswerStatus, Derived, Evidence, Settlement
from assessment.answers.details_checks import derived_level_text
from assessment.answers.settlement import position_of
from questionnaires import Indicator
from translations import gettext as _

NOT_OFFERED = (AnswerStatus.ANSWERED, AnswerStatus.UNANSWERED)


class Incomplete(Exception):
    """What stands in the fields is not an answer yet; the text says what is missing."""


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """The fields: a choice (a level as text, a state, or None for none), or a figure; and what goes with it.

    `details` holds the parts, None where all are open; `unread` what was typed for a date and is none.
    """

    choice: str | None = None
    figure: float | None = None
    reason: str = ""
    comment: str = ""
    evidence: tuple[Evidence, ...] = ()
    details: AnswerDetails | None = None
    override: str = ""
    unread: Mapping[str, str] = field(default_factory=dict)
    settlement: Settlement | None = None
    settled_as: str = ""
    """The position that `settlement` speaks of; with another one it no longer holds."""

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
    return AnswerForm(
        choice,
        answer.value,
        answer.reason,
        answer.comment,
        answer.evidence,
        tidy(answer.details),
        answer.override,
        settlement=answer.settlement,
        settled_as=position_of(answer),
    )


def tidy(details: AnswerDetails | None) -> AnswerDetails | None:
    """The parts without fields of which nothing is said; None where nothing is said at all."""
    if details is None or not details.says_something:
        return None
    return AnswerDetails(
        checks={key: items for key, items in details.checks.items() if items},
        statuses={key: items for key, items in details.statuses.items() if items},
        rows=details.rows,
    )


def follow_parts(form: AnswerForm, before: Derived | None, after: Derived | None) -> AnswerForm:
    """The form with the level that its parts give now, unless it states why another is right.

    Where the parts leave the level open, one that was chosen by hand stays as long as they allow it.
    """
    by_level = form.choice is None or form.choice.isdigit() or form.choice == AnswerStatus.DONT_KNOW
    if after is None or form.override.strip() or not by_level:
        return form
    if after.level is not None:
        return replace(form, choice=str(after.level))
    if form.choice is None or not form.choice.isdigit():
        return form
    gave_it = before is not None and form.choice == str(before.level)
    if gave_it or not after.allows(int(form.choice)):
        return replace(form, choice=None)
    return form


def answer_of(form: AnswerForm, derived: Derived | None = None) -> Answer:
    """The answer in the fields; `derived` is what its parts give.

    Raises Incomplete where something is missing or can't be kept.
    """
    if form.unread:
        raise Incomplete(_("Write the date as 2019 or as 2019-11-08."))
    level = int(form.choice) if form.choice is not None and form.choice.isdigit() else None
    if level is not None or (form.choice is None and form.figure is not None):
        status = AnswerStatus.ANSWERED
    else:
        status = AnswerStatus(form.choice) if form.choice else AnswerStatus.UNANSWERED
    differs = level is not None and derived is not None and not derived.allows(level)
    if derived is not None and differs and not form.override.strip():
        raise Incomplete(
            _(
                "Level {level} is chosen, but {parts}. "
                "Say below why the level differs, or correct the parts."
            ).format(level=level, parts=derived_level_text(derived))
        )
    if status is AnswerStatus.NOT_APPLICABLE and not form.reason.strip():
        raise Incomplete(_("“Not applicable” needs a reason. Write one sentence below."))
    try:
        answer = Answer(
            state=status,
            level=level,
            value=form.figure if form.choice is None else None,
            reason=form.reason,
            comment=form.comment,
            evidence=form.evidence,
            details=form.details,
            override=form.override,
        )
    except ValidationError as error:
        raise Incomplete(in_words(error)) from error
    if form.settlement is not None and position_of(answer) == form.settled_as:
        return answer.model_copy(update={"settlement": form.settlement})
    return answer


def choices_of(
    indicator: Indicator, top_level: int, stored: Answer, *, is_national: bool = True
) -> tuple[str, ...]:
    """What can be chosen: the levels, then the states; a state that only a file can set shows where it is set.

    That a question is outside one's mandate can only an institution say.
    """
    levels = [str(level) for level in range(top_level + 1)] if indicator.number is None else []
    states = [AnswerStatus.DONT_KNOW.value, AnswerStatus.NOT_APPLICABLE.value]
    if not is_national:
        states.append(AnswerStatus.OUTSIDE_MANDATE.value)
    shown = form_of(stored).choice
    extra = [shown] if shown is not None and shown not in (*levels, *states) else []
    return (*levels, *states, *extra)


_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})-(\d{1,2}))?")


def evidence_of(
    *,
    title: str,
    type: str,
    issuer: str,
    url: str,
    dated: str,
    place: str,
    confidence: str | None,
    supports: str = "",
    language: str = "",
    public: bool = True,
) -> Evidence:
    """Evidence from its fields. Raises Incomplete where the title is missing or a field can't be read."""
    if not title.strip():
        raise Incomplete(_("Give the evidence a title."))
    address = read_url(url)
    day, year = read_date(dated)
    try:
        return Evidence.model_validate(
            {
                "title": title.strip(),
                "type": type,
                "issuer": issuer.strip(),
                "url": address,
                "date": day,
                "year": year,
                "place": place.strip(),
                "confidence": confidence,
                "supports": supports.strip(),
                "language": language.strip(),
                "public": public,
            }
        )
    except ValidationError as error:
        raise Incomplete(in_words(error)) from error


def read_url(text: str) -> str | None:
    """A web address, or nothing. Raises Incomplete for anything else."""
    if text.strip() and not re.fullmatch(r"https?://[^\s]+", text.strip()):
        raise Incomplete(_("The address must begin with https:// or http:// and hold no spaces."))
    return text.strip() or None


def read_date(text: str) -> tuple[date | None, int | None]:
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


def in_words(error: ValidationError) -> str:
    """The first thing wrong, in our words where the models have some."""
    first = error.errors()[0]
    cause = first.get("ctx", {}).get("error")
    name = first["loc"][-1] if first["loc"] else ""
    return f"{name}: {cause or first['msg']}"
