"""The values of a published snapshot that a comparison counts: only those that its public parts hold. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from assessment import Assessment, apply_details, score_assessment
from assessment.scoring.comparison import Scale, Scores
from assessment.workflow.publication import PublicPart
from public.redaction import profile_scores
from questionnaires import Edition


@dataclass(frozen=True, slots=True)
class ComparedCycle:
    """One published cycle of a country that is not named, with its edition and questionnaire."""

    edition: str
    profile: str
    scores: Scores = field(default_factory=dict)
    """Of the pillars and invitations by id, and of the questions where the answers are public."""


def compared_cycle(
    edition: Edition, snapshot: Assessment, parts: Collection[PublicPart]
) -> ComparedCycle:
    """What a snapshot with these public parts contributes; nothing without the part Profile."""
    if PublicPart.PROFILE not in parts:
        return ComparedCycle(edition.id, snapshot.profile)
    values = all_scores(edition, snapshot, with_questions=PublicPart.ANSWERS in parts)
    scores = {key: value for key, value in values.items() if value is not None}
    return ComparedCycle(edition.id, snapshot.profile, scores)


def all_scores(
    edition: Edition, given: Assessment, *, with_questions: bool
) -> Mapping[str, float | None]:
    """The scores of the pillars and invitations as the part Profile has them, then of the questions, in their order."""
    assessment = apply_details(edition, given)
    scores = {
        item.id: item.score
        for item in profile_scores(edition, assessment)
        if item.kind in ("pillar", "invitation")
    }
    if with_questions:
        nodes = score_assessment(edition, assessment).nodes
        scores |= {
            key: nodes[key].score
            for key in edition.profile_indicators(assessment.profile)
            if key in nodes
        }
    return scores


def scale_of(edition: Edition, given: Assessment) -> Scale:
    """The range of the scores: the bounds of the whole where nothing is answered."""
    empty = given.model_copy(update={"answers": {}, "figures": {}, "institution_answers": {}})
    overall = score_assessment(edition, empty).overall
    return Scale(overall.low or 0.0, 1.0 if overall.high is None else overall.high)


def alike(
    countries: Sequence[Sequence[ComparedCycle]], edition: str, profile: str
) -> tuple[Scores, ...]:
    """The scores of each country's latest published cycle of this edition and questionnaire."""
    return tuple(cycles[0] for cycles in _of(countries, edition, profile) if cycles)


def alike_twice(
    countries: Sequence[Sequence[ComparedCycle]], edition: str, profile: str
) -> tuple[tuple[Scores, Scores], ...]:
    """The scores of the two latest published cycles of each country that has two, the earlier first."""
    return tuple(
        (cycles[1], cycles[0]) for cycles in _of(countries, edition, profile) if len(cycles) > 1
    )


def _of(
    countries: Sequence[Sequence[ComparedCycle]], edition: str, profile: str
) -> list[list[Scores]]:
    return [
        [item.scores for item in cycles if (item.edition, item.profile) == (edition, profile)]
        for cycles in countries
    ]
