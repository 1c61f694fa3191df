"""The toolkit without a browser: lint, score, gaps, roadmap, restore, questionnaire, workbook, xlsform, migrate, compare, import, export, serve."""

from __future__ import annotations

import getpass
import os
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from assessment import (
    find_gaps,
    plan_roadmap,
    raise_gates,
    score_assessment,
    unknown_indicators,
)
from assessment.files.assessment_file import dump_assessment, dump_json, open_assessment
from assessment.model.report_chapters import Chapter
from commands.options import (
    AS_JSON,
    DATABASE,
    EDITION,
    EVIDENCE,
    FILE,
    TODAY,
    Folder,
    day_of,
    open_file,
    print_json,
    refuses,
    write_file,
)
from commands.store import audit, backup, bring_back
from commands.workbook import workbook
from commands.xlsform import xlsform
from questionnaires import (
    CONTENT,
    FULL_PROFILE,
    ContentError,
    Edition,
    edition_ids,
    lint_edition,
    load_edition,
)
from translations import gettext as _
from translations import ngettext


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Assess child online protection, find the gaps, plan the roadmap."""


main.add_command(audit)
main.add_command(backup)
main.add_command(workbook)
main.add_command(xlsform)


@main.command()
@click.argument("edition", type=Folder(), required=False)
@AS_JSON
@refuses
def lint(edition: Path | None, as_json: bool) -> None:
    """Check an edition (by default every one that comes with the toolkit) and say what is wrong."""
    folders = [edition] if edition else [CONTENT / name for name in edition_ids()]
    reports = []
    for folder in folders:
        try:
            loaded = load_edition(folder)
            findings = lint_edition(loaded)
            found: Edition | ContentError = ContentError(findings) if findings else loaded
        except ContentError as error:
            found = error
        reports.append((folder, found))
    if as_json:
        print_json([_lint_record(folder, found) for folder, found in reports])
    else:
        for folder, found in reports:
            click.echo(_lint_text(folder, found), err=isinstance(found, ContentError))
    if any(isinstance(found, ContentError) for _folder, found in reports):
        sys.exit(1)


def _lint_text(folder: Path, found: Edition | ContentError) -> str:
    if isinstance(found, ContentError):
        number = len(found.problems)
        count = ngettext("{number} problem", "{number} problems", number).format(number=number)
        return f"{found}\n{folder.name}: {count}"
    indicators, measures = len(found.indicators), len(found.measures)
    return ", ".join(
        (
            ngettext("{number} indicator", "{number} indicators", indicators).format(
                number=indicators
            ),
            ngettext("{number} measure", "{number} measures", measures).format(number=measures),
        )
    )


def _lint_record(folder: Path, found: Edition | ContentError) -> dict[str, Any]:
    if isinstance(found, ContentError):
        problems = [
            {"file": p.file, "where": p.where, "what": p.what, "remedy": p.remedy}
            for p in found.problems
        ]
        return {"edition": folder.name, "problems": problems}
    return {
        "edition": found.id,
        "indicators": len(found.indicators),
        "measures": len(found.measures),
        "content_hash": found.content_hash,
        "problems": [],
    }


@main.command()
@FILE
@EDITION
@AS_JSON
@refuses
def score(file: Path, edition: Path | None, as_json: bool) -> None:
    """Score an assessment file: every node of the tree and every clause, with bounds and coverage."""
    asked, given = open_file(file, edition)
    scores = score_assessment(asked, given)
    if as_json:
        from reports import scores_record

        print_json(scores_record(scores))
        return
    from reports import Formats

    formats = Formats(asked)
    for node in (scores.overall, *scores.pillars, *scores.clauses):
        click.echo(
            _(
                "{id:<16} {score:>6}   between {low:>6} and {high:>6}   {answered} of {total} answered"
            ).format(
                id=node.id,
                score=formats.score(node.score),
                low=formats.score(node.low),
                high=formats.score(node.high),
                answered=node.answered,
                total=node.total,
            )
        )


@main.command()
@FILE
@EDITION
@TODAY
@AS_JSON
@refuses
def gaps(file: Path, edition: Path | None, today: datetime | None, as_json: bool) -> None:
    """List the gaps of an assessment, the most urgent first, with the gates raised and what nobody knows."""
    asked, given = open_file(file, edition, today)
    found = find_gaps(asked, given)
    gates = raise_gates(asked, given, today=day_of(today))
    unknown = unknown_indicators(asked, given)
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
                        "core_factor": gap.core_factor,
                        "severity_factor": gap.severity_factor,
                        "readiness": gap.readiness,
                        "priority": gap.priority,
                    }
                    for gap in found
                ],
                "gates": [
                    {"id": item.gate.id, "indicators": item.indicators, "pillar": item.pillar}
                    for item in gates
                ],
                "dont_know": [indicator.id for indicator in unknown],
            }
        )
        return
    for gap in found:
        click.echo(
            _("{id:<6} level {level} of {target}   {question}").format(
                id=gap.indicator.id,
                level=gap.current_level,
                target=gap.target_level,
                question=gap.indicator.question,
            )
        )
    for item in gates:
        click.echo(
            _("{gate}: {indicators}: {message}").format(
                gate=item.gate.id, indicators=", ".join(item.indicators), message=item.gate.message
            )
        )


@main.command()
@FILE
@EDITION
@TODAY
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help=_(
        "The document to write; its ending says which: .pdf .docx .xlsx .ics .csv .scores.csv .json"
    ),
)
@click.option("--short", is_flag=True, help=_("The PDF on at most 8 pages."))
@click.option(
    "--without",
    type=click.Choice([item.value for item in Chapter]),
    multiple=True,
    help=_("A chapter to leave out of the PDF or the Word document; may be given several times."),
)
@AS_JSON
@refuses
def roadmap(
    file: Path,
    edition: Path | None,
    today: datetime | None,
    output: Path | None,
    short: bool,
    without: tuple[str, ...],
    as_json: bool,
) -> None:
    """Plan the roadmap of an assessment and write it (-o) as PDF, Word, Excel, calendar, CSV or JSON."""
    if output is None and not as_json:
        raise click.UsageError(_("Say where the PDF goes: -o OUT.pdf. Or ask for --json."))
    asked, given = open_file(file, edition, today)
    if output is not None:
        from reports import Version, plan_document, plan_suffix

        version = Version.SHORT if short else Version.FULL
        document = plan_document(
            plan_suffix(output.name), asked, given, day_of(today), version, without
        )
        write_file(output, document)
        if not as_json:
            click.echo(str(output))
    if as_json:
        from reports import roadmap_record

        print_json(roadmap_record(plan_roadmap(asked, given)))


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help=_("The assessment file to write, from a PDF."),
)
@DATABASE
@EVIDENCE
@refuses
def restore(file: Path, output: Path | None, database: str, evidence: Path) -> None:
    """Take the assessment out of a roadmap's PDF (-o OUT.yaml or OUT.json), or bring a backup (.zip) into an empty store."""
    if file.suffix.lower() == ".zip":
        bring_back(file, database, evidence)
        return
    if output is None:
        raise click.UsageError(_("Say where the assessment goes: -o OUT.yaml."))
    from assessment.files.assessment_file import parse_assessment
    from reports import attached_assessment

    data = attached_assessment(file)
    given = parse_assessment(data, f"{file.name}.json")
    is_json = output.suffix.lower() == ".json"
    write_file(output, (dump_json(given) if is_json else dump_assessment(given)).encode())
    click.echo(str(output))


@main.command()
@click.argument("edition", type=Folder(), required=False)
@click.option("--profile", help=_("Which questions, such as quick; by default all."))
@TODAY
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help=_("The PDF to write.")
)
@refuses
def questionnaire(
    edition: Path | None, profile: str | None, today: datetime | None, output: Path
) -> None:
    """Write the questionnaire as a PDF to fill in on paper (by default of the newest edition)."""
    from reports import build_questionnaire, make_pdf, render_questionnaire

    asked = load_edition(edition or CONTENT / edition_ids()[-1])
    if profile is not None and profile not in asked.profile_ids:
        raise click.BadParameter(
            _("edition {edition} has no profile '{profile}'. Use one of: {ids}.").format(
                edition=asked.id, profile=profile, ids=", ".join(asked.profile_ids)
            )
        )
    form = build_questionnaire(asked, profile=profile or FULL_PROFILE, date=day_of(today))
    write_file(output, make_pdf(render_questionnaire(form), ""))
    click.echo(str(output))


@main.command()
@FILE
@click.option("--to", "target", type=Folder(), required=True, help=_("The edition to move to."))
@EDITION
@click.option("--cycle", type=click.IntRange(2000, 2100), help=_("The year of the new cycle."))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help=_("The file to write.")
)
@AS_JSON
@refuses
def migrate(
    file: Path,
    target: Path,
    edition: Path | None,
    cycle: int | None,
    output: Path,
    as_json: bool,
) -> None:
    """Move an assessment file to a later edition; says what became of every answer."""
    from assessment.cycles.migration import MigrationOutcome
    from assessment.cycles.migration import migrate as move

    old, given = open_assessment(file, edition)
    done = move(given, old, load_edition(target))
    moved = done.assessment.model_copy(update={"cycle": cycle or given.cycle})
    text = dump_json(moved) if output.suffix == ".json" else dump_assessment(moved)
    write_file(output, text.encode())
    if as_json:
        moves = [
            {"id": item.old_id, "outcome": item.outcome.value, "to": list(item.to), "why": item.why}
            for item in done.moves
        ]
        print_json({"moves": moves, "asked_anew": list(done.asked_anew)})
        return
    for item in done.moves:
        if item.outcome is not MigrationOutcome.KEPT:
            places = " ".join(key for key in item.to if key != item.old_id)
            click.echo(" ".join(filter(None, (item.old_id, item.outcome.value, places, item.why))))
    counts = {
        outcome: sum(item.outcome is outcome for item in done.moves) for outcome in MigrationOutcome
    }
    click.echo(
        _(
            "{kept} kept, {carried} carried, {flagged} to look at again, {dropped} dropped, {new} asked anew"
        ).format(
            kept=counts[MigrationOutcome.KEPT],
            carried=counts[MigrationOutcome.CARRIED],
            flagged=counts[MigrationOutcome.FLAGGED],
            dropped=counts[MigrationOutcome.DROPPED],
            new=len(done.asked_anew),
        )
    )


@main.command()
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@click.option("--edition-before", type=Folder(), help=_("Folder of the earlier edition."))
@click.option("--edition-after", type=Folder(), help=_("Folder of the later edition."))
@AS_JSON
@refuses
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
    found = compare_cycles(first, first_edition, second, second_edition)
    if as_json:
        print_json(
            {
                "common": list(found.common),
                "score_before": found.score_before,
                "score_after": found.score_after,
                "share_before": found.share_before,
                "share_after": found.share_after,
                "changes": [
                    {"id": item.indicator_id, "before": item.before, "after": item.after}
                    for item in found.changes
                ],
                "not_comparable": list(found.not_comparable),
            }
        )
        return
    from reports import Formats
    from reports.formats import format_share

    formats = Formats(second_edition)
    for item in found.changes:
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
            count=len(found.common),
            share=format_share(found.share_after),
            before=formats.score(found.score_before),
            after=formats.score(found.score_after),
        )
    )


PERSON = click.option(
    "--person",
    default=getpass.getuser,
    show_default=_("your user name"),
    help=_("Who is doing this."),
)


@main.command(name="import")
@FILE
@DATABASE
@PERSON
@refuses
def import_file(file: Path, database: str, person: str) -> None:
    """Import an assessment file into the store; all of it or nothing. Prints its id."""
    from assessment.store import Store, local_person

    asked, given = open_assessment(file, today=day_of(None))
    with closing(Store.open(database)) as store:
        assessment_id = store.import_assessment(
            given,
            edition_hash=asked.content_hash,
            person=local_person(person),
            at=datetime.now(UTC),
        )
    click.echo(assessment_id)


@main.command()
@click.argument("assessment_id")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help=_("The file to write; by default the screen."),
)
@DATABASE
@PERSON
@AS_JSON
@refuses
def export(
    assessment_id: str, output: Path | None, database: str, person: str, as_json: bool
) -> None:
    """Export an assessment from the store as an assessment file (YAML, or JSON)."""
    from assessment.store import Store, local_person

    with closing(Store.open_existing(database)) as store:
        given = store.load(assessment_id, person=local_person(person))
    text = dump_json(given) if as_json else dump_assessment(given)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_file(output, text.encode())


@main.command()
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8501, show_default=True, envvar="PORT"
)
def serve(port: int) -> None:
    """Serve the application on this computer, at http://127.0.0.1:PORT."""
    app = Path(__file__).with_name("app.py")
    command = [sys.executable, "-m", "streamlit", "run", str(app), f"--server.port={port}"]
    sys.exit(subprocess.call(command, env=os.environ.copy(), cwd=app.parent))


if __name__ == "__main__":
    main()
