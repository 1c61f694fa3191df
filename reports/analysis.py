"""Everything computed once for a document, before any section looks at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assessment import (
    AnswerStatus,
    Assessment,
    AssessmentScore,
    Gap,
    NodeScore,
    RaisedGate,
    Roadmap,
    Robustness,
    ScheduleRisk,
    find_gaps,
    plan_roadmap,
    raise_gates,
    score_assessment,
    score_at_targets,
    simulate,
    target_levels,
    weigh_gaps,
)
from questionnaires import Edition, Group, Indicator
from reports.edition_labels import PILLAR_COLOURS as PILLAR_COLOURS
from reports.edition_labels import edition_text as edition_text
from reports.edition_labels import (
    pillar_colour,
    pillar_letter,
    pillar_name,
    place_on_scale,
    question_text,
)
from reports.formats import Formats


@dataclass(frozen=True, slots=True)
class Analysis:
    """An assessment with all that follows from it, and the words and colours of its edition."""

    edition: Edition
    assessment: Assessment
    day: date
    formats: Formats
    scores: AssessmentScore
    at_target: AssessmentScore
    empty: AssessmentScore
    """The same questions with no answer at all: its bounds are the ends of each score's scale."""
    targets: Mapping[str, int]
    """The target level by indicator."""
    gaps: tuple[Gap, ...]
    robustness: Robustness | None
    gates: tuple[RaisedGate, ...]
    roadmap: Roadmap
    risk: ScheduleRisk

    @property
    def asked(self) -> tuple[Indicator, ...]:
        """The indicators that the profile asks, in the order of the content."""
        return tuple(
            self.edition.indicators[key]
            for key in self.edition.profile_indicators(self.assessment.profile)
        )

    @property
    def pillars(self) -> tuple[Group, ...]:
        """The pillars in which the profile asks something."""
        present = {node.id for node in self.scores.pillars}
        return tuple(pillar for pillar in self.edition.pillars if pillar.id in present)

    @property
    def known(self) -> int:
        """How many questions have a level or a figure, whether they enter a score or not."""
        return sum(self.assessment.answer(item.id).is_answered for item in self.asked)

    @property
    def applicable(self) -> int:
        """How many questions are asked, without those said to be not applicable."""
        return sum(
            self.assessment.answer(item.id).state is not AnswerStatus.NOT_APPLICABLE
            for item in self.asked
        )

    def asked_in(self, pillar: Group) -> tuple[Indicator, ...]:
        return tuple(item for item in self.asked if self.edition.pillar_of[item.id] is pillar)

    def colour(self, pillar_id: str) -> str:
        return pillar_colour(self.edition, pillar_id)

    def letter(self, pillar_id: str) -> str:
        return pillar_letter(self.edition, pillar_id)

    def pillar_name(self, pillar_id: str) -> str:
        return pillar_name(self.edition, pillar_id)

    def question(self, indicator: Indicator) -> str:
        return question_text(indicator)

    def level_name(self, indicator: Indicator, level: int) -> str:
        step = self.edition.scale_of(indicator).levels[level]
        return edition_text(indicator.scale, f"levels.{level}.name", step.name)

    def role_name(self, role_id: str) -> str:
        role = self.edition.role.get(role_id)
        return edition_text(role.id, "name", role.name) if role else role_id

    def place(self, node: NodeScore, value: float | None) -> float | None:
        """Where `value` lies on the node's scale, 0 at its lower end and 1 at its top."""
        return place_on_scale(self.empty, node, value)


def gather_facts(edition: Edition, assessment: Assessment, day: date) -> Analysis:
    """Score, compare, find, weigh and plan: all that the sections print."""
    gaps = find_gaps(edition, assessment)
    roadmap = plan_roadmap(edition, assessment)
    return Analysis(
        edition=edition,
        assessment=assessment,
        day=day,
        formats=Formats(edition),
        scores=score_assessment(edition, assessment),
        at_target=score_at_targets(edition, assessment),
        empty=score_assessment(edition, assessment.model_copy(update={"answers": {}})),
        targets=target_levels(edition, assessment),
        gaps=gaps,
        robustness=weigh_gaps(edition, assessment, gaps),
        gates=raise_gates(edition, assessment, today=day),
        roadmap=roadmap,
        risk=simulate(roadmap),
    )
