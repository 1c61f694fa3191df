"""Which sheets and columns a workbook has, and how words in its cells stand for ids. Data, and no file format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from assessment import AnswerStatus, Evidence, ObservationState
from assessment.answers.labels import evidence_type_name, status_name
from questionnaires import Checklist, Edition, Indicator, Statuses
from translations import content_text
from translations import gettext as _

PRODUCT = "cop-toolkit-workbook"
FORMAT = 1
MARK = "cop:"
"""Before the kind of a sheet, in the cell that heads its ids."""

NO_ROW = "cop-text"
"""In the column of ids where a row is a title and no data."""

META_SHEET = "_cop"
LISTS_SHEET = "_lists"

STATES = (
    AnswerStatus.DONT_KNOW,
    AnswerStatus.NOT_APPLICABLE,
    AnswerStatus.OUTSIDE_MANDATE,
)
EVIDENCE_TYPES: tuple[str, ...] = get_args(Evidence.model_fields["type"].annotation)
CONFIDENCES = ("A", "B", "C", "D")


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its id; `fill` is True where a person writes, `words` names the list that a cell chooses from."""

    id: str
    title: str
    width: float
    fill: bool = False
    words: str = ""


def answer_columns() -> tuple[Column, ...]:
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
    return (
        Column("code", _("Code"), 7),
        Column("field", _("What is asked"), 44),
        Column("item", _("Part"), 58),
        Column("said", _("Answer"), 24, fill=True),
        Column("dated", _("Since (day or year)"), 16, fill=True),
    )


def evidence_columns() -> tuple[Column, ...]:
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


def figure_columns(edition: Edition) -> tuple[Column, ...]:
    groups = tuple(
        Column(
            f"by/{item.id}",
            content(item.id, "name", item.name),
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


def content(content_id: str, field: str, text: str) -> str:
    """A text of the edition in the current language."""
    context = f"{content_id}.{field}"
    return content_text(context, text)


def word_lists(edition: Edition) -> dict[str, dict[str, str]]:
    """By the name of a list: the word that stands for each id, in the current language."""
    lists = {
        "state": {item.value: status_name(item) for item in STATES},
        "figure_state": {
            ObservationState.NOT_COLLECTED.value: _("Not collected"),
            ObservationState.DONT_KNOW.value: _("Don’t know"),
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
                item.id: content(dimension.id, f"{item.id}", item.label)
                for item in dimension.categories
            }
    for indicator in edition.indicators.values():
        lists[level_list(indicator)] = level_words(edition, indicator)
        if indicator.details is None:
            continue
        for field in indicator.details.fields:
            if isinstance(field, Statuses):
                lists[part_list(indicator, field)] = {
                    item.id: content(indicator.id, f"{field.id}.{item.id}", item.label)
                    for item in field.statuses
                }
    return {name: _told_apart(words) for name, words in lists.items()}


def level_list(indicator: Indicator) -> str:
    """The name of the list of an indicator's levels."""
    return f"level/{indicator.scale}" if indicator.number is None else "level/figure"


def part_list(indicator: Indicator, field: Checklist | Statuses) -> str:
    """The name of the list that a part chooses from."""
    return "yes_no" if isinstance(field, Checklist) else f"{indicator.id}/{field.id}"


def level_words(edition: Edition, indicator: Indicator) -> dict[str, str]:
    """`2 Set up` by `2`; empty for a question that is answered with a figure."""
    if indicator.number is not None:
        return {}
    levels = edition.scale_of(indicator).levels
    return {
        str(place): f"{place} {content(indicator.scale, str(place), step.name)}"
        for place, step in enumerate(levels)
    }


def _told_apart(words: Mapping[str, str]) -> dict[str, str]:
    """The same words, with the id added where two would read alike."""
    alike = [word.casefold() for word in words.values()]
    return {
        key: word if alike.count(word.casefold()) == 1 else f"{word} ({key})"
        for key, word in words.items()
    }
