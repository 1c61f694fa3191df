"""The plan and the scores as tables for other programs: CSV (RFC 4180, UTF-8 with a mark, so that Excel reads it)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from reports.analysis import Analysis
from reports.data.export import score_nodes

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet read a formula; the wide forms too, which some versions of Excel take for the narrow ones."""

PLAN_COLUMNS = (
    "measure", "title", "pillar", "phase", "lead", "indicator", "from_level", "to_level", "start", "end",
    "likely_end", "safe_end", "months_low", "months_likely", "months_high", "cost_low", "cost_high",
    "yearly_low", "yearly_high", "funding", "status", "prerequisites",
)  # fmt: skip
SCORE_COLUMNS = ("id", "kind", "score", "low", "high", "coverage", "answered", "total")


def plan_rows(facts: Analysis) -> list[tuple[object, ...]]:
    """One row an action, as `PLAN_COLUMNS`; dates as YYYY-MM, money in `cost_currency`."""
    rows: list[tuple[object, ...]] = []
    for item in facts.roadmap.actions:
        found = facts.risk.measures[item.measure.id]
        rows.append((
            item.measure.id, item.measure.title, item.pillar_id, item.phase.value,
            item.lead_name or facts.role_name(item.measure.lead), item.measure.lifts.indicator,
            item.from_level, item.to_level, f"{item.start:%Y-%m}", f"{item.end:%Y-%m}",
            f"{found.likely:%Y-%m}", f"{found.safe:%Y-%m}",
            item.months.low, item.months.likely, item.months.high,
            item.cost.once.low, None if item.cost.once.is_open else item.cost.once.high,
            item.cost.yearly.low, None if item.cost.yearly.is_open else item.cost.yearly.high,
            item.cost.funding, item.status.value, " ".join(item.prerequisites),
        ))  # fmt: skip
    return rows


def score_rows(facts: Analysis) -> list[tuple[object, ...]]:
    """One row a node of the tree, a clause and another view, as `SCORE_COLUMNS`; shares from 0 to 1, unrounded."""
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
        )
        for item in score_nodes(facts.scores)
    ]


def plan_csv(facts: Analysis) -> bytes:
    return write_csv(PLAN_COLUMNS, plan_rows(facts))


def scores_csv(facts: Analysis) -> bytes:
    return write_csv(SCORE_COLUMNS, score_rows(facts))


def write_csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A table as CSV: RFC 4180, UTF-8 with a mark, nothing in it a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(head)
    for row in rows:
        writer.writerow([_safe(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _safe(cell: object) -> object:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it; a number is what it is."""
    if isinstance(cell, str) and cell.startswith(FORMULA_SIGNS):
        return f"'{cell}"
    return "" if cell is None else cell
