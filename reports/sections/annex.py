"""All answers, pillar by pillar: level, the descriptor chosen, reason, comment, evidence."""

from __future__ import annotations

from dataclasses import dataclass

from assessment import Answer, AnswerStatus, Evidence
from questionnaires import Indicator
from reports.facts import Facts, edition_text
from reports.formats import format_day, format_number
from reports.sections.words import LevelMark, level_mark, state_name
from translations import gettext as _


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One piece of evidence in words."""

    title: str
    detail: str
    url: str


@dataclass(frozen=True, slots=True)
class AnswerItem:
    """One answered question. Texts typed by people are in paragraphs."""

    code: str
    question: str
    mark: LevelMark
    descriptor: str
    reason: tuple[str, ...]
    comment: tuple[str, ...]
    evidence: tuple[EvidenceItem, ...]


@dataclass(frozen=True, slots=True)
class AnnexPillar:
    """The answers of one pillar, and the codes of what is not answered."""

    name: str
    letter: str
    colour: str
    answers: tuple[AnswerItem, ...]
    unanswered: str


def annex(facts: Facts) -> tuple[AnnexPillar, ...]:
    pillars = []
    for pillar in facts.pillars:
        items = facts.asked_in(pillar)
        open_codes = [
            item.id
            for item in items
            if facts.assessment.answer(item.id).state is AnswerStatus.UNANSWERED
        ]
        pillars.append(
            AnnexPillar(
                name=facts.pillar_name(pillar.id),
                letter=facts.letter(pillar.id),
                colour=facts.colour(pillar.id),
                answers=tuple(_answer(facts, item) for item in items if item.id not in open_codes),
                unanswered=", ".join(open_codes),
            )
        )
    return tuple(pillars)


def _answer(facts: Facts, indicator: Indicator) -> AnswerItem:
    answer = facts.assessment.answer(indicator.id)
    return AnswerItem(
        code=indicator.id,
        question=facts.question(indicator),
        mark=_mark(facts, indicator, answer),
        descriptor=_descriptor(indicator, answer),
        reason=_paragraphs(answer.reason),
        comment=_paragraphs(answer.comment),
        evidence=tuple(_evidence(item) for item in answer.evidence),
    )


def _mark(facts: Facts, indicator: Indicator, answer: Answer) -> LevelMark:
    if answer.level is not None:
        return level_mark(facts, indicator, answer.level)
    if answer.value is not None:
        unit = indicator.number.unit if indicator.number else ""
        number = format_number(answer.value, 6)
        unit_text = edition_text(indicator.id, "number.unit", unit)
        return LevelMark(None, f"{number} {unit_text}".strip())
    return LevelMark(None, state_name(answer.state))


def _descriptor(indicator: Indicator, answer: Answer) -> str:
    if answer.level is None or answer.level >= len(indicator.descriptors):
        return ""
    return edition_text(
        indicator.id, f"descriptors.{answer.level}", indicator.descriptors[answer.level]
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line.strip())


def _evidence(item: Evidence) -> EvidenceItem:
    when = format_day(item.date) if item.date else str(item.year) if item.year else ""
    parts = (
        item.issuer,
        _type_name(item.type),
        item.place,
        when,
        item.language,
        _confidence(item.confidence) if item.confidence else "",
        "" if item.public else _("not public"),
    )
    return EvidenceItem(item.title, "; ".join(part for part in parts if part), item.url or "")


def _type_name(kind: str) -> str:
    names = {
        "law": _("law"),
        "decree": _("decree"),
        "minute": _("minute"),
        "budget": _("budget"),
        "plan": _("plan"),
        "report": _("report"),
        "statistics": _("statistics"),
        "contract": _("contract"),
        "membership": _("membership"),
        "web_page": _("web page"),
        "test_log": _("test log"),
        "other": "",
    }
    return names[kind]


def _confidence(letter: str) -> str:
    return _("confidence {letter}").format(letter=letter)
