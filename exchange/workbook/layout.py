"""Sheets, columns and word lists of a workbook. Data, without the file format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import get_args

from assessment import AnswerStatus, Evidence, MeasureStatus, ObservationState
from assessment.answers.labels import (
    evidence_type_name,
    measure_status_name,
    observation_state_name,
    status_name,
)
from assessment.answers.offered_states import offered_states
from questionnaires import Checklist, Edition, Indicator, Statuses
from questionnaires.labels import edition_text
from translations import gettext as _
from translations import pgettext

PRODUCT = "cop-toolkit-workbook"
FORMAT = 1
MARK = "cop:"
"""Prefix of the kind of a sheet, in the header cell of its ids."""

NO_ROW = "cop-text"
"""Marks a title row in the column of ids."""

META_SHEET = "_cop"
LISTS_SHEET = "_lists"

STATES = (
    AnswerStatus.DONT_KNOW,
    AnswerStatus.NOT_APPLICABLE,
    AnswerStatus.OUTSIDE_MANDATE,
    AnswerStatus.NOT_COLLECTED,
)
EVIDENCE_TYPES: tuple[str, ...] = get_args(Evidence.model_fields["type"].annotation)
CONFIDENCES = ("A", "B", "C", "D")


@dataclass(frozen=True, slots=True)
class Column:
    """A column; people write into it where `fill` is True, `words` names the list that a cell chooses from."""

    id: str
    title: str
    width: float
    fill: bool = False
    words: str = ""


def answer_columns() -> tuple[Column, ...]:
    """Columns of the sheets of answers."""
    return (
        Column("code", _("Code"), 7),
        Column("question", _("Question"), 34),
        Column("levels", _("What each level means"), 50),
        Column("level", _("Level"), 15, fill=True),
        Column("state", _("Or no level"), 16, fill=True, words="state"),
        Column("reason", _("Why it does not apply"), 22, fill=True),
        Column("comment", _("Comment"), 30, fill=True),
        Column("override", _("Why the level differs from the parts"), 20, fill=True),
    )


def part_columns() -> tuple[Column, ...]:
    """Columns of the sheet of parts."""
    return (
        Column("code", _("Code"), 7),
        Column("field", _("What is asked"), 44),
        Column("item", pgettext("part of an answer", "Part"), 58),
        Column("said", _("Answer"), 24, fill=True),
        Column("dated", _("Since (day or year)"), 16, fill=True),
    )


def evidence_columns() -> tuple[Column, ...]:
    """Columns of the sheet of evidence."""
    return (
        Column("owner", _("Code"), 8, fill=True, words="owner"),
        Column("title", _("Title"), 34, fill=True),
        Column("type", _("Kind"), 14, fill=True, words="type"),
        Column("issuer", _("Issued by"), 20, fill=True),
        Column("url", _("Link"), 28, fill=True),
        Column("dated", _("Date or year"), 12, fill=True),
        Column("place", _("Article or page"), 15, fill=True),
        Column("supports", _("Which words it supports"), 24, fill=True),
        Column("language", _("Language"), 10, fill=True),
        Column("public", _("May be published"), 11, fill=True, words="yes_no"),
        Column("confidence", _("Confidence (A to D)"), 12, fill=True, words="confidence"),
        Column("file", _("File"), 16),
    )


def observation_columns(edition: Edition) -> tuple[Column, ...]:
    """Columns of the sheet of statistics, with one for each dimension of the edition."""
    groups = tuple(
        Column(
            f"by/{item.id}",
            edition_text(item.id, "name", item.name),
            13,
            fill=True,
            words=f"by/{item.id}" if item.categories else "",
        )
        for item in edition.dimensions
    )
    return (
        Column("owner", _("Code"), 14, fill=True, words="statistic"),
        Column("name", _("Statistic"), 40),
        Column("unit", _("Unit"), 14),
        Column("value", _("Figure"), 12, fill=True),
        Column("state", _("Or no figure"), 14, fill=True, words="figure_state"),
        Column("year", _("Year"), 8, fill=True),
        Column("source", _("Source"), 24, fill=True),
        Column("url", _("Link"), 20, fill=True),
        Column("note", _("Note"), 20, fill=True),
        *groups,
    )


def measure_columns() -> tuple[Column, ...]:
    """Columns of the sheet of measures of the follow-up workbook."""
    return (
        Column("code", _("Code"), 9),
        Column("measure", _("Measure"), 48),
        Column("adopted", _("Adopted"), 18),
        Column("status", _("Where it stands"), 18, fill=True, words="measure_status"),
        Column("started", _("Began in"), 12, fill=True),
        Column("ended", _("Ended in"), 12, fill=True),
        Column("note", _("Remark"), 44, fill=True),
    )


def follow_up_lists() -> dict[str, dict[str, str]]:
    """The words of the follow-up workbook by id, by the name of the list, in the current language."""
    return {"measure_status": {item.value: measure_status_name(item) for item in MeasureStatus}}


def word_lists(edition: Edition) -> dict[str, dict[str, str]]:
    """The words of each list by id, by the name of the list, in the current language."""
    lists = {
        "state": {item.value: status_name(item) for item in STATES},
        "figure_state": {
            state.value: observation_state_name(state)
            for state in (ObservationState.NOT_COLLECTED, ObservationState.DONT_KNOW)
        },
        "yes_no": {"yes": _("Yes"), "no": _("No")},
        "type": {item: evidence_type_name(item) for item in EVIDENCE_TYPES},
        "confidence": {item: item for item in CONFIDENCES},
        "owner": {item: item for item in edition.indicators},
        "statistic": {item: item for item in edition.statistic},
    }
    for dimension in edition.dimensions:
        if dimension.categories:
            lists[f"by/{dimension.id}"] = {
                item.id: edition_text(dimension.id, f"categories.{item.id}", item.label)
                for item in dimension.categories
            }
    for indicator in edition.indicators.values():
        lists[level_list(indicator)] = level_words(edition, indicator)
        if indicator.details is None:
            continue
        for field in indicator.details.fields:
            if isinstance(field, Statuses):
                lists[part_list(indicator, field)] = {
                    item.id: edition_text(
                        indicator.id, f"details.{field.id}.statuses.{item.id}", item.label
                    )
                    for item in field.statuses
                }
    return {name: _make_distinct(words) for name, words in lists.items()}


def offered_lists(
    state_words: Mapping[str, str], indicators: Iterable[Indicator], *, for_institution: bool
) -> dict[str, dict[str, str]]:
    """The words of the states that each kind of question offers, by the name of the list."""
    return {
        offered_list(each): {
            state: state_words[state]
            for state in offered_states(each, for_institution=for_institution)
        }
        for each in indicators
    }


def offered_list(indicator: Indicator) -> str:
    """The name of the list of the states that a question offers; any state is read."""
    return "state/level" if indicator.number is None else "state/figure"


def level_list(indicator: Indicator) -> str:
    """The name of the list of an indicator's levels."""
    return f"level/{indicator.scale}" if indicator.number is None else "level/figure"


def part_list(indicator: Indicator, field: Checklist | Statuses) -> str:
    """The name of the list of a part's answers."""
    return "yes_no" if isinstance(field, Checklist) else f"{indicator.id}/{field.id}"


def level_words(edition: Edition, indicator: Indicator) -> dict[str, str]:
    """Number and name of each level (`2 Set up`) by its number; empty for a question answered with a number."""
    if indicator.number is not None:
        return {}
    levels = edition.scale_of(indicator).levels
    return {
        str(
            number
        ): f"{number} {edition_text(indicator.scale, f'levels.{number}.name', level.name)}"
        for number, level in enumerate(levels)
    }


def _make_distinct(words: Mapping[str, str]) -> dict[str, str]:
    """The words, with the id added to those that are equal."""
    folded = [word.casefold() for word in words.values()]
    return {
        key: word if folded.count(word.casefold()) == 1 else f"{word} ({key})"
        for key, word in words.items()
    }
