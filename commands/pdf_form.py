"""The commands of the questionnaire as a PDF form: export, and import of one that was filled in with a preview."""

from __future__ import annotations

from collections.abc import Iterable

import click

from assessment import NATIONAL, Assessment
from assessment.answers.settlement import assigned_indicators
from assessment.countries import country_name
from commands.importing import export_command, import_command
from commands.options import day_of
from exchange.import_rows import ImportBatch
from exchange.pdf_form.origin import origin_fields
from exchange.pdf_form.read import read_pdf_form
from exchange.xlsform.fields import FormNames
from questionnaires import Edition
from translations import gettext as _


@click.group()
def pdfform() -> None:
    """The questionnaire as a PDF to fill in on a screen, and back."""


@pdfform.command()
@export_command(_("The form to write (.pdf)."))
def export(edition: Edition, assessment: Assessment, institution: str) -> bytes:
    """Write the questionnaire of an assessment as a PDF to fill in on paper or on a screen."""
    from reports import FormBinding, build_questionnaire, make_pdf, render_questionnaire

    is_national = institution == NATIONAL
    names = {item.id: item.name for item in assessment.institutions}
    form = build_questionnaire(
        edition,
        profile=assessment.profile,
        date=day_of(None),
        indicators=None if is_national else assigned_indicators(edition, assessment, institution),
        for_institution=not is_national,
        binding=FormBinding(
            FormNames(edition).of,
            origin_fields(edition, assessment.profile, assessment, institution),
            country=country_name(assessment.country),
            institution=names.get(institution, ""),
        ),
    )
    return make_pdf(render_questionnaire(form), "")


@pdfform.command(name="import")
@import_command(json_of=lambda records: records[0])
def import_form(
    data: bytes, name: str, edition: Edition, assessment: Assessment
) -> Iterable[ImportBatch]:
    """Bring a filled-in form back: all of it or nothing. The last line says what became of its rows."""
    return [read_pdf_form(data, name, edition, assessment)]
