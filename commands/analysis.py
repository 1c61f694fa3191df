"""The commands that compute: `score`, `gaps`, `compare`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import click

from assessment import (
    AnswerStatus,
    Assessment,
    NodeScore,
    RaisedGate,
    find_gaps,
    raise_gates,
    score_assessment,
    unknown_indicators,
)
from assessment.answers.consistency_gates import exclusion_gates
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
from questionnaires import Edition
from questionnaires.labels import edition_text
from translations import gettext as _


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
    from reports.formats import join_phrases

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
        print_json(
            {
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
        )
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


def _no_gap(edition: Edition, assessment: Assessment) -> str:
    """The sentence in place of a list of gaps: there is none, and of how many questions."""
    states = [assessment.answer(key) for key in edition.profile_indicators(assessment.profile)]
    answered = sum(item.is_answered for item in states)
    excluded = sum(item.state is AnswerStatus.NOT_APPLICABLE for item in states)
    if answered:
        text = _(
            "There is no gap: {answered} of {asked} questions have a level, none below its target."
        )
    else:
        text = _("There is no gap: none of {asked} questions has a level.")
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
@click.option("--edition-before", type=Folder(), help=_("Folder of the earlier edition."))
@click.option("--edition-after", type=Folder(), help=_("Folder of the later edition."))
@AS_JSON
@LANGUAGE
@report_errors
def compare(
    before: Path,
    after: Path,
    edition_before: Path | None,
    edition_after: Path | None,
    as_json: bool,
) -> None:
    """Compare two cycles of one country on what they have in common."""
    from assessment.cycles.comparison import compare_cycles

    first_edition, first = open_assessment(before, edition_before)
    second_edition, second = open_assessment(after, edition_after)
    comparison = compare_cycles(first, first_edition, second, second_edition)
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
            }
        )
        return
    from reports import Formats
    from reports.formats import format_share

    formats = Formats(second_edition)
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
