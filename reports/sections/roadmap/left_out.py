"""The measures that are needed and not in the plan, with the reason; those that are put off by themselves."""

from __future__ import annotations

from dataclasses import dataclass

from assessment import LeftOut
from assessment.planning.follow_up import put_off
from assessment.planning.roadmap import Unplanned
from reports.analysis import Analysis
from reports.sections.roadmap.plan_descriptions import omission_sentence
from reports.sections.roadmap.timeline import measure_title


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    """A needed measure that is not in the plan, with the reason."""

    code: str
    title: str
    why: str


def left_out_rows(analysis: Analysis) -> tuple[LeftOutRow, ...]:
    """A row for each measure that is left out and not put off."""
    return tuple(
        _row(analysis, item)
        for item in analysis.roadmap.unplanned
        if item.why is not LeftOut.PUT_OFF
    )


def _row(analysis: Analysis, item: Unplanned) -> LeftOutRow:
    return LeftOutRow(
        item.measure.id,
        measure_title(item.measure),
        omission_sentence(analysis.edition, analysis.assessment, analysis.roadmap, item),
    )


def put_off_rows(analysis: Analysis) -> tuple[LeftOutRow, ...]:
    """A row for each measure that is put off, the earliest month first."""
    items = {
        item.measure.id: item for item in analysis.roadmap.unplanned if item.why is LeftOut.PUT_OFF
    }
    months = put_off(analysis.assessment.plan)
    return tuple(_row(analysis, items[key]) for key in months if key in items)
