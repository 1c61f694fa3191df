"""A page that children read: what already protects them, what is planned, and where to turn. Plain words only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessment import Standing
from assessment.countries import country_name
from questionnaires.model import ChildLine
from reports.analysis import Analysis, edition_text
from translations import gettext as _

MOST_LINES = 10
"""Sentences under one heading at most, so that all stands on one page."""


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """What will be true, and by the end of which year."""

    year: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChildPage:
    """What the page says. Empty tuples are left out by the template."""

    introduction: tuple[str, ...]
    works: tuple[str, ...]
    planned: tuple[PlannedLine, ...]
    nothing: str
    """Said where neither is known."""
    turn_to: tuple[str, ...]


def child_page(facts: Analysis) -> ChildPage | None:
    """None where the edition has no words for children."""
    lines = facts.edition.children
    if not lines:
        return None
    works = [_text(line) for line in lines if _level(facts, line) >= line.level]
    planned = tuple(_planned(facts))
    return ChildPage(
        introduction=tuple(_introduction(facts)),
        works=tuple(works[:MOST_LINES]),
        planned=planned,
        nothing=""
        if works or planned
        else _("We do not know yet what works. First the country has to answer questions."),
        turn_to=tuple(_turn_to(facts)),
    )


def _text(line: ChildLine) -> str:
    return edition_text(f"{line.indicator}.{line.level}", "child", line.text)


def _level(facts: Analysis, line: ChildLine) -> int:
    level = facts.assessment.level(line.indicator)
    return -1 if level is None else level


def _introduction(facts: Analysis) -> Iterator[str]:
    country = country_name(facts.assessment.country)
    if facts.assessment.standing is Standing.ILLUSTRATIVE:
        yield _(
            "This page is an example. Nobody in the government of {country} has written or checked it."
        ).format(country=country)
    yield _(
        "The Internet is a place to learn, to play and to meet friends. Some people use it to hurt others. "
        "You have a right to be safe there, and a right to take part."
    )
    yield _(
        "This page says what {country} does for children online, and what it plans. A child is anybody under 18."
    ).format(country=country)


def _planned(facts: Analysis) -> Iterator[PlannedLine]:
    """By year, what becomes true with a milestone."""
    found: dict[int, list[str]] = {}
    left = MOST_LINES
    for milestone in facts.roadmap.milestones:
        for line in facts.edition.children:
            before = _level(facts, line)
            if line.indicator == milestone.indicator_id and before < line.level == milestone.level:
                if left > 0:
                    found.setdefault(milestone.date.year, []).append(_text(line))
                left -= 1
    for year, texts in found.items():
        yield PlannedLine(str(year), tuple(texts))


def _turn_to(facts: Analysis) -> Iterator[str]:
    yield _(
        "Tell an adult you trust: at home, at school, or wherever you feel safe. It is not your fault."
    )
    number = help_number(facts)
    if number:
        yield _("You can call {number}.").format(number=number)
    yield _(
        "You do not have to answer people who frighten you. Keep what they wrote, and show it to the adult."
    )
    yield _(
        "Do you have an idea what should be better? Say so. Your view counts in what the country decides."
    )


def help_number(facts: Analysis) -> str:
    """The number a child can call, where the country gave one and it works; never one from public sources alone."""
    asked = facts.edition.help_number
    if asked is None or facts.assessment.standing is Standing.ILLUSTRATIVE:
        return ""
    answer = facts.assessment.answer(asked.indicator)
    if answer.level is None or answer.level < asked.level or answer.details is None:
        return ""
    rows = answer.details.rows.get(asked.field, ())
    return next((str(row[asked.column]) for row in rows if row.get(asked.column)), "")
