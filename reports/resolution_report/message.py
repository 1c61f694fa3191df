"""First page: head, headline with its sentences, the table of invitations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from assessment import NodeScore, Standing
from assessment.countries import country_name
from assessment.cycles.next_cycle import not_looked_at
from questionnaires.labels import edition_text
from reports.basis_labels import standing_line
from reports.document_metadata import Head
from reports.figures import Chart
from reports.formats import Formats, format_day, format_share
from reports.joining import join_clauses
from reports.resolution_report.analysis import (
    ClauseFacts,
    Former,
    ResolutionAnalysis,
    clause_node,
)
from reports.resolution_report.dangers import danger_sentence
from reports.resolution_report.movement import Direction, direction_name
from reports.sections.profile import score_bar
from translations import gettext as _
from translations import ngettext

DECIDED = (Direction.MORE, Direction.LESS, Direction.BOTH, Direction.SAME)
"""The directions in which levels of two cycles were compared."""


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """One invitation on the first page; `before` and `direction` are empty with one cycle."""

    code: str
    title: str
    before: str
    now: str
    bar: Chart | None
    direction: str
    compared: str
    """How many of its questions have a level in both cycles; with one cycle, how many have a level."""


@dataclass(frozen=True, slots=True)
class InvitationGroup:
    """The invitations to one addressee."""

    name: str
    lines: tuple[InvitationLine, ...]


@dataclass(frozen=True, slots=True)
class ResolutionMessage:
    """Texts of the first page."""

    headline: str
    sentences: tuple[str, ...]
    caption: str
    columns: tuple[str, ...]
    text_columns: tuple[str, ...]
    """Columns of a table without the bars."""
    groups: tuple[InvitationGroup, ...]
    is_comparison: bool
    """Whether there are two cycles."""


def head(analysis: ResolutionAnalysis) -> Head:
    """The head of the first page."""
    return Head(
        country=country_name(analysis.now.assessment.country),
        subtitle=_("Implementation of Resolution 179 on child online protection: national report"),
        lines=tuple(_lines(analysis)),
    )


def _lines(analysis: ResolutionAnalysis) -> Iterator[tuple[str, str]]:
    now, former = analysis.now, analysis.former
    if former is not None:
        yield _cycle_line(
            former.assessment.cycle, standing_line(former.basis, former.assessment.standing)
        )
    yield _cycle_line(now.assessment.cycle, standing_line(analysis.basis, now.assessment.standing))
    about = now.edition.about
    yield (
        _("Edition"),
        _("{title} ({edition})").format(
            title=edition_text("edition", "title", about.title), edition=about.id
        ),
    )
    yield _("Report of"), format_day(now.day)


def _cycle_line(cycle: int, text: str) -> tuple[str, str]:
    return _("Cycle {cycle}").format(cycle=cycle), text


def resolution_message(analysis: ResolutionAnalysis) -> ResolutionMessage:
    """The headline, the sentences below it, and the table of invitations."""
    former = analysis.former
    return ResolutionMessage(
        headline=_headline(analysis),
        sentences=tuple(_sentences(analysis)),
        caption=_("Each invitation and where we stand")
        if former is None
        else _("Each invitation, before and now"),
        columns=tuple(_columns(analysis, with_bars=True)),
        text_columns=tuple(_columns(analysis, with_bars=False)),
        groups=tuple(_groups(analysis)),
        is_comparison=former is not None,
    )


def _headline(analysis: ResolutionAnalysis) -> str:
    if not analysis.clauses:
        return _("This edition names no invitations.").rstrip(".。")
    if analysis.former is None:
        return _("Cycle {cycle} alone: there is no earlier cycle here to compare with").format(
            cycle=analysis.now.assessment.cycle
        )
    before = analysis.former.assessment.cycle
    counts = Counter(item.direction for item in analysis.clauses)
    compared = sum(counts[item] for item in DECIDED)
    if not compared:
        return _("Nothing can be compared with {cycle}").format(cycle=before)
    if counts[Direction.SAME] == len(analysis.clauses):
        return _("No level that answers an invitation has changed since {cycle}").format(
            cycle=before
        )
    return ngettext(
        "Of {total} invitation since {cycle}: {parts}",
        "Of {total} invitations since {cycle}: {parts}",
        len(analysis.clauses),
    ).format(total=len(analysis.clauses), cycle=before, parts=join_clauses(_parts(counts)))


def _parts(counts: Counter[Direction | None]) -> Iterator[str]:
    """Yield on how many invitations levels moved each way."""
    patterns = {
        Direction.MORE: _("more in place on {number}"),
        Direction.LESS: _("less in place on {number}"),
        Direction.BOTH: _("more and less on {number}"),
        Direction.SAME: _("no change on {number}"),
    }
    for direction, pattern in patterns.items():
        if counts[direction]:
            yield pattern.format(number=counts[direction])
    if out := sum(counts.values()) - sum(counts[item] for item in DECIDED):
        yield _("not comparable: {number}").format(number=out)


def _sentences(analysis: ResolutionAnalysis) -> Iterator[str]:
    former = analysis.former
    if former is None:
        yield danger_sentence(analysis)
    else:
        yield from _comparison(analysis, former)
    assessment = analysis.now.assessment
    count = len(not_looked_at(assessment.answers, (item.id for item in analysis.now.indicators)))
    if count:
        yield ngettext(
            "{count} answer is of the last cycle and was not looked at again.",
            "{count} answers are of the last cycle and were not looked at again.",
            count,
        ).format(count=count)


def _comparison(analysis: ResolutionAnalysis, former: Former) -> Iterator[str]:
    """Yield what moved between the two cycles."""
    if {former.assessment.standing, analysis.now.assessment.standing} > {Standing.SELF_ASSESSED}:
        yield _(
            "Only one of the two cycles is the country’s own assessment, so a difference need not be a change in the country."
        )
    yield from _levels(former)
    yield from _scores(analysis, former)
    yield danger_sentence(analysis)


def _levels(former: Former) -> Iterator[str]:
    """Yield how many levels rose, fell and stayed, of all questions compared."""
    steps = [item.steps for item in former.comparison.changes if item.steps is not None]
    if not steps:
        yield _("The two have no question in common that both answer with a level.")
        return
    yield ngettext(
        "Of {count} question with a level in both cycles, {up} rose, {down} fell and {same} stayed.",
        "Of {count} questions with a level in both cycles, {up} rose, {down} fell and {same} stayed.",
        len(steps),
    ).format(
        count=len(steps),
        up=sum(step > 0 for step in steps),
        down=sum(step < 0 for step in steps),
        same=sum(step == 0 for step in steps),
    )


def _scores(analysis: ResolutionAnalysis, former: Former) -> Iterator[str]:
    comparison, formats = former.comparison, analysis.now.formats
    if comparison.score_before is None or comparison.score_after is None:
        return
    before, after = formats.score(comparison.score_before), formats.score(comparison.score_after)
    share = format_share(comparison.share_after)
    if before == after:
        yield _(
            "On these questions the score is {score} as before; they carry {share} of the weight of this edition."
        ).format(score=after, share=share)
    else:
        yield _(
            "On these questions the score went from {before} to {after}; they carry {share} of the weight of this edition."
        ).format(before=before, after=after, share=share)


def _columns(analysis: ResolutionAnalysis, *, with_bars: bool) -> Iterator[str]:
    yield _("Invitation")
    for cycle in analysis.cycles:
        yield str(cycle)
    if with_bars:
        yield _("Score")
    if analysis.former is not None:
        yield _("Compared with {cycle}").format(cycle=analysis.cycles[0])
    yield _("Questions")


def _groups(analysis: ResolutionAnalysis) -> Iterator[InvitationGroup]:
    for addressee in dict.fromkeys(item.clause.addressee for item in analysis.clauses):
        items = [item for item in analysis.clauses if item.clause.addressee == addressee]
        yield InvitationGroup(
            addressee_caption(items[0]), tuple(_line(analysis, item) for item in items)
        )


def addressee_caption(item: ClauseFacts) -> str:
    """The heading of the invitations to the addressee of one of them."""
    clause = item.clause
    return _("Invitations to {addressee}").format(
        addressee=edition_text(clause.id, "addressee", clause.addressee)
    )


def _line(analysis: ResolutionAnalysis, item: ClauseFacts) -> InvitationLine:
    now, former, key = analysis.now, analysis.former, item.clause.id
    node = clause_node(now.scores, key)
    before = ""
    if former is not None:
        before = score_text(Formats(former.edition), clause_node(former.scores, key))
        compared = sum(movement.steps is not None for movement in item.movements)
    else:
        compared = sum(now.assessment.answer(one.id).is_answered for one in item.indicators)
    return InvitationLine(
        code=key,
        title=edition_text(key, "title", item.clause.title),
        before=before,
        now=score_text(now.formats, node),
        bar=score_bar(now, node, key),
        direction="" if item.direction is None else direction_name(item.direction),
        compared=_("{part} of {whole}").format(part=compared, whole=len(item.indicators)),
    )


def score_text(formats: Formats, node: NodeScore | None) -> str:
    """A score with its bounds where they differ from it; the bounds alone below the minimum coverage."""
    if node is None:
        return formats.score(None)
    bounds = formats.score_range(node.low, node.high)
    if node.score is None:
        return bounds
    if bounds == formats.score(node.score):
        return bounds
    return _("{name} ({code})").format(name=formats.score(node.score), code=bounds)
