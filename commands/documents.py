"""The commands that write documents, and read one back: `roadmap`, `questionnaire`, `restore`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from assessment import (
    Emphasis,
    FirstQuestions,
    PlanStanding,
    first_questions,
    plan_standing,
    roadmap_of,
)
from assessment.model.readership import Reader, Readership
from assessment.model.report_chapters import Chapter
from commands.backups import IDENTITY, restore_store
from commands.look_options import look_options, with_look
from commands.options import (
    AS_JSON,
    DATABASE,
    EDITION,
    EVIDENCE,
    FILE,
    LANGUAGE,
    TARGETS,
    TODAY,
    Folder,
    day_of,
    encode_assessment,
    open_file,
    output_option,
    print_json,
    report_errors,
    write_file,
)
from commands.reader_option import ReaderCommand, ReaderWords
from exchange.pdf_form.origin import origin_fields
from exchange.xlsform.fields import FormNames
from questionnaires import CONTENT, FULL_PROFILE, edition_ids, load_edition
from questionnaires.remedies import use_one_of
from translations import gettext as _


@click.command(cls=ReaderCommand)
@FILE
@EDITION
@TODAY
@output_option(
    _(
        "The document to write; its ending says which: .pdf .docx .pptx .xlsx .ics .csv .scores.csv .json .xml"
    ),
    required=False,
)
@TARGETS
@click.option(
    "--sketch",
    is_flag=True,
    help=_("Plan although too little is answered; the result is marked as a sketch."),
)
@click.option(
    "--emphasis",
    type=click.Choice([item.value for item in Emphasis]),
    help=_("What the plan puts first, in place of what the file says."),
)
@click.option(
    "--fiscal-year-start",
    type=click.IntRange(1, 12),
    metavar="MONTH",
    help=_(
        "Month, 1 to 12, in which the country's fiscal year begins: costs and budgets are by fiscal year."
    ),
)
@click.option(
    "--for",
    "reader",
    type=ReaderWords(),
    metavar="minister|cabinet|technical|body ROLE",
    help=_(
        "Who reads the PDF or the Word document: minister (2 pages), cabinet (at most 8), technical (all; the default), "
        "or one leading body, by its role or its name in the plan."
    ),
)
@click.option("--short", is_flag=True, help=_("The same as --for cabinet."))
@click.option(
    "--with",
    "added",
    type=click.Choice(["annexes"]),
    multiple=True,
    help=_(
        "What to add: annexes are all answers, how each number was made, and a sheet for each measure."
    ),
)
@click.option(
    "--without",
    type=click.Choice([item.value for item in Chapter]),
    multiple=True,
    help=_("A chapter to leave out of the PDF or the Word document; may be given several times."),
)
@look_options
@AS_JSON
@LANGUAGE
@report_errors
def roadmap(
    file: Path,
    edition: Path | None,
    today: datetime | None,
    output: Path | None,
    targets: str | None,
    sketch: bool,
    emphasis: str | None,
    fiscal_year_start: int | None,
    reader: Readership | None,
    short: bool,
    added: tuple[str, ...],
    without: tuple[str, ...],
    paper: str | None,
    emblem: Path | None,
    colours: tuple[str, ...],
    foreword: Path | None,
    as_json: bool,
) -> None:
    """Plan the roadmap of an assessment and write it (-o) as PDF, Word, slides, Excel, calendar, CSV, JSON or for MS Project."""
    if output is None and not as_json:
        raise click.UsageError(_("Say where the PDF goes: -o OUT.pdf. Or ask for --json."))
    loaded, assessment = open_file(file, edition, today, targets)
    given = {
        "emphasis": None if emphasis is None else Emphasis(emphasis),
        "fiscal_year_start": fiscal_year_start,
    }
    changed = {key: value for key, value in given.items() if value is not None}
    plan = assessment.plan.model_copy(update=changed)
    assessment = assessment.model_copy(update={"plan": plan})
    assessment = with_look(assessment, paper, emblem, colours, foreword)
    standing = plan_standing(loaded, assessment, sketch=sketch)
    planned = roadmap_of(loaded, assessment, standing)
    first = None if standing is PlanStanding.PLAN else first_questions(loaded, assessment)
    if first is not None:
        _echo_standing(standing, first)
    from reports.sections.roadmap.plan_descriptions import past_start_sentence

    if remark := past_start_sentence(loaded, planned, assessment.plan, day_of(today)):
        click.echo(_("Look again: {warning}").format(warning=remark), err=True)
    if output is not None:
        from reports import plan_document, plan_suffix
        from reports.pdf.missing_scripts import missing_script_sentence

        if output.suffix.lower() == ".pdf" and (warning := missing_script_sentence(assessment)):
            click.echo(_("Look again: {warning}").format(warning=warning), err=True)
        document = plan_document(
            plan_suffix(output.name),
            loaded,
            assessment,
            day_of(today),
            _readership(reader, short=short, annexes="annexes" in added),
            without,
            made_at=datetime.now(UTC),
            sketch=sketch,
        )
        write_file(output, document)
        if not as_json:
            click.echo(str(output))
    if as_json:
        from reports import roadmap_record

        print_json(roadmap_record(loaded, assessment, planned, standing, first))


def _readership(reader: Readership | None, *, short: bool, annexes: bool) -> Readership:
    """The reader that the options name. Raises UsageError where they name two, or annexes for another than technical."""
    if reader is not None and short and reader.reader is not Reader.CABINET:
        raise click.UsageError(_("--short is --for cabinet. Leave one of the two out."))
    chosen = reader or Readership(Reader.CABINET if short else Reader.TECHNICAL)
    if annexes and chosen.reader is not Reader.TECHNICAL:
        raise click.UsageError(
            _(
                "--with annexes goes with --for technical, which is the default. Leave one of the two out."
            )
        )
    return replace(chosen, annexes=annexes)


def _echo_standing(standing: PlanStanding, first: FirstQuestions) -> None:
    """Say on the error stream why nothing is planned, or why the plan is a sketch, and what to answer first."""
    from reports.sections.roadmap.plan_standing import first_listed, standing_sentence

    text = _("{sentence} Answer these first: {ids}.").format(
        sentence=standing_sentence(standing, first),
        ids=", ".join(item.indicator.id for item in first_listed(first)),
    )
    if standing is PlanStanding.WITHHELD:
        text += " " + _("With --sketch the roadmap is planned nevertheless, as a sketch.")
    click.echo(text, err=True)


@click.command()
@click.argument("edition", type=Folder(), required=False)
@click.option("--profile", help=_("Which questions, such as quick; by default all."))
@TODAY
@output_option(_("The PDF to write."))
@LANGUAGE
@report_errors
def questionnaire(
    edition: Path | None, profile: str | None, today: datetime | None, output: Path
) -> None:
    """Write the questionnaire as a PDF to fill in on paper or on a screen (by default of the newest edition)."""
    from reports import FormBinding, build_questionnaire, make_pdf, render_questionnaire

    loaded = load_edition(edition or CONTENT / edition_ids()[-1])
    if profile is not None and profile not in loaded.profile_ids:
        raise click.BadParameter(
            _("edition {edition} has no profile '{profile}'. {remedy}").format(
                edition=loaded.id,
                profile=profile,
                remedy=use_one_of(loaded.profile_ids, _("Leave it out.")),
            )
        )
    chosen = profile or FULL_PROFILE
    binding = FormBinding(FormNames(loaded).of, origin_fields(loaded, chosen))
    form = build_questionnaire(loaded, profile=chosen, date=day_of(today), binding=binding)
    write_file(output, make_pdf(render_questionnaire(form), ""))
    click.echo(str(output))


@click.command()
@FILE
@output_option(_("The assessment file to write, from a PDF."), required=False)
@DATABASE
@EVIDENCE
@IDENTITY
@LANGUAGE
@report_errors
def restore(
    file: Path, output: Path | None, database: str, evidence: Path, identity: Path | None
) -> None:
    """Take the assessment out of a roadmap's PDF (-o OUT.yaml or OUT.json), or bring a backup (.zip, .zip.age) into an empty store."""
    if file.suffix.lower() in (".zip", ".age"):
        restore_store(file, database, evidence, identity)
        return
    if output is None:
        raise click.UsageError(_("Say where the assessment goes: -o OUT.yaml."))
    from assessment.files.assessment_file import parse_assessment
    from reports import attached_assessment

    assessment = parse_assessment(attached_assessment(file), f"{file.name}.json")
    as_json = output.suffix.lower() == ".json"
    write_file(output, encode_assessment(assessment, as_json=as_json))
    click.echo(str(output))
