"""What the slides say: the pages for a minister and the cover, as plain texts, tables and series. Pure.

The one place that knows where the texts come from.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from reports.analysis import Analysis
from reports.chinese import in_language
from reports.document_look import Look
from reports.joining import join_clauses, join_phrases
from reports.office.chart_data import ChartData, money_chart, score_chart
from reports.office.emblem import EmblemPicture, emblem_picture
from reports.roadmap_report import Report
from reports.sections.minister.bars import bar_rows
from reports.sections.minister.pages import MinisterPages, minister_pages
from reports.sections.roadmap.costs import price_year
from translations import gettext as _
from translations import pgettext


@dataclass(frozen=True, slots=True)
class Table:
    """A table: shares of the width, head, rows of texts; the columns of `numbers` are set to the right."""

    widths: tuple[int, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide: title, at most one of tiles, table and chart, paragraphs (start in bold, rest) below or beside it, notes."""

    title: str
    paragraphs: tuple[tuple[str, str], ...] = ()
    tiles: tuple[tuple[str, str], ...] = ()
    table: Table | None = None
    chart: ChartData | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deck:
    """The slides: title slide, others, colours and emblem, language, direction, document title, remark at the foot of each."""

    country: str
    subtitle: tuple[str, ...]
    slides: tuple[Slide, ...]
    colours: tuple[str, ...]
    """The colours of the country; empty where ours are used."""
    emblem: EmblemPicture | None
    language: str
    direction: str
    title: str
    description: str
    foot: str
    day: dt.date


def deck_of(analysis: Analysis, report: Report) -> Deck:
    """The texts of the slides; `report` provides the cover and how to read."""
    pages, cover = minister_pages(analysis), report.cover
    return Deck(
        country=cover.country,
        subtitle=(
            cover.title,
            in_language(f"{cover.cycle}. {cover.date}"),
            report.running_standing,
            _(
                "An independent self-assessment, not a product of the ITU or of any other organization named in it."
            ),
        ),
        colours=report.look.colours,
        emblem=emblem_picture(report.look),
        slides=(
            *_foreword(report.look),
            Slide(
                pages.headline,
                tiles=tuple((tile.value, tile.text) for tile in pages.tiles),
                paragraphs=(("", _("{text}.").format(text=pages.second)),),
                notes=tuple(
                    _("{name}: {value}").format(name=tile.value, value=tile.text)
                    for tile in pages.tiles
                ),
            ),
            _dangers(pages),
            _standing(analysis, pages),
            Slide(
                _("Decisions asked of you"),
                paragraphs=tuple((item.title, item.text) for item in pages.decisions)
                or (("", pgettext("measures", "None.")),),
                notes=tuple(f"{item.title} {item.text}" for item in pages.decisions),
            ),
            _first(pages),
            _money(analysis, pages),
            Slide(
                _("What is not known, and how to read these slides"),
                paragraphs=(
                    *(("", text) for text in pages.unknown),
                    ("", cover.standing_detail),
                    ("", cover.basis),
                    *(("", text) for text in cover.note),
                ),
                notes=(*pages.unknown, cover.standing_detail, cover.basis, *cover.note),
            ),
        ),
        language=report.language,
        direction=report.direction,
        title=report.title,
        description=report.description,
        foot=in_language(f"{report.running_title}. {report.running_standing}"),
        day=report.day,
    )


def _foreword(look: Look) -> tuple[Slide, ...]:
    """The foreword on a slide of its own; none without one."""
    if not look.foreword:
        return ()
    name, office = (*look.signed, "", "")[:2]
    signed = ((name, office),) if name else ()
    return (
        Slide(
            _("Foreword"),
            paragraphs=(*(("", text) for text in look.foreword), *signed),
            notes=(*look.foreword, *look.signed),
        ),
    )


def _dangers(pages: MinisterPages) -> Slide:
    title = _("What may put a child in danger, and what the plan does about it")
    rows = tuple(
        (
            row.text,
            join_phrases(row.now.text if row.now else "", row.target),
            row.status,
            row.when,
            row.cost,
        )
        for row in pages.dangers
    )
    remark = (("", pages.dangers_remark),) if pages.dangers_remark else ()
    if not rows:
        return Slide(title, paragraphs=remark, notes=(pages.dangers_remark,))
    return Slide(
        title,
        table=Table((40, 14, 17, 17, 12), pages.dangers_head, rows, (4,)),
        paragraphs=remark,
        notes=(*(join_clauses(row) for row in rows), pages.dangers_remark),
    )


def _standing(analysis: Analysis, pages: MinisterPages) -> Slide:
    """Scores today and at the end of the plan; without any score the ranges in words."""
    bars = pages.bars
    texts = tuple(
        _("{name}: {value}").format(name=row.name, value=row.text) for row in bar_rows(analysis)
    )
    chart = score_chart(analysis, bars)
    if chart is None:
        return Slide(bars.title, paragraphs=tuple(("", text) for text in texts), notes=texts)
    return Slide(bars.title, chart=chart, notes=texts)


def _first(pages: MinisterPages) -> Slide:
    first = pages.first
    remark = (("", first.remark),) if first.remark else ()
    if not first.rows:
        return Slide(first.title, paragraphs=remark, notes=(first.remark,))
    rows = tuple(
        tuple(
            [row.title, row.who]
            if not row.when
            else [row.title, row.who, "\n".join(filter(None, (row.when, row.safe))), row.cost]
        )
        for row in first.rows
    )
    is_plan = len(first.head) == 4
    return Slide(
        first.title,
        table=Table(
            (44, 24, 18, 14) if is_plan else (60, 40), first.head, rows, (3,) if is_plan else ()
        ),
        paragraphs=remark,
        notes=tuple(
            _("{name}: {value}").format(name=item.code, value=join_clauses(row)).replace("\n", ", ")
            for item, row in zip(first.rows, rows, strict=True)
        ),
    )


def _money(analysis: Analysis, pages: MinisterPages) -> Slide:
    sentences = tuple(("", text) for text in pages.money.sentences)
    chart = money_chart(analysis, pages.money)
    if chart is None:
        return Slide(pages.money.title, paragraphs=sentences, notes=pages.money.sentences)
    return Slide(
        pages.money.title,
        chart=chart,
        paragraphs=(("", _("At prices of {year}.").format(year=price_year(analysis))), *sentences),
        notes=(chart.alternative, *pages.money.sentences),
    )
