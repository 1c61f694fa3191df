"""Annex of all answers by pillar: level, descriptor, reason, comment, settlement, evidence."""

from __future__ import annotations

from dataclasses import dataclass

from assessment import Answer, AnswerStatus, Evidence
from assessment.answers.labels import evidence_type_phrase, position_label
from assessment.answers.settlement import position_of
from questionnaires import Indicator
from reports.analysis import Analysis
from reports.formats import format_day
from reports.joining import join_clauses, listed
from reports.mirroring import isolate
from reports.sections.labels import LevelMark, answer_mark, descriptor_texts
from translations import gettext as _


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One piece of evidence: title, details as a text, address."""

    title: str
    detail: str
    url: str


@dataclass(frozen=True, slots=True)
class AnswerItem:
    """One answered question; texts entered by the country are split into paragraphs."""

    code: str
    question: str
    mark: LevelMark
    descriptor: str
    """Descriptor of the level; on an additive scale those of all levels up to it."""
    reason: tuple[str, ...]
    comment: tuple[str, ...]
    settled: tuple[str, ...]
    """How the answers of several institutions were settled, and which differ from the result."""
    evidence: tuple[EvidenceItem, ...]


@dataclass(frozen=True, slots=True)
class AnnexPillar:
    """The answers of one pillar, and the codes of its unanswered questions."""

    name: str
    letter: str
    colour: str
    answers: tuple[AnswerItem, ...]
    unanswered: str


def annex(analysis: Analysis) -> tuple[AnnexPillar, ...]:
    """The annex, one part for each pillar."""
    pillars = []
    for pillar in analysis.pillars:
        items = analysis.indicators_of(pillar)
        open_codes = [
            item.id
            for item in items
            if analysis.assessment.answer(item.id).state is AnswerStatus.UNANSWERED
        ]
        pillars.append(
            AnnexPillar(
                name=analysis.pillar_name(pillar.id),
                letter=analysis.letter(pillar.id),
                colour=analysis.colour(pillar.id),
                answers=tuple(
                    _answer(analysis, item) for item in items if item.id not in open_codes
                ),
                unanswered=listed(open_codes),
            )
        )
    return tuple(pillars)


def _answer(analysis: Analysis, indicator: Indicator) -> AnswerItem:
    answer = analysis.assessment.answer(indicator.id)
    return AnswerItem(
        code=indicator.id,
        question=analysis.question(indicator),
        mark=answer_mark(analysis.edition, indicator, answer),
        descriptor=_descriptor(analysis, indicator, answer),
        reason=_paragraphs(answer.reason),
        comment=_paragraphs(answer.comment),
        settled=_settled(analysis, answer),
        evidence=tuple(_evidence(item) for item in answer.evidence),
    )


def _descriptor(analysis: Analysis, indicator: Indicator, answer: Answer) -> str:
    """The descriptors of the level; empty without a level or where the scale has none."""
    if answer.level is None or not indicator.descriptors:
        return ""
    levels = analysis.edition.describing(indicator, answer.level)
    return " ".join(descriptor_texts(analysis.edition, indicator, levels))


def _settled(analysis: Analysis, answer: Answer) -> tuple[str, ...]:
    if answer.settlement is None:
        return ()
    names = {item.id: item.name for item in analysis.assessment.institutions}
    stands = position_of(answer)
    others = [
        _("{name}: {position}").format(name=names.get(key, key), position=position_label(position))
        for key, position in answer.settlement.positions.items()
        if position != stands
    ]
    said = _("Another view: {views}.").format(views=join_clauses(others)) if others else ""
    return tuple(text for text in (*_paragraphs(answer.settlement.reason), said) if text)


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line.strip())


def _evidence(item: Evidence) -> EvidenceItem:
    when = format_day(item.date) if item.date else str(item.year) if item.year else ""
    parts = (
        item.issuer,
        evidence_type_phrase(item.type),
        item.place,
        when,
        item.language,
        _("confidence {letter}").format(letter=item.confidence) if item.confidence else "",
        _("file {name}").format(name=item.file.name) if item.file else "",
        "" if item.public else _("not public"),
    )
    return EvidenceItem(
        item.title, join_clauses(isolate(part) for part in parts if part), item.url or ""
    )
