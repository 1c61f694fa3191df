"""Write the follow-up workbook of an institution: a row for each measure that it leads, with its status to choose."""

from __future__ import annotations

import datetime as dt

from openpyxl.worksheet.worksheet import Worksheet

from assessment import Assessment
from assessment.countries import country_name
from exchange.flat_records import measure_records
from exchange.workbook.book import book_bytes
from exchange.workbook.cover import write_lines
from exchange.workbook.draft import Draft
from exchange.workbook.layout import follow_up_lists, measure_columns
from exchange.workbook.table import Table
from questionnaires import Edition
from questionnaires.labels import edition_text
from translations import gettext as _
from translations import pgettext
from translations.local_time import local_day


def write_follow_up(
    edition: Edition,
    assessment: Assessment,
    institution: str,
    made_at: dt.datetime,
    *,
    assessment_id: str = "",
) -> bytes:
    """The workbook as .xlsx: the same bytes for the same input.

    Of the plan of `assessment` only what the institution reports on is written.
    """
    draft = Draft(
        edition,
        assessment,
        institution,
        made_at.astimezone(dt.UTC).replace(microsecond=0),
        measure_records(assessment.plan, institution),
        follow_up_lists(),
    )

    def fill(cover: Worksheet) -> None:
        sheet = _add_measures(draft)
        write_lines(draft, cover, _lines(draft, sheet.title))

    return book_bytes(draft, assessment_id, fill)


def follow_up_title() -> str:
    """The text in the first cell."""
    return _("Child online protection: where the measures stand")


def _add_measures(draft: Draft) -> Worksheet:
    """Add the sheet of measures, in the order of their planned end."""
    table = Table(
        draft,
        "measures",
        _("Measures"),
        measure_columns(),
        _("Choose a status in each row. Months as year and month, such as 2027-03."),
    )
    edition, adopted = draft.edition, draft.assessment.plan.adopted
    months = adopted.months if adopted else {}
    for key in sorted(draft.records, key=lambda key: (months[key][1], key)):
        record, measure = draft.records[key], edition.measure.get(key)
        fields = record.fields
        table.add_row(
            key,
            {
                **fields,
                "code": key,
                "measure": edition_text(key, "title", measure.title) if measure else key,
                "adopted": " – ".join(months[key]),
                "status": draft.words["measure_status"].get(fields["status"], ""),
            },
        )
    return table.finish()


def _lines(draft: Draft, sheet: str) -> list[tuple[str, str, bool]]:
    """Label and text of each row of the cover, and whether it is a heading."""
    return [
        (follow_up_title(), "", True),
        (_("Country"), pgettext("phrases", "{first}, {second}").format(first=country_name(draft.assessment.country), second=draft.assessment.cycle), False),
        (_("For"), draft.institution_name, False),
        (_("Measures"), str(len(draft.records)), False),
        (
            _("Made"),
            _("{day}, edition {edition}").format(
                day=local_day(draft.made_at).isoformat(), edition=draft.edition.id
            ),
            False,
        ),
        (_("What to do"), "", True),
        ("1", _("Go to the sheet “{sheet}”. Write in white cells only.").format(sheet=sheet), False),
        (
            "2",
            _("Choose a status in each row. What is under way needs the month in which it began, what is done the month in which it ended."),
            False,
        ),
        (
            "3",
            _("Save the file as .xlsx, under any name, and send it back to the person who sent it. Sorting, filtering and saving it with LibreOffice do no harm; hidden rows and sheets belong to it."),
            False,
        ),
        (_("Please note"), "", True),
        (
            _("Never here"),
            _("No personal data of children and no abuse material, ever: not in a comment, not as evidence, not as a link."),
            False,
        ),
    ]  # fmt: skip
