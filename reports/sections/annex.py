"""All answers, pillar by pillar: level, the descriptor chosen, reason, comment, evidence."""

from __future__ import annotations

from dataclasses import dataclass

from assessment import Answer, AnswerStatus, Evidence
from assessment.answers.labels import position_in_words
from assessment.answers.settlement import position_of
from questionnaires import Indicator
from reports.analysis import Analysis
from reports.formats import format_day
from reports.sections.words import LevelMark, answer_mark, descriptor_texts
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
    """What stands: on an additive scale the descriptors of all levels up to the one answered."""
    reason: tuple[str, ...]
    comment: tuple[str, ...]
    settled: tuple[str, ...]
    """How the answers of several institutions became this one, and who had said something else."""
    evidence: tuple[EvidenceItem, ...]


@dataclass(frozen=True, slots=True)
class AnnexPillar:
    """The answers of one pillar, and the codes of what is not answered."""

    name: str
    letter: str
    colour: str
    answers: tuple[AnswerItem, ...]
    unanswered: str


def annex(facts: Analysis) -> tuple[AnnexPillar, ...]:
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


def _answer(facts: Analysis, indicator: Indicator) -> AnswerItem:
    answer = facts.assessment.answer(indicator.id)
    return AnswerItem(
        code=indicator.id,
        question=facts.question(indicator),
        mark=answer_mark(facts.edition, indicator, answer),
        descriptor=_descriptor(facts, indicator, answer),
        reason=_paragraphs(answer.reason),
        comment=_paragraphs(answer.comment),
        settled=_settled(facts, answer),
        evidence=tuple(_evidence(item) for item in answer.evidence),
    )


def _descriptor(facts: Analysis, indicator: Indicator, answer: Answer) -> str:
    """What stands, in the words of the level's descriptors; nothing where the level's name says it all."""
    if answer.level is None or not indicator.descriptors:
        return ""
    places = facts.edition.describing(indicator, answer.level)
    return " ".join(descriptor_texts(facts.edition, indicator, places))


def _settled(facts: Analysis, answer: Answer) -> tuple[str, ...]:
    if answer.settlement is None:
        return ()
    names = {item.id: item.name for item in facts.assessment.institutions}
    stands = position_of(answer)
    others = [
        _("{name}: {position}").format(
            name=names.get(key, key), position=position_in_words(position)
        )
        for key, position in answer.settlement.positions.items()
        if position != stands
    ]
    said = _("Another view: {views}.").format(views="; ".join(others)) if others else ""
    return tuple(text for text in (*_paragraphs(answer.settlement.reason), said) if text)


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
        _("file {name}").format(name=item.file.name) if item.file else "",
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
