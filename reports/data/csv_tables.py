"""Plan and scores as CSV tables (RFC 4180, UTF-8 with a byte order mark for Excel)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from reports.analysis import Analysis
from reports.data.export import score_nodes

_FORMULA = re.compile(r"""^(?=[\t\n])|(^|[;|\t\r\n])(?=[ "]*[=+\-@＝＋－＠])""")
"""The places in a text after which a spreadsheet may read a formula: its start, and each sign that another program takes
for the end of a cell. Some versions of Excel accept the full-width signs."""

PLAN_COLUMNS = (
    "measure", "title", "pillar", "phase", "lead", "indicator", "from_level", "to_level", "start", "end",
    "likely_end", "safe_end", "months_low", "months_likely", "months_high", "cost_low", "cost_high",
    "yearly_low", "yearly_high", "funding", "status", "prerequisites", "standing",
    "cost_basis", "bundle", "carried_by",
)  # fmt: skip
SCORE_COLUMNS = (
    "id",
    "kind",
    "score",
    "low",
    "high",
    "coverage",
    "answered",
    "total",
    "not_applicable",
    "band",
)


def plan_rows(analysis: Analysis) -> list[tuple[object, ...]]:
    """One row for each action, as `PLAN_COLUMNS`; months as YYYY-MM, money in `cost_currency`, an open end as None."""
    rows: list[tuple[object, ...]] = []
    for item in analysis.roadmap.actions:
        dates = analysis.risk.measures[item.measure.id]
        rows.append((
            item.measure.id, item.measure.title, item.pillar_id, item.phase.value,
            analysis.lead_name(item), item.measure.lifts.indicator,
            item.from_level, item.to_level, f"{item.start:%Y-%m}", f"{item.end:%Y-%m}",
            f"{dates.likely:%Y-%m}", f"{dates.safe:%Y-%m}",
            item.months.low, item.months.likely, item.months.high,
            item.cost.once.low, None if item.cost.once.is_open else item.cost.once.high,
            item.cost.yearly.low, None if item.cost.yearly.is_open else item.cost.yearly.high,
            item.cost.funding, item.status.value, " ".join(item.prerequisites),
            analysis.standing.value, item.cost.basis.value, item.bundle, item.carried_by,
        ))  # fmt: skip
    return rows


def score_rows(analysis: Analysis) -> list[tuple[object, ...]]:
    """One row for each node, clause and view, as `SCORE_COLUMNS`; unrounded, shares from 0 to 1."""
    return [
        (
            item.id,
            item.kind,
            item.score,
            item.low,
            item.high,
            item.coverage,
            item.answered,
            item.total,
            item.not_applicable,
            analysis.formats.band(item.score),
        )
        for item in score_nodes(analysis.scores)
    ]


def plan_csv(analysis: Analysis) -> bytes:
    """The table of the plan as CSV."""
    return write_csv(PLAN_COLUMNS, plan_rows(analysis))


def scores_csv(analysis: Analysis) -> bytes:
    """The table of the scores as CSV."""
    return write_csv(SCORE_COLUMNS, score_rows(analysis))


def write_csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A table as CSV (RFC 4180, UTF-8 with a byte order mark), every text below the head in quotes, without formulas."""
    out = io.StringIO(newline="")
    csv.writer(out).writerow(head)
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
    for row in rows:
        writer.writerow([_safe(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _safe(cell: object) -> object:
    """The cell; None becomes empty. A text gets an apostrophe wherever a spreadsheet would begin to read a formula.

    That is also after a semicolon or another sign that separates cells where the list separator is not the comma.
    """
    return _FORMULA.sub(r"\1'", cell) if isinstance(cell, str) else "" if cell is None else cell
