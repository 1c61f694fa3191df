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
from reports.formats import Formats
from translations import content_text

PILLAR_COLOURS = ("#3F51A3", "#7A3E8E", "#0B6E75", "#8A5A00", "#A33A5B")
"""Accent of each pillar in the order of the content; always beside the pillar's letter, as in grey they look alike."""


def edition_text(owner: str, field: str, text: str) -> str:
    """A text of the edition in the language in use: of the item `owner`, its `field`."""
    context = f"{owner}.{field}"
    return content_text(context, text)


@dataclass(frozen=True, slots=True)
class Facts:
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
        ids = [pillar.id for pillar in self.edition.pillars]
        return PILLAR_COLOURS[ids.index(pillar_id) % len(PILLAR_COLOURS)]

    def letter(self, pillar_id: str) -> str:
        pillar = next(item for item in self.edition.pillars if item.id == pillar_id)
        return pillar.letter or pillar.id[:1].upper()

    def pillar_name(self, pillar_id: str) -> str:
        pillar = next(item for item in self.edition.pillars if item.id == pillar_id)
        return edition_text(pillar.id, "name", pillar.name)

    def question(self, indicator: Indicator) -> str:
        return edition_text(indicator.id, "question", indicator.question)

    def level_name(self, indicator: Indicator, level: int) -> str:
        step = self.edition.scale_of(indicator).levels[level]
        return edition_text(indicator.scale, f"levels.{level}.name", step.name)

    def role_name(self, role_id: str) -> str:
        role = self.edition.role.get(role_id)
        return edition_text(role.id, "name", role.name) if role else role_id

    def place(self, node: NodeScore, value: float | None) -> float | None:
        """Where `value` lies on the node's scale, 0 at its lower end and 1 at its top."""
        if value is None:
            return None
        whole = self.empty.nodes.get(node.id)
        low, high = (whole.low or 0.0, whole.high or 1.0) if whole else (0.0, 1.0)
        return min(max((value - low) / (high - low), 0.0), 1.0) if high > low else 0.0


def gather_facts(edition: Edition, assessment: Assessment, day: date) -> Facts:
    """Score, compare, find, weigh and plan: all that the sections print."""
    gaps = find_gaps(edition, assessment)
    roadmap = plan_roadmap(edition, assessment)
    return Facts(
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
