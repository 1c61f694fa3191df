"""The analysis of a resolution report: two cycles compared, and what belongs to each invitation. Nothing is scored anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from assessment import (
    Action,
    Assessment,
    AssessmentScore,
    Gap,
    MeasureStatus,
    NodeScore,
    score_assessment,
)
from assessment.cycles.comparison import Comparison, NotComparable, compare_cycles
from assessment.cycles.trend import Trend, cycle_trend
from assessment.workflow.level_basis import Basis, basis_of_state
from questionnaires import Clause, Edition, Indicator, Statistic
from reports.analysis import Analysis, build_analysis
from reports.resolution_report.done import ReportedMeasure, reported_measures
from reports.resolution_report.movement import Direction, Movement, direction_of_levels, movements
from translations import gettext as _


@dataclass(frozen=True, slots=True)
class Former:
    """The earlier cycle: its edition, assessment, levels' origin, scores by its own edition, and the comparison."""

    edition: Edition
    assessment: Assessment
    basis: Basis
    scores: AssessmentScore
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class ClauseFacts:
    """What belongs to one invitation, through the questions that answer it (primary links).

    `direction` is None with one cycle. `movements` are those of its scored and unscored questions that the profile asks.
    """

    clause: Clause
    indicators: tuple[Indicator, ...]
    direction: Direction | None
    movements: tuple[Movement, ...]
    measures: tuple[ReportedMeasure, ...]
    statistics: tuple[Statistic, ...]
    gaps: tuple[Gap, ...]
    planned: tuple[Action, ...]
    """Measures of the plan that have not started, by start."""


@dataclass(frozen=True, slots=True)
class ResolutionAnalysis:
    """The newest cycle analysed, the former cycle (None where there is one cycle only), and the invitations."""

    now: Analysis
    basis: Basis
    former: Former | None
    trend: Trend
    clauses: tuple[ClauseFacts, ...]

    @property
    def cycles(self) -> tuple[int, ...]:
        """The cycles compared, the earlier first."""
        before = () if self.former is None else (self.former.assessment.cycle,)
        return (*before, self.now.assessment.cycle)


def build_resolution_analysis(
    edition: Edition,
    assessment: Assessment,
    date: dt.date,
    *,
    former: tuple[Edition, Assessment] | None = None,
    basis: Basis | None = None,
    former_basis: Basis | None = None,
) -> ResolutionAnalysis:
    """Compare `assessment` with the `former` cycle, with its edition, and gather what belongs to each invitation.

    `date` is that of the report. A basis is by default the one that the state implies. Raises NotComparable for two
    countries, for two files of one cycle, for a former cycle that is the later one, and where no migration map connects
    the editions.
    """
    earlier = None if former is None else _former(former, edition, assessment, former_basis)
    now = build_analysis(edition, assessment, date)
    given = [] if earlier is None else [(earlier.edition, earlier.assessment)]
    return ResolutionAnalysis(
        now=now,
        basis=basis or basis_of_state(assessment.state),
        former=earlier,
        trend=cycle_trend([*given, (edition, assessment)]),
        clauses=tuple(_clauses(now, earlier)),
    )


def clause_node(scores: AssessmentScore, clause_id: str) -> NodeScore | None:
    """The score of a clause; None where no question of it is asked."""
    return next((node for node in scores.clauses if node.id == clause_id), None)


def require_order(before: Assessment, after: Assessment) -> None:
    """Raise NotComparable unless `before` is of an earlier cycle than `after`."""
    if before.cycle == after.cycle:
        raise NotComparable(
            _(
                "Both are of cycle {cycle}, so nothing lies between them. Give two cycles, the earlier one first."
            ).format(cycle=after.cycle)
        )
    if before.cycle > after.cycle:
        raise NotComparable(
            _(
                "The first is of cycle {first}, the second of cycle {second}. Give the earlier one first."
            ).format(first=before.cycle, second=after.cycle)
        )


def _former(
    given: tuple[Edition, Assessment],
    edition: Edition,
    assessment: Assessment,
    basis: Basis | None,
) -> Former:
    own, before = given
    if before.country == assessment.country:
        require_order(before, assessment)
    comparison = compare_cycles(before, own, assessment, edition)
    return Former(
        edition=own,
        assessment=before,
        basis=basis or basis_of_state(before.state),
        scores=score_assessment(own, before),
        comparison=comparison,
    )


def _clauses(now: Analysis, former: Former | None) -> Iterator[ClauseFacts]:
    edition, asked = now.edition, {item.id for item in now.indicators}
    plans = [(edition, now.assessment)]
    if former is not None:
        plans.insert(0, (former.edition, former.assessment))
    reported = reported_measures(plans)
    for clause in edition.clauses:
        if clause.kind != "invitation":
            continue
        indicators = tuple(
            item for item in edition.indicators_of_clause[clause.id] if item.id in asked
        )
        keys = {item.id for item in indicators}
        moved = () if former is None else tuple(_movements(former, now, indicators))
        yield ClauseFacts(
            clause=clause,
            indicators=indicators,
            direction=None if former is None else direction_of_levels(moved),
            movements=moved,
            measures=tuple(item for item in reported if item.measure.lifts.indicator in keys),
            statistics=tuple(item for item in edition.statistics if clause.id in item.clauses),
            gaps=tuple(item for item in now.gaps if item.indicator.id in keys),
            planned=tuple(
                item
                for item in sorted(now.roadmap.actions, key=lambda item: item.start)
                if item.measure.lifts.indicator in keys and item.status is MeasureStatus.NOT_STARTED
            ),
        )


def _movements(
    former: Former, now: Analysis, indicators: tuple[Indicator, ...]
) -> Iterator[Movement]:
    before = former.assessment
    return movements(
        former.comparison,
        indicators,
        asked_before=frozenset(former.edition.profile_indicators(before.profile)),
        assessment=now.assessment,
    )
