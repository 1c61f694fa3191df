"""Measures of the plan that the follow-up reports as done, under way or stopped. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessment import Assessment, MeasureProgress, MeasureStatus
from questionnaires import Edition, Measure

ORDER = (MeasureStatus.DONE, MeasureStatus.UNDER_WAY, MeasureStatus.STOPPED)


@dataclass(frozen=True, slots=True)
class ReportedMeasure:
    """A measure with what the follow-up last reported of it."""

    measure: Measure
    progress: MeasureProgress


def reported_measures(
    plans: Sequence[tuple[Edition, Assessment]],
) -> tuple[ReportedMeasure, ...]:
    """The measures reported in any of the `plans`, the oldest cycle first: done ones first, each by month and id.

    The next cycle inherits the progress of its former one, so of a measure reported in both the later report counts.
    Left out are measures not started, those that ended before the year of the first of two cycles, and those of which
    no edition knows the id.
    """
    found: dict[str, ReportedMeasure] = {}
    for edition, assessment in plans:
        for key, progress in assessment.plan.progress.items():
            if key in edition.measure:
                found[key] = ReportedMeasure(edition.measure[key], progress)
    since = f"{plans[0][1].cycle}-01" if len(plans) > 1 else ""
    shown = (
        item
        for item in found.values()
        if item.progress.status in ORDER and (item.progress.ended or since) >= since
    )
    return tuple(sorted(shown, key=_place))


def _place(item: ReportedMeasure) -> tuple[int, str, str]:
    progress = item.progress
    month = progress.ended or progress.started or ""
    return ORDER.index(progress.status), month, item.measure.id
