"""What the answers show: warnings, gaps with their reasons, what nobody knows and who could answer."""

from __future__ import annotations

from dataclasses import dataclass

from assessment import AnswerStatus, Gap, GapRobustness, RaisedGate, Robustness
from questionnaires import Indicator
from reports.analysis import Analysis, edition_text
from reports.figures import Chart, DotRow, dot_figure
from reports.formats import DASH, format_number, format_share
from reports.sections.gap_words import (
    gap_words,
    not_shown_sentence,
    nothing_to_do_sentence,
    reached_targets,
    robustness_in_words,
    robustness_text,
    robustness_title,
    shown_in_figure,
)
from reports.sections.words import LevelMark, level_mark, listed, respondent_names
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
    """One gap: where the indicator stands, where it should, what is missing, how its priority comes about."""

    code: str
    question: str
    colour: str
    letter: str
    now: LevelMark
    target: LevelMark
    priority: str
    reasons: str
    reach: str
    why: str
    """Empty, as `there`, beyond the first gaps: what is there stands in the annex too."""
    there: str
    missing: str
    measures: tuple[str, ...]
    without_measure: tuple[str, ...]
    robustness: str


GAPS_IN_FULL = 10
"""Of so many gaps the document says why they matter and what is there; of the others what is missing."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """The section on gaps. `figure` shows how firm their places are; None where there is nothing to show."""

    rows: tuple[GapRow, ...]
    nothing_to_do: str
    at_target: str
    robustness: str
    figure_title: str
    figure: Chart | None
    figure_remark: str


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


def warnings(facts: Analysis) -> tuple[RaisedWarning, ...]:
    return tuple(_warning(facts, raised) for raised in facts.gates)


def _warning(facts: Analysis, raised: RaisedGate) -> RaisedWarning:
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


def gaps(facts: Analysis) -> Gaps:
    """Highest priority first, as ranked on unrounded values."""
    reached = reached_targets(facts.edition, facts.assessment, facts.targets)
    found = facts.robustness
    drawn = found is not None and bool(found.gaps) and not found.is_trivial
    return Gaps(
        rows=tuple(
            _gap(facts, gap, in_full=place < GAPS_IN_FULL) for place, gap in enumerate(facts.gaps)
        ),
        nothing_to_do=nothing_to_do_sentence(len(reached)),
        at_target=listed(item.id for item in reached),
        robustness=robustness_text(found) if facts.gaps else "",
        figure_title=robustness_title(found) if found is not None and drawn else "",
        figure=_figure(facts, found) if found is not None and drawn else None,
        figure_remark=not_shown_sentence(found) if found is not None and drawn else "",
    )


def _gap(facts: Analysis, gap: Gap, *, in_full: bool) -> GapRow:
    pillar = facts.edition.pillar_of[gap.indicator.id]
    words = gap_words(facts.edition, gap, facts.robustness)
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
        why=words.why if in_full else "",
        there=" ".join(words.there) if in_full else "",
        missing=" ".join(words.missing),
        measures=tuple(item.id for item in words.measures),
        without_measure=words.without_measure,
        robustness=words.robustness,
    )


def _figure(facts: Analysis, robustness: Robustness) -> Chart:
    return dot_figure(
        tuple(_dots(facts, item) for item in shown_in_figure(robustness)),
        ticks=tuple(format_share(step / 4) for step in range(5)),
        filled_text=_("arithmetic mean"),
        open_text=_("geometric mean"),
        alternative=robustness_in_words(robustness),
    )


def _dots(facts: Analysis, item: GapRobustness) -> DotRow:
    pillar = facts.edition.pillar_of[item.indicator_id]
    return DotRow(
        code=item.indicator_id,
        letter=facts.letter(pillar.id),
        colour=facts.colour(pillar.id),
        text=facts.question(facts.edition.indicators[item.indicator_id]),
        filled=item.arithmetic,
        open=item.geometric,
        shares=_("{share} / {geometric}").format(
            share=format_share(item.arithmetic), geometric=format_share(item.geometric)
        ),
    )


def _reach(facts: Analysis, reach: float) -> str:
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


def open_groups(facts: Analysis) -> tuple[OpenGroup, ...]:
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


def _open_question(facts: Analysis, indicator: Indicator) -> OpenQuestion:
    return OpenQuestion(
        code=indicator.id,
        question=facts.question(indicator),
        reason=facts.assessment.answer(indicator.id).reason,
        respondents=respondent_names(facts.edition, indicator),
    )


def unanswered(facts: Analysis) -> tuple[OpenPillar, ...]:
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
