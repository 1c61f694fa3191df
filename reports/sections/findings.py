"""What the answers show: warnings, gaps with their reasons, what nobody knows and who could answer."""

from __future__ import annotations

from dataclasses import dataclass

from assessment import AnswerStatus, Gap, RaisedGate
from questionnaires import Indicator
from reports.facts import Facts, edition_text
from reports.formats import DASH, format_number
from reports.sections.words import LevelMark, level_mark
from translations import gettext as _


@dataclass(frozen=True, slots=True)
class RaisedWarning:
    """A gate that is raised."""

    code: str
    message: str
    concerns: str
    remedy: str


@dataclass(frozen=True, slots=True)
class GapRow:
    """One gap: where the indicator stands, where it should, and how its priority comes about."""

    code: str
    question: str
    colour: str
    letter: str
    now: LevelMark
    target: LevelMark
    priority: str
    reasons: str
    reach: str


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question without a level and who could answer it."""

    code: str
    question: str
    reason: str
    respondents: str


@dataclass(frozen=True, slots=True)
class OpenPillar:
    """The questions of one pillar that nobody has touched."""

    name: str
    codes: str


@dataclass(frozen=True, slots=True)
class OpenGroup:
    """Questions that are open for one reason."""

    title: str
    text: str
    questions: tuple[OpenQuestion, ...]


def warnings(facts: Facts) -> tuple[RaisedWarning, ...]:
    return tuple(_warning(facts, raised) for raised in facts.gates)


def _warning(facts: Facts, raised: RaisedGate) -> RaisedWarning:
    ids = ", ".join(raised.indicators)
    concerns = ids
    if raised.pillar is not None:
        concerns = _("{pillar}: {ids}").format(pillar=facts.pillar_name(raised.pillar), ids=ids)
    return RaisedWarning(
        code=raised.gate.id,
        message=edition_text(raised.gate.id, "message", raised.gate.message),
        concerns=concerns,
        remedy=edition_text(raised.gate.id, "remedy", raised.gate.remedy),
    )


def gap_rows(facts: Facts) -> tuple[GapRow, ...]:
    """Highest priority first, as ranked on unrounded values."""
    return tuple(_gap(facts, gap) for gap in facts.gaps)


def _gap(facts: Facts, gap: Gap) -> GapRow:
    pillar = facts.edition.pillar_of[gap.indicator.id]
    return GapRow(
        code=gap.indicator.id,
        question=facts.question(gap.indicator),
        colour=facts.colour(pillar.id),
        letter=facts.letter(pillar.id),
        now=level_mark(facts, gap.indicator, gap.current_level),
        target=level_mark(facts, gap.indicator, gap.target_level),
        priority=format_number(gap.priority, 2),
        reasons=_reasons(gap),
        reach=_reach(facts, gap.reach),
    )


def _reach(facts: Facts, reach: float) -> str:
    if not reach:
        return DASH
    factor = facts.edition.scoring.rounding.factor
    return _("+{number}").format(number=format_number(reach * factor, 1))


def _reasons(gap: Gap) -> str:
    """`2 levels × 1.5 core`: the factors that are not 1, in words."""
    parts = [_("gap {number}").format(number=gap.gap)]
    if gap.core_factor != 1:
        parts.append(_("core {factor}").format(factor=format_number(gap.core_factor, 2)))
    if gap.severity_factor != 1:
        parts.append(_("danger {factor}").format(factor=format_number(gap.severity_factor, 2)))
    if gap.readiness != 1:
        parts.append(_("waits {factor}").format(factor=format_number(gap.readiness, 2)))
    return " × ".join(parts)


def open_groups(facts: Facts) -> tuple[OpenGroup, ...]:
    """The questions answered without a level, by reason; what is not applicable is not open."""
    groups = (
        (
            AnswerStatus.DONT_KNOW,
            _("Don't know"),
            _("Somebody was asked and could not say. These are the first to find out."),
        ),
        (
            AnswerStatus.OUTSIDE_MANDATE,
            _("Outside the mandate of those asked"),
            _("Another institution has to answer."),
        ),
        (AnswerStatus.NOT_COLLECTED, _("Not collected"), _("Nobody gathers this yet.")),
    )
    found = []
    for state, title, text in groups:
        items = [item for item in facts.asked if facts.assessment.answer(item.id).state is state]
        if items:
            questions = tuple(_open_question(facts, item) for item in items)
            found.append(OpenGroup(title, text, questions))
    return tuple(found)


def _open_question(facts: Facts, indicator: Indicator) -> OpenQuestion:
    return OpenQuestion(
        code=indicator.id,
        question=facts.question(indicator),
        reason=facts.assessment.answer(indicator.id).reason,
        respondents=edition_text(indicator.id, "respondents", indicator.respondents),
    )


def unanswered(facts: Facts) -> tuple[OpenPillar, ...]:
    """By pillar, the codes of the questions that nobody has answered."""
    found = []
    for pillar in facts.pillars:
        codes = [
            item.id
            for item in facts.asked_in(pillar)
            if facts.assessment.answer(item.id).state is AnswerStatus.UNANSWERED
        ]
        if codes:
            found.append(OpenPillar(facts.pillar_name(pillar.id), ", ".join(codes)))
    return tuple(found)
