"""The section of each invitation: what it invites, what changed, what was done, figures, what is missing, what is next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from assessment import Action, Gap, MeasureStatus
from assessment.answers.labels import measure_status_name
from questionnaires.labels import edition_text, level_text
from reports.formats import format_month, format_quarters
from reports.joining import join_clauses, join_phrases
from reports.mirroring import isolate
from reports.resolution_report.analysis import ClauseFacts, ResolutionAnalysis
from reports.resolution_report.done import ReportedMeasure
from reports.resolution_report.figures import figure_part
from reports.resolution_report.movement import Movement, direction_name
from reports.resolution_report.parts import Part
from reports.sections.labels import (
    LevelMark,
    descriptor_texts,
    mark_of_level,
    named_question,
    named_questions,
    typed_paragraphs,
)
from reports.sections.roadmap.timeline import measure_title
from translations import gettext as _
from translations import ngettext

LISTED_GAPS, LISTED_MEASURES = 3, 4
"""Gaps and planned measures listed for an invitation; more are counted."""

NAMED_QUESTIONS = 4
"""Questions named in a sentence; more are counted."""


@dataclass(frozen=True, slots=True)
class MovedLine:
    """One question with its levels; `before` is None with one cycle. `reason` are typed paragraphs."""

    code: str
    letter: str
    colour: str
    question: str
    before: LevelMark | None
    now: LevelMark
    reason: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClauseSection:
    """One invitation. `lines` are the questions whose level changed; with one cycle, all with a level."""

    code: str
    title: str
    text: str
    direction: str
    caption: str
    columns: tuple[str, ...]
    lines: tuple[MovedLine, ...]
    sentences: tuple[str, ...]
    """On the questions not in `lines`."""
    parts: tuple[Part, ...]
    """What was done, figures, what is missing, what is planned."""

    @property
    def heading(self) -> str:
        """Code, title and direction, for a document without markup in its headings."""
        name = f"{self.code} {self.title}"
        return join_phrases(name, self.direction)

    @property
    def blocks(self) -> tuple[tuple[Part, ...], ...]:
        """The parts, those without items that follow one another together: they share a paragraph."""
        grouped = groupby(self.parts, key=lambda part: part.id if part.items else "")
        return tuple(tuple(parts) for _key, parts in grouped)


def clause_sections(analysis: ResolutionAnalysis) -> Mapping[str, ClauseSection]:
    """The section of each invitation by its code.

    The reason of a level is printed with the first invitation that the question answers.
    """
    first: dict[str, str] = {}
    of_questions: dict[tuple[str, ...], str] = {}
    sections = {}
    for item in analysis.clauses:
        keys = tuple(indicator.id for indicator in item.indicators)
        for key in keys:
            first.setdefault(key, item.clause.id)
        like = of_questions.setdefault(keys, item.clause.id) if keys else item.clause.id
        sections[item.clause.id] = (
            _section(analysis, item, first)
            if like == item.clause.id or item.statistics
            else _section_like(item, like)
        )
    return sections


def _section_like(item: ClauseFacts, like: str) -> ClauseSection:
    """The section of an invitation that the same questions answer as the earlier one `like`."""
    return ClauseSection(
        code=item.clause.id,
        title=edition_text(item.clause.id, "title", item.clause.title),
        text=edition_text(item.clause.id, "text", item.clause.text),
        direction="" if item.direction is None else direction_name(item.direction),
        caption="",
        columns=(),
        lines=(),
        sentences=(
            _(
                "The same questions answer {code}; what is said there is said of this one too."
            ).format(code=like),
        ),
        parts=(),
    )


def _section(
    analysis: ResolutionAnalysis, item: ClauseFacts, first: Mapping[str, str]
) -> ClauseSection:
    clause, is_single = item.clause, analysis.former is None
    shown = [
        movement
        for movement in (item.movements or _levels_now(analysis, item))
        if movement.now is not None and (is_single or movement.steps)
    ]
    caption = _("Levels today") if is_single else _("Levels that have changed")
    return ClauseSection(
        code=clause.id,
        title=edition_text(clause.id, "title", clause.title),
        text=edition_text(clause.id, "text", clause.text),
        direction="" if item.direction is None else direction_name(item.direction),
        caption=_("{mark}: {text}").format(mark=clause.id, text=caption),
        columns=(_("Question"), *map(str, analysis.cycles)),
        lines=tuple(
            _line(analysis, one, with_reason=first[one.indicator.id] == clause.id) for one in shown
        ),
        sentences=tuple(_level_sentences(analysis, item)),
        parts=tuple(_parts(analysis, item)) if item.indicators else (),
    )


def _levels_now(analysis: ResolutionAnalysis, item: ClauseFacts) -> tuple[Movement, ...]:
    """The questions of an invitation without a comparison."""
    assessment = analysis.now.assessment
    return tuple(
        Movement(one, None, assessment.level(one.id), was_asked=False)
        for one in item.indicators
        if one.number is None
    )


def _line(analysis: ResolutionAnalysis, item: Movement, *, with_reason: bool) -> MovedLine:
    now, indicator = analysis.now, item.indicator
    pillar = now.edition.pillar_of[indicator.id].id
    reason = now.assessment.answer(indicator.id).reason if with_reason else ""
    return MovedLine(
        code=indicator.id,
        letter=now.letter(pillar),
        colour=now.colour(pillar),
        question=now.question(indicator),
        before=None
        if analysis.former is None or item.before is None
        else mark_of_level(now.edition, indicator, item.before),
        now=mark_of_level(now.edition, indicator, item.now or 0),
        reason=typed_paragraphs(reason),
    )


def _level_sentences(analysis: ResolutionAnalysis, item: ClauseFacts) -> Iterator[str]:
    """Yield sentences on the questions whose level did not change or can't be compared."""
    if not item.indicators:
        yield _("No question asked here answers this invitation, so nothing can be said of it.")
        return
    if analysis.former is None:
        return
    groups = (
        (_("The level is as before: {questions}."), [one for one in item.movements if one.steps == 0]),
        (_("Not asked before: {questions}."), [one for one in item.movements if not one.was_asked]),
        (
            _("With a level in one of the two cycles only, so not compared: {questions}."),
            [one for one in item.movements if one.was_asked and _has_one_level(one)],
        ),
    )  # fmt: skip
    for pattern, movements in groups:
        if movements:
            yield pattern.format(questions=_with_levels(analysis, movements))
    is_compared = any(one.steps is not None for one in item.movements)
    if is_compared and any(_has_one_level(one) for one in item.movements):
        yield _(
            "The two scores rest on different questions, so the comparison rests on those with a level in both cycles."
        )


def _has_one_level(item: Movement) -> bool:
    """Whether a question has a level in exactly one of the two cycles."""
    return (item.before is None) != (item.now is None)


def _with_levels(analysis: ResolutionAnalysis, items: list[Movement]) -> str:
    edition = analysis.now.edition
    names = [
        join_phrases(
            named_questions(edition, [one.indicator.id]),
            "" if one.now is None else level_text(edition, one.indicator, one.now),
        )
        for one in items[:NAMED_QUESTIONS]
    ]
    more = len(items) - NAMED_QUESTIONS
    if more > 0:
        names.append(_("{count} more").format(count=more))
    return join_clauses(names)


def _parts(analysis: ResolutionAnalysis, item: ClauseFacts) -> Iterator[Part]:
    yield Part(
        "done",
        _("What was done"),
        tuple(_reported_text(one) for one in item.measures),
        () if item.measures else (_("The follow-up of the plan reports no measure for it."),),
    )
    figures = figure_part(analysis, item)
    if figures is not None:
        yield figures
    yield _missing(analysis, item)
    yield _planned(analysis, item)


def _reported_text(item: ReportedMeasure) -> str:
    progress = item.progress
    match progress.status:
        case MeasureStatus.DONE if progress.ended:
            when = _("Done in {month}").format(month=_month(progress.ended))
        case MeasureStatus.UNDER_WAY if progress.started:
            when = _("Under way since {month}").format(month=_month(progress.started))
        case _:
            when = measure_status_name(progress.status)
    return _("{mark}: {text}").format(
        mark=when,
        text=_("{title} ({code})").format(title=measure_title(item.measure), code=item.measure.id),
    )


def _month(text: str) -> str:
    """A month from YYYY-MM."""
    return format_month(dt.date.fromisoformat(f"{text}-01"))


def _missing(analysis: ResolutionAnalysis, item: ClauseFacts) -> Part:
    unknown = [
        one for one in item.indicators if not analysis.now.assessment.answer(one.id).is_answered
    ]
    sentences = []
    more = len(item.gaps) - LISTED_GAPS
    if more > 0:
        sentences.append(
            ngettext("{count} more is below its target.", "{count} more are below their targets.", more)
            .format(count=more)
        )  # fmt: skip
    has_levels = any(analysis.now.assessment.level(one.id) is not None for one in item.indicators)
    if has_levels and not item.gaps:
        sentences.append(_("No level is below its target."))
    if unknown:
        sentences.append(
            _("Without a level: {questions}.").format(
                questions=named_questions(
                    analysis.now.edition, [one.id for one in unknown], most=NAMED_QUESTIONS
                )
            )
        )
    return Part(
        "missing",
        _("What is still missing"),
        tuple(_gap_text(analysis, gap) for gap in item.gaps[:LISTED_GAPS]),
        tuple(sentences),
    )


def _gap_text(analysis: ResolutionAnalysis, gap: Gap) -> str:
    edition, indicator, level = analysis.now.edition, gap.indicator, gap.current_level
    asked = edition.asking(indicator, level, level + 1)
    return _("{question} Level {level} of {target}; next: {descriptor}").format(
        question=named_question(edition, indicator.id),
        level=level,
        target=gap.target_level,
        descriptor=" ".join(descriptor_texts(edition, indicator, asked)),
    )


def _planned(analysis: ResolutionAnalysis, item: ClauseFacts) -> Part:
    more = len(item.planned) - LISTED_MEASURES
    sentence = ""
    if not item.planned:
        sentence = _("No measure is planned for it.")
    elif more > 0:
        sentence = ngettext(
            "{count} more measure is planned later.", "{count} more measures are planned later.", more
        ).format(count=more)  # fmt: skip
    return Part(
        "planned",
        _("What is planned next"),
        tuple(_planned_text(analysis, one) for one in item.planned[:LISTED_MEASURES]),
        (sentence,) if sentence else (),
    )


def _planned_text(analysis: ResolutionAnalysis, action: Action) -> str:
    return _("{mark}: {text}").format(
        mark=format_quarters(action.start, action.end),
        text=join_phrases(
            _("{title} ({code})").format(
                title=measure_title(action.measure), code=action.measure.id
            ),
            isolate(analysis.now.lead_name(action)),
        ),
    )
