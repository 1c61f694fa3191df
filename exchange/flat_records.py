"""Flatten an assessment into records of text that can be exported and imported, and build its parts from them. Pure."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from assessment import (
    NATIONAL,
    UNANSWERED,
    Answer,
    AnswerDetails,
    AnswerStatus,
    Assessment,
    Evidence,
    MeasureProgress,
    MeasureStatus,
    Observation,
    ObservationState,
    PlanSettings,
    StatusValue,
)
from assessment.answers.settlement import answers_of, assigned_indicators, position_of
from assessment.values.characters import read_text
from assessment.values.numbers import number_text
from exchange.import_rows import Kind
from questionnaires import Checklist, Edition, Figures, Indicator, Statuses

ANSWER_FIELDS = ("choice", "reason", "comment", "override")
"""`choice` is a level, a number or a state; empty where nothing is answered."""

PART_FIELDS = ("said", "dated")
"""`said` is yes, no or the id of a status; `dated` a day or a year."""

EVIDENCE_FIELDS = (
    "title",
    "type",
    "issuer",
    "url",
    "dated",
    "language",
    "place",
    "supports",
    "public",
    "confidence",
)

FIGURE_FIELDS = ("value", "state", "year", "source", "url", "note")
"""And a field `by/<dimension>` for each breakdown of the statistic. `state` is empty where there is a value."""

MEASURE_FIELDS = ("status", "started", "ended", "note")
"""`status` is one of `MeasureStatus`; the months are YYYY-MM."""

YES, NO = "yes", "no"

EVIDENCE_DEFAULTS = {"type": "other", "public": YES}
"""Values of a piece of evidence whose fields are left empty."""

_DEFAULTED = {"evidence": ("type", "public", "language", "confidence"), "figure": ("state",)}
"""Fields that have a usual value, and so do not make a record filled in."""


_V = TypeVar("_V")


@dataclass(frozen=True, slots=True)
class FlatRecord:
    """One answer, part, piece of evidence or observation as canonical texts; `id` is stable as long as it is stored."""

    kind: Kind
    owner: str
    id: str
    fields: Mapping[str, str]
    note: str = ""
    """Shown and never read back: the name of the file of a piece of evidence."""


def fingerprint(fields: Mapping[str, str]) -> str:
    """The first 16 hexadecimal digits of a SHA-256 over the fields that are filled in, in any order.

    Blanks around a text and texts that show nothing do not count: programs and people add them unseen.
    """
    filled = json.dumps(
        {key: plain for key, text in fields.items() if (plain := read_text(text))},
        sort_keys=True,
        ensure_ascii=True,
    )
    return hashlib.sha256(filled.encode()).hexdigest()[:16]


def is_blank(kind: Kind, fields: Mapping[str, str]) -> bool:
    """Whether only fields with a usual value, or the group of an observation, are filled in."""
    defaulted = _DEFAULTED.get(kind, ())
    if kind == "figure" and fields.get("state"):
        return False
    return not any(
        text
        for key, text in fields.items()
        if key not in defaulted and not (kind == "figure" and key.startswith("by/"))
    )


# --- From the assessment to records


def measure_records(plan: PlanSettings, institution: str) -> dict[str, FlatRecord]:
    """The records of the measures that an institution leads, by id; `status` is empty where none is stored."""
    led = plan.of_institution(institution)
    records = {}
    for key in led.reporting:
        progress = led.progress.get(key)
        texts = ("", "", "", "")
        if progress is not None:
            texts = (
                progress.status.value, progress.started or "", progress.ended or "", progress.note
            )  # fmt: skip
        fields = dict(zip(MEASURE_FIELDS, texts, strict=True))
        records[key] = FlatRecord("measure", key, key, fields)
    return records


def build_progress(
    before: MeasureProgress | None, fields: Mapping[str, str], institution: str, day: dt.date | None
) -> MeasureProgress:
    """The progress of a measure with these fields, reported by an institution on a day; evidence stays.

    Raises ValueError, also as pydantic's ValidationError.
    """
    values = {name: fields.get(name, "") or None for name in ("started", "ended")}
    return MeasureProgress(
        status=MeasureStatus(fields.get("status", "")),
        **values,
        note=fields.get("note", ""),
        date=day,
        evidence=before.evidence if before else (),
        reported_by=institution,
    )


def flatten(
    edition: Edition, assessment: Assessment, institution: str = NATIONAL
) -> dict[str, FlatRecord]:
    """The records of all that an institution (or the country) is asked or has answered, by id, blank ones too.

    Lists such as help numbers have no records: they are entered on the page only. Observations are always the country's.
    """
    answers = answers_of(assessment, institution)
    assigned = assigned_indicators(edition, assessment, institution)
    records: list[FlatRecord] = []
    for key, indicator in edition.indicators.items():
        if key in assigned or key in answers:
            records += _indicator_records(indicator, answers.get(key, UNANSWERED))
    for code in assigned_statistics(edition, assessment, institution):
        records += observation_records(code, assessment.figures.get(code, ()))
    return {record.id: record for record in records}


def assigned_statistics(
    edition: Edition, assessment: Assessment, institution: str
) -> tuple[str, ...]:
    """The statistics that an institution is asked with its indicators; all, for the country."""
    if institution == NATIONAL:
        return tuple(edition.statistic)
    codes = {
        code
        for key in assigned_indicators(edition, assessment, institution)
        for field in _fields(edition.indicators[key])
        if isinstance(field, Figures)
        for code in field.statistics
    }
    return tuple(code for code in edition.statistic if code in codes)


def part_id(indicator_id: str, field: str, item: str) -> str:
    """The id of a part, `L02/offences/grooming`."""
    return f"{indicator_id}/{field}/{item}"


def _indicator_records(indicator: Indicator, answer: Answer) -> Iterator[FlatRecord]:
    yield FlatRecord("answer", indicator.id, indicator.id, answer_fields(answer))
    parts = answer.details or AnswerDetails()
    for field in _fields(indicator):
        match field:
            case Checklist():
                checks = parts.checks.get(field.id, {})
                for item in field.items:
                    text = "" if item.id not in checks else YES if checks[item.id] else NO
                    yield _part(indicator.id, field.id, item.id, text, "")
            case Statuses():
                statuses = parts.statuses.get(field.id, {})
                for item in field.items:
                    value = statuses.get(item.id)
                    yield _part(
                        indicator.id,
                        field.id,
                        item.id,
                        value.status if value else "",
                        day_or_year(value),
                    )
    yield from evidence_records(indicator.id, answer.evidence)


def _part(indicator_id: str, field: str, item: str, said: str, dated: str) -> FlatRecord:
    record_id = part_id(indicator_id, field, item)
    return FlatRecord("part", indicator_id, record_id, {"said": said, "dated": dated})


def answer_fields(answer: Answer) -> dict[str, str]:
    """The texts of an answer itself, without its parts and evidence."""
    is_open = answer.state is AnswerStatus.UNANSWERED or (
        answer.is_answered and answer.level is None and answer.value is None
    )
    value = answer.value
    choice = "" if is_open else number_text(value) if value is not None else position_of(answer)
    return {
        "choice": choice,
        "reason": answer.reason,
        "comment": answer.comment,
        "override": answer.override,
    }


def evidence_records(indicator_id: str, items: tuple[Evidence, ...]) -> Iterator[FlatRecord]:
    """A record for each piece of evidence; equal ones get ids of their own."""
    seen: Counter[str] = Counter()
    for item in items:
        fields = {
            "title": item.title,
            "type": item.type,
            "issuer": item.issuer,
            "url": item.url or "",
            "dated": day_or_year(item),
            "language": item.language,
            "place": item.place,
            "supports": item.supports,
            "public": YES if item.public else NO,
            "confidence": item.confidence or "",
        }
        record_id = _numbered(seen, f"{indicator_id}/e/{fingerprint(fields)}")
        yield FlatRecord(
            "evidence", indicator_id, record_id, fields, item.file.name if item.file else ""
        )


def observation_records(code: str, observations: tuple[Observation, ...]) -> Iterator[FlatRecord]:
    """A record for each observation of a statistic."""
    seen: Counter[str] = Counter()
    for item in observations:
        fields = {
            "value": "" if item.value is None else number_text(item.value),
            "state": "" if item.value is not None else item.state.value,
            "year": "" if item.year is None else str(item.year),
            "source": item.source,
            "url": item.url or "",
            "note": item.note,
            **{f"by/{key}": text for key, text in sorted(item.breakdown.items())},
        }
        yield FlatRecord("figure", code, _numbered(seen, f"{code}/f/{fingerprint(fields)}"), fields)


def _numbered(seen: Counter[str], stem: str) -> str:
    """The stem; with a number from 2 on where it was used before."""
    seen[stem] += 1
    return stem if seen[stem] == 1 else f"{stem}-{seen[stem]}"


def _fields(indicator: Indicator) -> tuple[Any, ...]:
    return () if indicator.details is None else indicator.details.fields


def day_or_year(item: Evidence | StatusValue | None) -> str:
    """`2024-05-01`, `2024`, or nothing."""
    if item is None:
        return ""
    if item.date is not None:
        return item.date.isoformat()
    return "" if item.year is None else str(item.year)


# --- From texts to the assessment; all raise pydantic's ValidationError, or ValueError, where the texts do not fit


def answer_values(indicator: Indicator, old: Answer, fields: Mapping[str, str]) -> dict[str, Any]:
    """The values of an answer with these texts, the rest from `old`; without its parts and evidence."""
    texts = {**answer_fields(old), **fields}
    choice = texts["choice"]
    states = {item.value for item in AnswerStatus}
    state = AnswerStatus(choice) if choice in states else AnswerStatus.ANSWERED
    number = float(choice) if choice and choice not in states else None
    is_number = indicator.number is not None
    return {
        "state": AnswerStatus.UNANSWERED if not choice else state,
        "level": None if number is None or is_number else int(number),
        "value": number if is_number else None,
        "reason": texts["reason"],
        "comment": texts["comment"],
        "override": texts["override"],
    }


def updated_details(
    indicator: Indicator, old: AnswerDetails | None, changed: Mapping[str, Mapping[str, str]]
) -> AnswerDetails | None:
    """The details with the parts in `changed`, by id; the other parts, and lists, stay. None where nothing is left."""
    before = old or AnswerDetails()
    checks: dict[str, dict[str, bool]] = {key: dict(items) for key, items in before.checks.items()}
    statuses: dict[str, dict[str, StatusValue]] = {
        key: dict(items) for key, items in before.statuses.items()
    }
    for field in _fields(indicator):
        for item in getattr(field, "items", ()):
            fields = changed.get(part_id(indicator.id, field.id, item.id))
            if fields is None:
                continue
            said = fields.get("said", "")
            match field:
                case Checklist():
                    _set(checks, field.id, item.id, None if not said else said == YES)
                case Statuses():
                    value = None if not said else _status(said, fields.get("dated", ""))
                    _set(statuses, field.id, item.id, value)
    after = AnswerDetails(checks=checks, statuses=statuses, rows=before.rows)
    return after if after.says_something else None


def _set(values: dict[str, dict[str, _V]], field: str, item: str, value: _V | None) -> None:
    """Set the value of an item; None removes it."""
    within = values.setdefault(field, {})
    if value is None:
        within.pop(item, None)
    else:
        within[item] = value
    if not within:
        del values[field]


def _status(status: str, dated: str) -> StatusValue:
    return StatusValue.model_validate({"status": status, **_dated(dated)})


def build_evidence(old: Evidence | None, fields: Mapping[str, str]) -> Evidence:
    """The evidence with these texts, and the file of `old`."""
    texts = {key: fields.get(key, "") for key in ("title", "issuer", "language", "place")}
    return Evidence.model_validate(
        {
            **texts,
            "supports": fields.get("supports", ""),
            "type": fields.get("type") or "other",
            "url": fields.get("url") or None,
            "public": fields.get("public", YES) != NO,
            "confidence": fields.get("confidence") or None,
            "file": old.file if old else None,
            **_dated(fields.get("dated", "")),
        }
    )


def build_observation(fields: Mapping[str, str]) -> Observation:
    """The observation with these texts."""
    value = fields.get("value", "")
    return Observation.model_validate(
        {
            "value": float(value) if value else None,
            "state": ObservationState(fields.get("state") or ObservationState.ANSWERED.value),
            "year": int(fields["year"]) if fields.get("year") else None,
            "source": fields.get("source", ""),
            "url": fields.get("url") or None,
            "note": fields.get("note", ""),
            "breakdown": {
                key.removeprefix("by/"): text
                for key, text in fields.items()
                if key.startswith("by/") and text
            },
        }
    )


def _dated(text: str) -> dict[str, Any]:
    if not text:
        return {}
    return {"year": int(text)} if text.isdigit() else {"date": dt.date.fromisoformat(text)}
