"""The commands that compute: `score`, `gaps`, `compare`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from assessment import (
    AnswerStatus,
    Assessment,
    Gap,
    NodeScore,
    RaisedGate,
    find_gaps,
    raise_gates,
    score_assessment,
    unknown_indicators,
)
from assessment.answers.consistency_gates import exclusion_gates
from assessment.cycles.trend import Trend
from assessment.files.assessment_file import open_assessment
from commands.options import (
    AS_JSON,
    EDITION,
    FILE,
    LANGUAGE,
    TARGETS,
    TODAY,
    Folder,
    day_of,
    open_file,
    print_json,
    report_errors,
)
from questionnaires import Edition, Indicator
from questionnaires.labels import edition_text
from translations import gettext as _
from translations import ngettext


@click.command()
@FILE
@EDITION
@AS_JSON
@LANGUAGE
@report_errors
def score(file: Path, edition: Path | None, as_json: bool) -> None:
    """Score an assessment file: every group, clause and view, with bounds and coverage; with --json every indicator too."""
    loaded, assessment = open_file(file, edition)
    scores = score_assessment(loaded, assessment)
    if as_json:
        from reports import scores_record

        print_json(scores_record(loaded, scores))
        return
    from reports import Formats
    from reports.joining import join_phrases

    formats = Formats(loaded)
    groups = (node for node in scores.overall.walk() if node.kind != "indicator")
    for node in (*groups, *scores.clauses, *scores.views):
        line = _(
            "{id:<16} {score:>6}   between {low:>6} and {high:>6}   {answered} of {total} answered"
        ).format(
            id=node.id,
            score=formats.score(node.score),
            low=formats.score(node.low),
            high=formats.score(node.high),
            answered=node.answered,
            total=node.total,
        )
        click.echo(join_phrases(line, formats.band(node.score), _taken_out(node)))
    _echo_gates(exclusion_gates(loaded, assessment))


def _taken_out(node: NodeScore) -> str:
    """How many questions of a score are not applicable, and whether none is left."""
    from reports.formats import format_not_applicable

    number = format_not_applicable(node.not_applicable)
    if number and not node.total:
        return _("{number}: no question is left").format(number=number)
    return number


@click.command()
@FILE
@EDITION
@TODAY
@TARGETS
@AS_JSON
@LANGUAGE
@report_errors
def gaps(
    file: Path, edition: Path | None, today: datetime | None, targets: str | None, as_json: bool
) -> None:
    """List the gaps of an assessment, the most urgent first, with the gates raised and what nobody knows."""
    loaded, assessment = open_file(file, edition, today, targets)
    ranked = find_gaps(loaded, assessment)
    gates = raise_gates(loaded, assessment, today=day_of(today))
    unknown = unknown_indicators(loaded, assessment)
    if as_json:
        print_json(gaps_record(ranked, gates, unknown))
        return
    from reports.sections.gap_descriptions import gap_sentence

    for gap in ranked:
        click.echo(
            _("{id:<6} level {level} of {target}   {question}").format(
                id=gap.indicator.id,
                level=gap.current_level,
                target=gap.target_level,
                question=gap.indicator.question,
            )
        )
        click.echo(f"       {gap_sentence(loaded, gap)}")
    if not ranked:
        click.echo(_no_gap(loaded, assessment))
    _echo_gates(gates)


def gaps_record(
    ranked: Iterable[Gap], gates: Iterable[RaisedGate], unknown: Iterable[Indicator]
) -> dict[str, Any]:
    """Gaps, raised gates and questions that nobody knows, as plain values for JSON."""
    return {
        "gaps": [
            {
                "indicator": gap.indicator.id,
                "current_level": gap.current_level,
                "target_level": gap.target_level,
                "gap": gap.gap,
                "reach": gap.reach,
                "core": gap.indicator.core,
                "severe": gap.indicator.severe,
                "priority": gap.priority,
                "waits_for": gap.waits_for,
            }
            for gap in ranked
        ],
        "gates": [
            {"id": item.gate.id, "indicators": item.indicators, "pillar": item.pillar}
            for item in gates
        ],
        "dont_know": [indicator.id for indicator in unknown],
    }


def _no_gap(edition: Edition, assessment: Assessment) -> str:
    """The sentence in place of a list of gaps: there is none, and of how many questions."""
    states = [assessment.answer(key) for key in edition.profile_indicators(assessment.profile)]
    answered = sum(item.is_answered for item in states)
    excluded = sum(item.state is AnswerStatus.NOT_APPLICABLE for item in states)
    if answered:
        text = ngettext(
            "There is no gap: {answered} of {asked} question has a level, none below its target.",
            "There is no gap: {answered} of {asked} questions have a level, none below its target.",
            len(states),
        )
    else:
        text = ngettext(
            "There is no gap: the {asked} question has no level.",
            "There is no gap: none of {asked} questions has a level.",
            len(states),
        )
    if excluded:
        text += " " + _("{excluded} of {asked} are not applicable.")
    return text.format(answered=answered, asked=len(states), excluded=excluded)


def _echo_gates(gates: Iterable[RaisedGate]) -> None:
    """Print a line for each raised gate: id, questions, message, remedy."""
    for item in gates:
        click.echo(
            _("{gate}: {indicators}: {message} {remedy}").format(
                gate=item.gate.id,
                indicators=", ".join(item.indicators),
                message=edition_text(item.gate.id, "message", item.gate.message),
                remedy=edition_text(item.gate.id, "remedy", item.gate.remedy),
            )
        )


@click.command()
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@click.argument("further", nargs=-1, type=click.Path(path_type=Path))
@click.option("--edition-before", type=Folder(), help=_("Folder of the earlier edition."))
@click.option("--edition-after", type=Folder(), help=_("Folder of the later edition."))
@AS_JSON
@LANGUAGE
@report_errors
def compare(
    before: Path,
    after: Path,
    further: tuple[Path, ...],
    edition_before: Path | None,
    edition_after: Path | None,
    as_json: bool,
) -> None:
    """Compare the cycles of one country, the oldest first: the last two on what they have in common, and the trend over all."""
    from assessment.cycles.comparison import compare_cycles
    from assessment.cycles.trend import ENOUGH, cycle_trend

    first, *between, last = (before, after, *further)
    cycles = [
        open_assessment(first, edition_before),
        *(open_assessment(file, None) for file in between),
        open_assessment(last, edition_after),
    ]
    (earlier_edition, earlier), (later_edition, later) = cycles[-2:]
    comparison = compare_cycles(earlier, earlier_edition, later, later_edition)
    trend = cycle_trend(cycles)
    if as_json:
        print_json(
            {
                "common": list(comparison.common),
                "score_before": comparison.score_before,
                "score_after": comparison.score_after,
                "share_before": comparison.share_before,
                "share_after": comparison.share_after,
                "changes": [
                    {"id": item.indicator_id, "before": item.before, "after": item.after}
                    for item in comparison.changes
                ],
                "not_comparable": list(comparison.not_comparable),
                "trend": _trend_record(trend),
            }
        )
        return
    from reports import Formats
    from reports.formats import format_share

    formats = Formats(later_edition)
    if len(trend.cycles) >= ENOUGH:
        for cycle in trend.cycles:
            click.echo(
                _(
                    "{cycle}: {score}, between {low} and {high}; dangers open: {dangers}, without a level: {unknown}"
                ).format(
                    cycle=cycle.cycle,
                    score=formats.score(cycle.score),
                    low=formats.score(cycle.low),
                    high=formats.score(cycle.high),
                    dangers=len(cycle.dangers),
                    unknown=len(cycle.dangers_unknown),
                )
            )
    for item in comparison.changes:
        if item.steps:
            click.echo(
                _("{id}: level {before} to {after} ({steps:+d})").format(
                    id=item.indicator_id, before=item.before, after=item.after, steps=item.steps
                )
            )
    click.echo(
        _(
            "{count} indicators in common, {share} of the later edition's weight: {before} before, {after} after"
        ).format(
            count=len(comparison.common),
            share=format_share(comparison.share_after),
            before=formats.score(comparison.score_before),
            after=formats.score(comparison.score_after),
        )
    )


def _trend_record(trend: Trend) -> dict[str, Any]:
    """The trend as data: scores in the units of the edition, unrounded."""
    return {
        "cycles": [
            {
                "cycle": item.cycle,
                "edition": item.edition,
                "score": item.score,
                "low": item.low,
                "high": item.high,
                "score_common": item.score_common,
                "answered": item.answered,
                "total": item.total,
                "dangers_open": list(item.dangers),
                "dangers_unknown": list(item.dangers_unknown),
            }
            for item in trend.cycles
        ],
        "indicators": [
            {
                "id": item.indicator_id,
                "same_since": trend.cycles[item.since].cycle,
                "levels": list(item.levels),
                "steps": list(item.steps),
            }
            for item in trend.indicators
        ],
        "same": list(trend.same),
        "common": list(trend.common),
        "left_out": list(trend.left_out),
    }
