"""Page for children in plain language: protections in place, planned ones, and help."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessment import Standing
from assessment.countries import country_name
from questionnaires.labels import edition_text
from questionnaires.model import ChildLine
from reports.analysis import Analysis
from translations import gettext as _

MAXIMUM_LINES = 10
"""Sentences under one heading at most; the chapter fits one page."""


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """Sentences that become true by the end of a year."""

    year: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChildPage:
    """Sentences of the page; the template omits headings without any."""

    introduction: tuple[str, ...]
    works: tuple[str, ...]
    planned: tuple[PlannedLine, ...]
    nothing: str
    """Sentence shown when both `works` and `planned` are empty."""
    turn_to: tuple[str, ...]


def child_page(analysis: Analysis) -> ChildPage | None:
    """The page; None where the edition has no sentences for children."""
    lines = analysis.edition.children
    if not lines:
        return None
    works = [_text(line) for line in lines if _level(analysis, line) >= line.level]
    planned = tuple(_planned(analysis))
    return ChildPage(
        introduction=tuple(_introduction(analysis)),
        works=tuple(works[:MAXIMUM_LINES]),
        planned=planned,
        nothing=""
        if works or planned
        else _("We do not know yet what works. First the country has to answer questions."),
        turn_to=tuple(_turn_to(analysis)),
    )


def _text(line: ChildLine) -> str:
    return edition_text(f"{line.indicator}.{line.level}", "child", line.text)


def _level(analysis: Analysis, line: ChildLine) -> int:
    level = analysis.counted.level(line.indicator)
    return -1 if level is None else level


def _introduction(analysis: Analysis) -> Iterator[str]:
    country = country_name(analysis.assessment.country)
    if analysis.assessment.standing is Standing.TRAINING:
        yield _("This page is an example for training. {country} is invented.").format(
            country=country
        )
    if analysis.assessment.standing is Standing.ILLUSTRATIVE:
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


def _planned(analysis: Analysis) -> Iterator[PlannedLine]:
    """By year, the sentences that become true with a milestone; at most `MAXIMUM_LINES` in all."""
    by_year: dict[int, list[str]] = {}
    left = MAXIMUM_LINES
    for milestone in analysis.roadmap.milestones:
        for line in analysis.edition.children:
            before = _level(analysis, line)
            if line.indicator == milestone.indicator_id and before < line.level == milestone.level:
                if left > 0:
                    by_year.setdefault(milestone.date.year, []).append(_text(line))
                left -= 1
    for year, texts in by_year.items():
        yield PlannedLine(str(year), tuple(texts))


def _turn_to(analysis: Analysis) -> Iterator[str]:
    number = help_number(analysis)
    if number:
        yield _("You can call {number}.").format(number=number)
    yield _(
        "Tell an adult you trust: at school, at home, or wherever you feel safe. It is not your fault. "
        "If somebody at home hurts you, tell somebody outside."
    )
    yield _(
        "You do not have to answer people who frighten you. Keep what they wrote, do not send it on, and show it to the adult."
    )
    yield _(
        "Do you have an idea what should be better? Say so. Your view counts in what the country decides."
    )


def help_number(analysis: Analysis) -> str:
    """The helpline number of the country, where its level is reached; empty where the assessment is not its own."""
    source = analysis.edition.help_number
    if source is None or not analysis.assessment.standing.is_own:
        return ""
    answer = analysis.assessment.answer(source.indicator)
    if answer.level is None or answer.level < source.level or answer.details is None:
        return ""
    rows = answer.details.rows.get(source.field, ())
    return next((str(row[source.column]) for row in rows if row.get(source.column)), "")
