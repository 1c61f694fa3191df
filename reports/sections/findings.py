"""Sections on findings: warnings, gaps with their priorities, open and unanswered questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessment import AnswerStatus, Gap, GapRobustness, RaisedGate, Robustness, Standing
from questionnaires import Indicator
from questionnaires.labels import edition_text
from reports.analysis import Analysis
from reports.figures import Chart, DotRow, dot_chart
from reports.formats import DASH, format_number, format_share
from reports.joining import join_clauses, listed
from reports.sections.gap_descriptions import (
    charted_gaps,
    describe_gap,
    figures_only_sentence,
    not_shown_sentence,
    nothing_to_do_sentence,
    order_sentence,
    reached_targets,
    robustness_summary,
    robustness_text,
    robustness_title,
    sentence_of,
    share_of_draws,
)
from reports.sections.gap_outlook import levels_after, outlook
from reports.sections.labels import (
    LevelMark,
    level_mark,
    named_condition,
    named_question,
    printed_status,
    respondent_names,
)
from translations import gettext as _
from translations import ngettext


@dataclass(frozen=True, slots=True)
class RaisedWarning:
    """A raised consistency gate."""

    code: str
    message: str
    concerns: str
    remedy: str


@dataclass(frozen=True, slots=True)
class GapRow:
    """One gap: current level, target, missing descriptors, measures, and the reasons for its place."""

    code: str
    question: str
    colour: str
    letter: str
    now: LevelMark
    target: LevelMark
    reasons: str
    """What decides its place, as a sentence."""
    readiness: str
    why: str
    """Empty, as `there`, after the first `GAPS_IN_FULL` gaps; the annex repeats it."""
    there: str
    missing: str
    measures: tuple[str, ...]
    without_measure: tuple[str, ...]
    robustness: str
    outlook: str
    """What the plan does about it."""
    firm: str
    """Share of the random weightings in which it is among the largest gaps."""
    steps: str
    """Level today and target."""
    kind: str
    """Danger or core; empty for any other gap."""
    waits: str
    """What work on it waits for; empty where it can begin."""


WAITS_LENGTH = 36
"""Largest number of characters of what a gap waits for."""

CABINET_GAPS = 12
"""Largest number of gaps in the table for the cabinet."""

GAPS_IN_FULL = 10
"""Number of gaps printed with reason and current descriptors; the others with the missing ones only."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """Section on gaps; `chart` shows the robustness of their order, None where it was not computed or is trivial."""

    rows: tuple[GapRow, ...]
    caption: str
    cabinet_rows: tuple[GapRow, ...]
    """Dangers and core gaps, at most `CABINET_GAPS`; the first ones where there are none."""
    cabinet_caption: str
    further: str
    """How many gaps the cabinet's table leaves out; empty for none."""
    order: str
    """What decides the order."""
    nothing_to_do: str
    figures_only: str
    """Sentence in place of all others where no question has levels; else empty."""
    at_target: str
    robustness: str
    chart_title: str
    chart: Chart | None
    chart_remark: str


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question without a level, and the roles that could answer it."""

    code: str
    question: str
    reason: str
    respondents: str


@dataclass(frozen=True, slots=True)
class OpenPillar:
    """The unanswered questions of one pillar."""

    name: str
    questions: str


@dataclass(frozen=True, slots=True)
class OpenGroup:
    """Questions that share one reason for having no level."""

    title: str
    text: str
    questions: tuple[OpenQuestion, ...]


CONCERNS = 6
"""Questions that a warning names; the others are counted."""


def warnings(analysis: Analysis) -> tuple[RaisedWarning, ...]:
    """The raised gates in the order of the content."""
    return tuple(_warning(analysis, raised) for raised in analysis.gates)


def _warning(analysis: Analysis, raised: RaisedGate) -> RaisedWarning:
    concerns = join_clauses(
        named_question(analysis.edition, key) for key in raised.indicators[:CONCERNS]
    )
    if (more := len(raised.indicators) - CONCERNS) > 0:
        concerns = ngettext(
            "{questions} and {more} more", "{questions} and {more} more", more
        ).format(questions=concerns, more=more)
    if raised.pillar is not None:
        concerns = _("{pillar}: {questions}").format(
            pillar=analysis.pillar_name(raised.pillar), questions=concerns
        )
    return RaisedWarning(
        code=raised.gate.id,
        message=edition_text(raised.gate.id, "message", raised.gate.message),
        concerns=concerns,
        remedy=edition_text(raised.gate.id, "remedy", raised.gate.remedy),
    )


def gaps(analysis: Analysis) -> Gaps:
    """Section on gaps, the highest priority first."""
    reached = reached_targets(analysis.edition, analysis.assessment, analysis.targets)
    robustness = analysis.robustness
    after = levels_after(analysis)
    drawn = robustness is not None and bool(robustness.gaps) and not robustness.is_trivial
    rows = tuple(
        _gap(analysis, gap, after, in_full=rank < GAPS_IN_FULL)
        for rank, gap in enumerate(analysis.gaps)
    )
    urgent = tuple(row for row in rows if row.kind) or rows
    shown = urgent[:CABINET_GAPS]
    return Gaps(
        rows=rows,
        caption=_("Each gap, in order")
        if not drawn or robustness is None
        else _(
            "Each gap, in order. How firm: share of {draws} random weightings in which it is among the {first} largest"
        ).format(draws=format_number(robustness.draws), first=robustness.first),
        cabinet_rows=shown,
        cabinet_caption=_("Dangers and core gaps, in order")
        if urgent is not rows
        else _("The first gaps, in order"),
        further=_further(len(rows) - len(shown)),
        order=order_sentence(),
        nothing_to_do=nothing_to_do_sentence(len(reached)),
        figures_only=figures_only_sentence(analysis.edition),
        at_target=listed(item.id for item in reached),
        robustness=robustness_text(robustness) if analysis.gaps else "",
        chart_title=robustness_title(robustness) if robustness is not None and drawn else "",
        chart=_robustness_chart(analysis, robustness) if robustness is not None and drawn else None,
        chart_remark=not_shown_sentence(robustness) if robustness is not None and drawn else "",
    )


def _further(number: int) -> str:
    if not number:
        return ""
    return ngettext(
        "{number} more gap is in the document for technical readers.",
        "{number} more gaps are in the document for technical readers.",
        number,
    ).format(number=number)


def _gap(analysis: Analysis, gap: Gap, after: Mapping[str, int], *, in_full: bool) -> GapRow:
    robustness = analysis.robustness
    usable = robustness is not None and not robustness.is_trivial
    frequency = robustness.of(gap.indicator.id) if robustness is not None and usable else None
    pillar = analysis.edition.pillar_of[gap.indicator.id]
    words = describe_gap(analysis.edition, gap, analysis.robustness)
    return GapRow(
        code=gap.indicator.id,
        question=analysis.question(gap.indicator),
        colour=analysis.colour(pillar.id),
        letter=analysis.letter(pillar.id),
        now=level_mark(analysis, gap.indicator, gap.current_level),
        target=level_mark(analysis, gap.indicator, gap.target_level),
        reasons=sentence_of(words.reasons),
        readiness=sentence_of((words.readiness,)),
        why=words.why if in_full else "",
        there=" ".join(words.there) if in_full else "",
        missing=" ".join(words.missing),
        measures=tuple(item.id for item in words.measures),
        without_measure=words.without_measure,
        robustness=words.robustness,
        outlook=outlook(analysis, gap, after.get(gap.indicator.id, gap.current_level)),
        firm=DASH if frequency is None else share_of_draws(frequency.arithmetic),
        steps=_("{now} › {target}").format(now=gap.current_level, target=gap.target_level),
        kind=_("danger") if gap.indicator.severe else _("core") if gap.indicator.core else "",
        waits=join_clauses(
            named_condition(analysis.edition, item, WAITS_LENGTH) for item in gap.waits_for
        ),
    )


def _robustness_chart(analysis: Analysis, robustness: Robustness) -> Chart:
    return dot_chart(
        tuple(_dots(analysis, item) for item in charted_gaps(robustness)),
        ticks=tuple(format_share(step / 4) for step in range(5)),
        filled_text=_("arithmetic mean"),
        open_text=_("geometric mean"),
        alternative=robustness_summary(robustness),
    )


def _dots(analysis: Analysis, item: GapRobustness) -> DotRow:
    pillar = analysis.edition.pillar_of[item.indicator_id]
    return DotRow(
        code=item.indicator_id,
        letter=analysis.letter(pillar.id),
        colour=analysis.colour(pillar.id),
        text=analysis.question(analysis.edition.indicators[item.indicator_id]),
        filled=item.arithmetic,
        open=item.geometric,
        shares=_("{share} / {geometric}").format(
            share=format_share(item.arithmetic), geometric=format_share(item.geometric)
        ),
    )


def open_groups(analysis: Analysis) -> tuple[OpenGroup, ...]:
    """The questions answered without a level, by reason; not applicable ones are not open."""
    groups = (
        (
            AnswerStatus.DONT_KNOW,
            printed_status(AnswerStatus.DONT_KNOW),
            _("The sources read do not say. These are the first to find out.")
            if analysis.assessment.standing is Standing.ILLUSTRATIVE
            else _("Somebody was asked and could not say. These are the first to find out."),
        ),
        (
            AnswerStatus.OUTSIDE_MANDATE,
            _("Outside the mandate of those asked"),
            _("Another institution has to answer."),
        ),
        (
            AnswerStatus.NOT_COLLECTED,
            printed_status(AnswerStatus.NOT_COLLECTED),
            _("Nobody gathers this yet."),
        ),
    )
    result = []
    for state, title, text in groups:
        items = [
            item
            for item in analysis.indicators
            if analysis.assessment.answer(item.id).state is state
        ]
        if items:
            questions = tuple(_open_question(analysis, item) for item in items)
            result.append(OpenGroup(title, text, questions))
    return tuple(result)


def _open_question(analysis: Analysis, indicator: Indicator) -> OpenQuestion:
    return OpenQuestion(
        code=indicator.id,
        question=analysis.question(indicator),
        reason=analysis.assessment.answer(indicator.id).reason,
        respondents=respondent_names(analysis.edition, indicator),
    )


def unanswered(analysis: Analysis) -> tuple[OpenPillar, ...]:
    """By pillar, the unanswered questions; pillars without any are left out."""
    result = []
    for pillar in analysis.pillars:
        names = [
            named_question(analysis.edition, item.id)
            for item in analysis.indicators_of(pillar)
            if analysis.assessment.answer(item.id).state is AnswerStatus.UNANSWERED
        ]
        if names:
            result.append(OpenPillar(analysis.pillar_name(pillar.id), join_clauses(names)))
    return tuple(result)
