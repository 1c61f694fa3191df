"""Copy the public fields of a frozen snapshot into a public record. Pure.

Fields are copied one by one. The others of a snapshot (institutions and their answers, settlements, observations, parts
of answers, reasons of decisions, notes, files, authors) are not named here and so can't be public.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

from assessment import (
    Assessment,
    NodeScore,
    apply_details,
    cost_currency,
    plan_standing,
    roadmap_of,
    score_assessment,
    simulate,
)
from assessment.answers.labels import observation_state_name, status_name
from assessment.countries import country_name
from assessment.workflow.level_basis import Basis
from assessment.workflow.publication import PublicPart, ordered_parts
from public.record import (
    SCHEMA,
    PublicAnswer,
    PublicEvidence,
    PublicFigure,
    PublicMeasure,
    PublicMilestone,
    PublicRecord,
    PublicRoadmap,
    PublicScore,
)
from questionnaires import FULL_PROFILE, Edition
from questionnaires.labels import edition_text
from reports.basis_labels import basis_sentence
from reports.sections.statistics import group_names
from translations import gettext as _


def to_public_record(
    edition: Edition,
    snapshot: Assessment,
    parts: Collection[PublicPart],
    at: dt.datetime,
    basis: Basis,
) -> PublicRecord:
    """The public record of a snapshot: its `parts`, published at the time `at`, with its levels from `basis`."""
    assessment = apply_details(edition, snapshot)
    return PublicRecord(
        schema=SCHEMA,
        country=assessment.country,
        country_name=country_name(assessment.country),
        cycle=assessment.cycle,
        edition=edition.id,
        edition_title=edition_text("edition", "title", edition.about.title),
        questionnaire=_questionnaire(edition, assessment.profile),
        standing=assessment.standing.value,
        published=at.astimezone(dt.UTC).replace(microsecond=0),
        levels=basis_sentence(basis, assessment.standing),
        parts=tuple(part.value for part in ordered_parts(parts)),
        profile=tuple(profile_scores(edition, assessment)) if PublicPart.PROFILE in parts else None,
        roadmap=_roadmap(edition, assessment) if PublicPart.ROADMAP in parts else None,
        answers=tuple(_answers(edition, assessment)) if PublicPart.ANSWERS in parts else None,
        evidence=tuple(_evidence(edition, assessment)) if PublicPart.EVIDENCE in parts else None,
        figures=tuple(_figures(edition, assessment)) if PublicPart.FIGURES in parts else None,
    )


def _questionnaire(edition: Edition, profile: str) -> str:
    stated = next((item for item in edition.about.profiles if item.id == profile), None)
    if stated is None or profile == FULL_PROFILE:
        return _("Full questionnaire")
    return edition_text(stated.id, "name", stated.name)


def profile_scores(edition: Edition, assessment: Assessment) -> Iterator[PublicScore]:
    """The scores that the part Profile makes public."""
    scores = score_assessment(edition, assessment)
    overall = edition.about.overall
    yield _score(scores.overall, "overall", edition_text(overall.id, "name", overall.name))
    names = {pillar.id: pillar.name for pillar in edition.pillars}
    for node in scores.pillars:
        yield _score(node, "pillar", edition_text(node.id, "name", names[node.id]))
    for node in scores.clauses:
        clause = edition.clause[node.id]
        # The score of an invitation with one question is the level of that question, which a profile never tells.
        if clause.kind == "invitation" and len(node.children) > 1:
            yield _score(node, "invitation", edition_text(clause.id, "title", clause.title))


def _score(node: NodeScore, kind: str, name: str) -> PublicScore:
    return PublicScore(
        node.id, kind, name, node.score, node.low, node.high, node.coverage, node.not_applicable  # type: ignore[arg-type]  # one of the three above
    )  # fmt: skip


def _roadmap(edition: Edition, assessment: Assessment) -> PublicRoadmap:
    roadmap = roadmap_of(edition, assessment, plan_standing(edition, assessment))
    risk = simulate(roadmap)
    role_names = {key: edition_text(key, "name", role.name) for key, role in edition.role.items()}
    return PublicRoadmap(
        start=f"{roadmap.start:%Y-%m}",
        currency=cost_currency(edition, assessment.plan),
        measures=tuple(
            PublicMeasure(
                measure=item.measure.id,
                title=edition_text(item.measure.id, "title", item.measure.title),
                pillar=item.pillar_id,
                phase=item.phase.value,
                lead=item.lead_name or role_names.get(item.measure.lead, item.measure.lead),
                status=item.status.value,
                start=f"{item.start:%Y-%m}",
                end=f"{item.end:%Y-%m}",
                safe_end=f"{risk.measures[item.measure.id].safe:%Y-%m}",
                cost_low=item.cost.once.low,
                cost_high=None if item.cost.once.is_open else item.cost.once.high,
                yearly_low=item.cost.yearly.low,
                yearly_high=None if item.cost.yearly.is_open else item.cost.yearly.high,
                funding=item.cost.funding,
            )
            for item in roadmap.actions
        ),
        milestones=tuple(
            PublicMilestone(
                indicator=item.indicator_id,
                question=_question(edition, item.indicator_id),
                level=item.level,
                month=f"{item.date:%Y-%m}",
            )
            for item in roadmap.milestones
        ),
    )


def _question(edition: Edition, indicator: str) -> str:
    return edition_text(indicator, "question", edition.indicators[indicator].question)


def _answers(edition: Edition, assessment: Assessment) -> Iterator[PublicAnswer]:
    for key in edition.profile_indicators(assessment.profile):
        indicator, answer = edition.indicators[key], assessment.answer(key)
        level_name = descriptor = ""
        if answer.level is not None:
            step = edition.scale_of(indicator).levels[answer.level]
            level_name = edition_text(indicator.scale, f"levels.{answer.level}.name", step.name)
            if answer.level < len(indicator.descriptors):
                descriptor = edition_text(
                    key, f"descriptors.{answer.level}", indicator.descriptors[answer.level]
                )
        yield PublicAnswer(
            indicator=key,
            pillar=edition.pillar_of[key].id,
            question=_question(edition, key),
            status=status_name(answer.state),
            level=answer.level,
            level_name=level_name,
            descriptor=descriptor,
            value=answer.value,
            reason=answer.reason,
            comment=answer.comment,
        )


def _evidence(edition: Edition, assessment: Assessment) -> Iterator[PublicEvidence]:
    for key in edition.profile_indicators(assessment.profile):
        for item in assessment.answer(key).evidence:
            if item.public:
                yield PublicEvidence(
                    indicator=key,
                    title=item.title,
                    type=item.type,
                    issuer=item.issuer,
                    url=item.url,
                    date=item.date,
                    year=item.year,
                    language=item.language,
                    place=item.place,
                    confidence=item.confidence,
                )


def _figures(edition: Edition, assessment: Assessment) -> Iterator[PublicFigure]:
    for statistic in edition.statistics:
        for item in assessment.figures.get(statistic.id, ()):
            yield PublicFigure(
                statistic=statistic.id,
                name=edition_text(statistic.id, "name", statistic.name),
                unit=edition_text(statistic.id, "unit", statistic.unit),
                breakdown=dict(item.breakdown),
                group=group_names(edition, item.breakdown),
                year=item.year,
                value=item.value,
                status=observation_state_name(item.state),
                source=item.source,
                url=item.url,
            )
