"""The analysis of an assessment, computed once for all sections and formats of a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assessment import (
    Action,
    AnswerStatus,
    Assessment,
    AssessmentScore,
    DangerChain,
    FirstQuestions,
    Gap,
    NodeScore,
    PlanStanding,
    RaisedGate,
    Roadmap,
    Robustness,
    ScheduleRisk,
    counted_assessment,
    danger_chains,
    find_gaps,
    first_questions,
    plan_standing,
    raise_gates,
    roadmap_of,
    score_assessment,
    score_at_targets,
    simulate,
    target_levels,
    weigh_gaps,
)
from assessment.answers.consistency_gates import excludes_too_much
from questionnaires import Edition, Group, Indicator, palette
from questionnaires import labels as edition_labels
from reports.figures.scale import scale_position, score_unanswered, tick_values
from reports.formats import Formats
from translations import ngettext


@dataclass(frozen=True, slots=True)
class Analysis:
    """An assessment with its scores, gaps, warnings and roadmap, and the labels and colours of its edition.

    `day` is the date of the document.
    """

    edition: Edition
    assessment: Assessment
    day: date
    formats: Formats
    scores: AssessmentScore
    at_target: AssessmentScore
    empty: AssessmentScore
    """Scores of the same questions without any answer: their bounds are the ends of each scale."""
    targets: Mapping[str, int]
    """Target level by indicator id."""
    gaps: tuple[Gap, ...]
    robustness: Robustness | None
    gates: tuple[RaisedGate, ...]
    roadmap: Roadmap
    risk: ScheduleRisk
    standing: PlanStanding
    """Whether the roadmap is a plan, a sketch, or empty because too little is answered."""
    first: FirstQuestions | None
    """What to answer first where it is no plan."""

    @property
    def chains(self) -> tuple[DangerChain, ...]:
        """What each danger that the plan closes needs besides, in order to help a child."""
        return danger_chains(self.edition, self.assessment, self.roadmap)

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators that the profile asks, in the order of the content."""
        return tuple(
            self.edition.indicators[key]
            for key in self.edition.profile_indicators(self.assessment.profile)
        )

    @property
    def pillars(self) -> tuple[Group, ...]:
        """The pillars with at least one indicator in the profile."""
        present = {node.id for node in self.scores.pillars}
        return tuple(pillar for pillar in self.edition.pillars if pillar.id in present)

    @property
    def counted(self) -> Assessment:
        """The assessment with every level as it counts: lower where evidence that the edition requires is missing."""
        return counted_assessment(self.edition, self.assessment)

    @property
    def answered_count(self) -> int:
        """Number of indicators with a level or a figure, scored or not."""
        return sum(self.assessment.answer(item.id).is_answered for item in self.indicators)

    @property
    def applicable_count(self) -> int:
        """Number of indicators in the profile that are not answered as not applicable."""
        return sum(
            self.assessment.answer(item.id).state is not AnswerStatus.NOT_APPLICABLE
            for item in self.indicators
        )

    @property
    def excluded_count(self) -> int:
        """Number of indicators in the profile that are answered as not applicable."""
        return len(self.indicators) - self.applicable_count

    @property
    def excludes_too_much(self) -> bool:
        """Whether so much of a pillar is not applicable that its gate is raised."""
        return excludes_too_much(self.gates)

    def indicators_of(self, pillar: Group) -> tuple[Indicator, ...]:
        """The indicators of one pillar that the profile asks, in the order of the content."""
        return tuple(item for item in self.indicators if self.edition.pillar_of[item.id] is pillar)

    def colour(self, pillar_id: str) -> str:
        """The accent of a pillar."""
        return palette.pillar_colour(self.edition, pillar_id)

    def letter(self, pillar_id: str) -> str:
        """The letter of a pillar."""
        return palette.pillar_letter(self.edition, pillar_id)

    def pillar_name(self, pillar_id: str) -> str:
        """The name of a pillar in the language in use."""
        return edition_labels.pillar_name(self.edition, pillar_id)

    def question(self, indicator: Indicator) -> str:
        """The question of an indicator in the language in use."""
        return edition_labels.question_text(indicator)

    def level_name(self, indicator: Indicator, level: int) -> str:
        """The name of a level in the language in use."""
        return edition_labels.level_name(self.edition, indicator, level)

    def role_name(self, role_id: str) -> str:
        """The name of a role in the language in use; its id where the edition does not know it."""
        return edition_labels.role_name(self.edition, role_id)

    def lead_name(self, action: Action) -> str:
        """The body that leads a measure: as the country names it, else the role of the edition."""
        return action.lead_name or self.role_name(action.measure.lead)

    def scale_position(self, node: NodeScore, value: float | None) -> float | None:
        """The position of `value` on the node's scale, from 0 to 1; None for None."""
        return scale_position(self.empty, node, value)

    def score_ticks(self) -> tuple[str, ...]:
        """Labels of an axis of scores, from the lower end of the scale to its top."""
        return tuple(self.formats.score(value) for value in tick_values(self.empty.overall))


def figures_known(analysis: Analysis) -> str:
    """How many of the figures asked are known, as a text, for an edition without levels."""
    return ngettext(
        "{known} of {total} figure is known",
        "{known} of {total} figures are known",
        analysis.applicable_count,
    ).format(known=analysis.answered_count, total=analysis.applicable_count)


def build_analysis(
    edition: Edition, assessment: Assessment, day: date, *, sketch: bool = False
) -> Analysis:
    """Score the assessment, rank its gaps, raise its warnings and plan its roadmap.

    `day` is the date of the document; it decides which evidence is outdated. `sketch` plans below the minimum coverage
    too, where otherwise nothing is planned.
    """
    gaps = find_gaps(edition, assessment)
    standing = plan_standing(edition, assessment, sketch=sketch)
    roadmap = roadmap_of(edition, assessment, standing)
    return Analysis(
        edition=edition,
        assessment=assessment,
        day=day,
        formats=Formats(edition),
        scores=score_assessment(edition, assessment),
        at_target=score_at_targets(edition, assessment),
        empty=score_unanswered(edition, assessment),
        targets=target_levels(edition, assessment),
        gaps=gaps,
        robustness=weigh_gaps(edition, assessment, gaps),
        gates=raise_gates(edition, assessment, today=day),
        roadmap=roadmap,
        risk=simulate(roadmap),
        standing=standing,
        first=None if standing is PlanStanding.PLAN else first_questions(edition, assessment),
    )
