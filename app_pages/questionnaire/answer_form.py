"""The form of a question as a value, its conversion from and to an answer, and parsing of its fields. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from pydantic import ValidationError

from assessment import Answer, AnswerDetails, AnswerStatus, Derived, Evidence, Settlement
from assessment.answers.details_checks import derived_level_text
from assessment.answers.offered_states import offered_states
from assessment.answers.settlement import position_of
from assessment.model.base import STORED
from assessment.values.characters import has_glyph, read_text
from assessment.values.days import read_day
from assessment.values.numbers import parse_number, typed_number
from assessment.values.unreadable import Unreadable
from assessment.values.words import read_link
from questionnaires import Indicator
from questionnaires.shape import error_text
from translations import gettext as _

NOT_OFFERED = (AnswerStatus.ANSWERED, AnswerStatus.UNANSWERED)


class Incomplete(Exception):
    """The fields do not make a valid answer; the text says what is missing, `field` in which of them if in one."""

    def __init__(self, text: str, field: str = "") -> None:
        super().__init__(text)
        self.field = field


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """The values of the fields of a question."""

    choice: str | None = None
    """A level as text, a state, or None."""
    figure: float | None = None
    """The value of a question that asks for a number."""
    reason: str = ""
    comment: str = ""
    evidence: tuple[Evidence, ...] = ()
    details: AnswerDetails | None = None
    """None where nothing is entered."""
    override: str = ""
    unread: Mapping[str, str] = field(default_factory=dict)
    """Texts of fields that hold no date or number, by key; that of the figure has the key `figure`."""
    figure_problem: str = ""
    """Why the text of the figure can't be read."""
    settlement: Settlement | None = None
    settled_as: str = ""
    """The position that `settlement` applies to; with another position the settlement is dropped."""

    def with_evidence(self, index: int, item: Evidence | None) -> AnswerForm:
        """Return the form with one piece of evidence replaced, appended, or (None) removed."""
        evidence = list(self.evidence)
        evidence[index : index + 1] = [] if item is None else [item]
        return replace(self, evidence=tuple(evidence))


def form_of(answer: Answer) -> AnswerForm:
    """Return the form that shows an answer."""
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
    """Return details without empty fields; None where nothing is entered."""
    if details is None or not details.says_something:
        return None
    return AnswerDetails(
        checks={key: items for key, items in details.checks.items() if items},
        statuses={key: items for key, items in details.statuses.items() if items},
        rows=details.rows,
    )


def apply_derived_level(
    form: AnswerForm, before: Derived | None, after: Derived | None
) -> AnswerForm:
    """Return the form with the level derived from its details, unless it has a reason to override it.

    `before` and `after` are the levels allowed by the details before and after the change. Where several are allowed,
    a level chosen by hand is kept as long as it is among them.
    """
    by_level = form.choice is None or form.choice.isdigit() or form.choice == AnswerStatus.DONT_KNOW
    if after is None or has_glyph(form.override) or not by_level:
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
    """Return the answer of a form; `derived` holds the levels its details allow.

    Raises Incomplete where something is missing or invalid.
    """
    if form.figure_problem:
        raise Incomplete(form.figure_problem, "figure")
    for text in form.unread.values():
        read_date(text)
    level = int(form.choice) if form.choice is not None and form.choice.isdigit() else None
    if level is not None or (form.choice is None and form.figure is not None):
        status = AnswerStatus.ANSWERED
    else:
        status = AnswerStatus(form.choice) if form.choice else AnswerStatus.UNANSWERED
    differs = level is not None and derived is not None and not derived.allows(level)
    if derived is not None and differs and not has_glyph(form.override):
        raise Incomplete(
            _(
                "Level {level} is chosen, but {parts}. "
                "Say below why the level differs, or correct the parts."
            ).format(level=level, parts=derived_level_text(derived)),
            "override",
        )
    if status is AnswerStatus.NOT_APPLICABLE and not has_glyph(form.reason):
        raise Incomplete(_("“Not applicable” needs a reason. Write one sentence below."), "reason")
    try:
        answer = Answer(
            state=status,
            level=level,
            value=form.figure if form.choice is None else None,
            reason=read_text(form.reason),
            comment=read_text(form.comment),
            evidence=form.evidence,
            details=form.details,
            override=read_text(form.override),
        )
    except ValidationError as error:
        raise Incomplete(validation_message(error)) from error
    if form.settlement is not None and position_of(answer) == form.settled_as:
        return answer.model_copy(update={"settlement": form.settlement})
    return answer


def choices_of(
    indicator: Indicator, on_scale: Iterable[int], stored: Answer, *, is_national: bool = True
) -> tuple[str, ...]:
    """Return the choices of a question: its levels `on_scale`, then states.

    A state that is not offered is included where it is stored.
    """
    levels = [str(level) for level in on_scale]
    states = [state.value for state in offered_states(indicator, for_institution=not is_national)]
    shown = form_of(stored).choice
    extra = [shown] if shown is not None and shown not in (*levels, *states) else []
    return (*levels, *states, *extra)


EVIDENCE_FIELDS = (
    "title", "type", "issuer", "url", "dated", "place", "supports", "confidence", "language", "public",
)  # fmt: skip
"""Names of the fields of a piece of evidence, in the order of the form."""


def evidence_fields(item: Evidence | None) -> dict[str, str | bool | None]:
    """Return the values of the fields that show a piece of evidence; of a new one nothing may be published."""
    if item is None:
        return {
            **dict.fromkeys(EVIDENCE_FIELDS, ""),
            "type": "other",
            "confidence": None,
            "public": False,
        }
    return {
        "title": item.title,
        "type": item.type,
        "issuer": item.issuer,
        "url": item.url or "",
        "dated": str(item.date or item.year or ""),
        "place": item.place,
        "supports": item.supports,
        "confidence": item.confidence,
        "language": item.language,
        "public": item.public,
    }


def read_evidence(
    fields: Mapping[str, str | bool | None], stored: Evidence | None
) -> tuple[Evidence | None, Mapping[str, str]]:
    """Return the evidence in the fields, and the problem of each field that is not valid.

    What such a field held before stays, and so does what nobody changed, even where it would be refused today. The
    evidence is None where it has no title, without which it can't be stored.
    """
    item = (stored or Evidence(title="?", public=False)).model_dump()
    before = evidence_fields(stored) if stored is not None else {}
    problems: dict[str, str] = {}
    for name in EVIDENCE_FIELDS:
        value = fields.get(name)
        if name in before and value == before[name]:
            continue
        try:
            changed = {
                **item,
                **_evidence_values(name, read_text(value) if isinstance(value, str) else value),
            }
            Evidence.model_validate(changed, context=STORED)
        except Incomplete as error:
            problems[name] = str(error)
        except ValidationError as error:
            problems[name] = _reason(error)
        else:
            item = changed
    if "title" in problems and stored is None:
        return None, problems
    return Evidence.model_validate(item, context=STORED), problems


def _evidence_values(name: str, value: object) -> dict[str, object]:
    """Return the values of the evidence that one field gives. Raises Incomplete where it is not valid."""
    match name:
        case "title" if not value:
            raise Incomplete(_("Give the evidence a title."))
        case "type":
            return {"type": value or "other"}
        case "url":
            return {"url": read_url(str(value or ""))}
        case "dated":
            day, year = read_date(str(value or ""))
            return {"date": day, "year": year}
        case "confidence":
            return {"confidence": value}
        case "public":
            return {"public": bool(value)}
    return {name: value or ""}


def evidence_of(**fields: str | bool | None) -> Evidence:
    """Return evidence from its fields; those not passed are empty. Raises Incomplete where a field is not valid."""
    item, problems = read_evidence({**evidence_fields(None), **fields}, None)
    if item is None or problems:
        raise Incomplete(next(iter(problems.values())))
    return item


def read_figure(form: AnswerForm, typed: str, unit: str) -> AnswerForm:
    """Return the form with the number typed as its figure; a text that is none stays in it with the problem."""
    unread = {key: text for key, text in form.unread.items() if key != "figure"}
    try:
        figure, problem = parse_number(typed, unit=unit), ""
    except Unreadable as error:
        figure, problem, unread["figure"] = None, str(error), typed
    return replace(form, figure=figure, figure_problem=problem, unread=unread)


def figure_text(form: AnswerForm) -> str:
    """Return the text in the field of the figure."""
    return form.unread.get("figure") or typed_number(form.figure)


def read_url(text: str) -> str | None:
    """Return a web address, or None for an empty text. Raises Incomplete for anything else."""
    try:
        return read_link(text) or None
    except Unreadable as error:
        raise Incomplete(str(error)) from error


def read_date(text: str) -> tuple[date | None, int | None]:
    """Return a date or a year (1900 to 2100), the other being None; both None for an empty text.

    Raises Incomplete for anything else.
    """
    try:
        day = read_day(text)
    except Unreadable as error:
        raise Incomplete(str(error)) from error
    if not day:
        return None, None
    return (None, int(day)) if day.isdigit() else (date.fromisoformat(day), None)


def _reason(error: ValidationError) -> str:
    """Return the first error without the name of the field."""
    return error_text(error.errors()[0])


def validation_message(error: ValidationError) -> str:
    """Return the first error as a message, after the name of the field."""
    first = error.errors()[0]
    name = first["loc"][-1] if first["loc"] else ""
    return f"{name}: {error_text(first)}"
