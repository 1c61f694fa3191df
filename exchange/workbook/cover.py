"""The first sheet of a workbook: purpose, instructions, list of the other sheets."""

from __future__ import annotations

from collections.abc import Iterable

from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from assessment.countries import country_name
from exchange.workbook.cells import INK, MUTED, TOP, font, put_text, row_height, set_view
from exchange.workbook.draft import Draft
from exchange.workbook.fixed_cells import COVER, digest
from translations import gettext as _
from translations import language_note, pgettext
from translations.local_time import local_day

LABEL_WIDTH, TEXT_WIDTH = 26, 76
"""Width of the two columns, in characters."""


def write_cover(draft: Draft, sheet: Worksheet, sheets: Iterable[tuple[str, str]]) -> None:
    """Write the cover; `sheets` are the titles of the other sheets, each with what it holds."""
    write_lines(draft, sheet, _lines(draft, sheets))


def write_lines(draft: Draft, sheet: Worksheet, lines: Iterable[tuple[str, str, bool]]) -> None:
    """Write label and text of each row of a cover, and whether it is a heading."""
    set_view(sheet)
    sheet.column_dimensions["A"].width = LABEL_WIDTH
    sheet.column_dimensions["B"].width = TEXT_WIDTH
    for row, (label, text, is_heading) in enumerate(lines, start=1):
        first, second = sheet.cell(row, 1), sheet.cell(row, 2)
        put_text(first, label)
        put_text(second, text)
        draft.fixed.update((digest(COVER, "", label), digest(COVER, "", text)))
        size = 16 if row == 1 else 12 if is_heading else 10
        first.font = font(size, bold=is_heading, colour=INK if is_heading else MUTED)
        second.font = font(10)
        first.alignment = Alignment(vertical="top", wrap_text=not is_heading)
        second.alignment = TOP
        height = max(row_height([(text, TEXT_WIDTH), (label, LABEL_WIDTH)]), 16)
        sheet.row_dimensions[row].height = 28 if is_heading else height
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.protection.sheet = True


def cover_title() -> str:
    """The text in the first cell."""
    return _("Child online protection: questionnaire")


def _lines(draft: Draft, sheets: Iterable[tuple[str, str]]) -> list[tuple[str, str, bool]]:
    """Label and text of each row, and whether it is a heading."""
    country = country_name(draft.assessment.country)
    return [
        (cover_title(), "", True),
        (_("Country"), pgettext("phrases", "{first}, {second}").format(first=country, second=draft.assessment.cycle), False),
        (_("For"), draft.institution_name, False),
        (_("Questions"), _count_text(draft), False),
        (
            _("Made"),
            _("{day}, edition {edition}").format(
                day=local_day(draft.made_at).isoformat(), edition=draft.edition.id
            ),
            False,
        ),
        (_("What to do"), "", True),
        ("1", _("Go through the sheets below, from left to right. Write in white cells only."), False),
        (
            "2",
            _("Choose the highest level of which every word is true today. If none, choose level 0."),
            False,
        ),
        (
            "3",
            _("No level? Say why: don’t know, not applicable (with the reason), or outside our mandate. An empty cell means: not answered yet."),
            False,
        ),
        ("4", _("For levels 3 and 4, name at least one document in the sheet of evidence."), False),
        (
            "5",
            _("Save the file as .xlsx, under any name, and send it back to the person who sent it. Sorting, filtering and saving it with LibreOffice do no harm; hidden rows and sheets belong to it."),
            False,
        ),
        (_("Sheets"), "", True),
        *((title, text, False) for title, text in sheets),
        (_("Please note"), "", True),
        *((_("Language"), note, False) for note in filter(None, (language_note(),))),
        (
            _("Never here"),
            _("No personal data of children and no abuse material, ever: not in a comment, not as evidence, not as a link."),
            False,
        ),
        (
            _("To take away"),
            _("To take a document or a figure away, empty the cells of its row."),
            False,
        ),
        (
            _("Lists"),
            _("Lists such as help numbers and memberships are entered on the page; they are not in this file and stay as they are."),
            False,
        ),
        (
            _("Who made this"),
            _("An independent toolkit for self-assessment. It speaks for no organization and no state; the answers belong to the country."),
            False,
        ),
    ]  # fmt: skip


def _count_text(draft: Draft) -> str:
    count = len(draft.records_of("answer"))
    return _("{count}; five minutes each where the facts are at hand").format(count=count)
