"""A workbook made from an edition and the answers there are: for one institution, or the whole questionnaire."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from assessment import NATIONAL, AnswerStatus, Assessment
from assessment.countries import country_name
from exchange.flat_records import FlatRecord, fingerprint, flatten, number_text, statistics_of
from exchange.workbook.layout import (
    FORMAT,
    LISTS_SHEET,
    MARK,
    META_SHEET,
    NO_ROW,
    PRODUCT,
    Column,
    answer_columns,
    content,
    evidence_columns,
    figure_columns,
    level_list,
    part_columns,
    part_list,
    word_lists,
)
from exchange.workbook.provenance import WorkbookMetadata, memory_cells
from questionnaires import Checklist, Edition, Group, Indicator, Statuses
from translations import current_language
from translations import gettext as _

LONGEST = 32_000
"""UTF-16 units of a cell; Excel takes 32,767."""

NEW_EVIDENCE, NEW_FIGURES = 60, 40
"""Blank rows for what a person adds."""

HEADER = 4

MOST_COLUMNS_OF_A_PAGE = 13
"""More would be printed too small on A4."""
"""The row of the visible titles; the hidden ids stand in the first."""

_INK, _MUTED, _LINE, _PANEL, _ACTION = "1B2733", "55636F", "C9D2DA", "F5F7F9", "0B5C7A"
_PILLAR_COLOURS = ("3F51A3", "7A3E8E", "0B6E75", "8A5A00", "A33A5B")
_FONT = "Noto Sans"
_HAIR = Side(style="thin", color=_LINE)
_BORDER = Border(left=_HAIR, right=_HAIR, top=_HAIR, bottom=_HAIR)
_TOP = Alignment(vertical="top", wrap_text=True)
_TO_FILL = PatternFill("solid", fgColor="FFFFFF")
_FIXED = PatternFill("solid", fgColor=_PANEL)

_CODE = re.compile("_(x[0-9A-Fa-f]{4}_)")
"""What Excel would read as the code of a character."""

Values = Mapping[str, str]


def write_workbook(
    edition: Edition,
    assessment: Assessment,
    institution: str,
    made_at: dt.datetime,
    *,
    assessment_id: str = "",
) -> bytes:
    """The workbook as .xlsx: the same bytes for the same input.

    `assessment` carries the levels that its parts give; `institution` is one of its list, or `NATIONAL`.
    """
    units = flatten(edition, assessment, institution)
    maker = _Maker(edition, assessment, institution, units, made_at)
    maker.make(assessment_id)
    return maker.bytes()


class _Maker:
    """One workbook while it is made."""

    def __init__(
        self,
        edition: Edition,
        assessment: Assessment,
        institution: str,
        units: Mapping[str, FlatRecord],
        made_at: dt.datetime,
    ) -> None:
        self.edition, self.assessment, self.institution = edition, assessment, institution
        self.units, self.made_at = units, made_at.astimezone(dt.UTC).replace(microsecond=0)
        self.lists = word_lists(edition)
        self.cut: dict[str, list[str]] = {}
        self.book = Workbook()
        self._ranges: dict[str, str] = {}
        self._checks: dict[tuple[str, str], DataValidation] = {}

    def make(self, assessment_id: str) -> None:
        self.book.remove(self.book.worksheets[0])
        cover = self.book.create_sheet(_title(_("Start here")))
        lists = self.book.create_sheet(LISTS_SHEET)
        self._write_lists(lists)
        lists.sheet_state = "hidden"
        keys = [unit.owner for unit in self.units.values() if unit.kind == "answer"]
        sheets: list[tuple[str, str]] = []
        for place, pillar in enumerate(self.edition.pillars):
            asked = [key for key in keys if self.edition.pillar_of[key].id == pillar.id]
            if asked:
                sheet = self._pillar(pillar, asked, _PILLAR_COLOURS[place % 5])
                sheets.append((sheet.title, _("{count} questions").format(count=len(asked))))
        parts = [unit for unit in self.units.values() if unit.kind == "part"]
        if parts:
            sheet = self._parts(parts)
            sheets.append((sheet.title, _("parts of some questions: yes, no, or where it stands")))
        codes = statistics_of(self.edition, self.assessment, self.institution)
        if codes:
            sheet = self._figures(codes)
            sheets.append((sheet.title, _("figures with year and source")))
        sheet = self._evidence()
        sheets.append((sheet.title, _("documents that prove an answer; one row each")))
        self._cover(cover, sheets)
        self._remember(assessment_id)
        self.book.move_sheet(lists, len(self.book.sheetnames))
        self.book.active = 0
        self.book.properties.creator = _("Child online protection toolkit")
        self.book.properties.lastModifiedBy = None
        self.book.properties.created = self.made_at.replace(tzinfo=None)
        self.book.properties.modified = self.made_at.replace(tzinfo=None)
        self.book.properties.title = cover.title

    def bytes(self) -> bytes:
        """The package, with the time it was made for as the time of every part."""
        modified = self.book.properties.modified
        raw = io.BytesIO()
        self.book.save(raw)
        out = io.BytesIO()
        stamp = self.made_at.timetuple()[:6]
        with (
            zipfile.ZipFile(raw) as before,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as after,
        ):
            for entry in before.infolist():
                data = before.read(entry)
                if entry.filename == "docProps/core.xml" and modified is not None:
                    # openpyxl writes the moment of saving.
                    now = modified.strftime("%Y-%m-%dT%H:%M:%SZ")
                    data = re.sub(
                        rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + now.encode(), data
                    )
                info = zipfile.ZipInfo(entry.filename, stamp)
                info.compress_type = zipfile.ZIP_DEFLATED
                after.writestr(info, data)
        return out.getvalue()

    # --- Sheets

    def _cover(self, sheet: Worksheet, sheets: Iterable[tuple[str, str]]) -> None:
        _show(sheet, _language_is_rtl())
        sheet.column_dimensions["A"].width = 26
        sheet.column_dimensions["B"].width = 76
        country = country_name(self.assessment.country)
        rows: list[tuple[str, str, bool]] = [
            (_("Child online protection: questionnaire"), "", True),
            (_("Country"), f"{country}, {self.assessment.cycle}", False),
            (_("For"), self._who(), False),
            (_("Questions"), self._how_many(), False),
            (
                _("Made"),
                _("{day}, edition {edition}").format(
                    day=self.made_at.date().isoformat(), edition=self.edition.id
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
                _("Save the file as .xlsx, under any name, and send it back to whoever sent it to you. Sorting, filtering and saving it with LibreOffice do no harm; hidden rows and sheets belong to it."),
                False,
            ),
            (_("Sheets"), "", True),
            *((title, what, False) for title, what in sheets),
            (_("Please note"), "", True),
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
        for place, (label, text, heading) in enumerate(rows, start=1):
            first, second = sheet.cell(place, 1), sheet.cell(place, 2)
            _put(first, label)
            _put(second, text)
            size = 16 if place == 1 else 12 if heading else 10
            first.font = Font(_FONT, size=size, bold=heading, color=_INK if heading else _MUTED)
            second.font = Font(_FONT, size=10, color=_INK)
            first.alignment = Alignment(vertical="top", wrap_text=not heading)
            second.alignment = _TOP
            sheet.row_dimensions[place].height = (
                28 if heading else max(_height([(text, 76), (label, 26)]), 16)
            )
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.protection.sheet = True

    def _who(self) -> str:
        if self.institution == NATIONAL:
            return _("The country (all questions)")
        return next(
            (item.name for item in self.assessment.institutions if item.id == self.institution),
            self.institution,
        )

    def _how_many(self) -> str:
        count = sum(unit.kind == "answer" for unit in self.units.values())
        return _("{count}; five minutes each where the facts are at hand").format(count=count)

    def _pillar(self, pillar: Group, keys: Iterable[str], colour: str) -> Worksheet:
        columns = answer_columns()
        name = content(pillar.id, "name", pillar.name)
        title = f"{pillar.letter} {name}".strip()
        sheet = self._sheet(
            "answers", title, columns, _("One level or one state a question."), colour
        )
        for key in keys:
            indicator = self.edition.indicators[key]
            unit = self.units[key]
            choice = unit.fields["choice"]
            is_state = choice in {item.value for item in AnswerStatus}
            levels = self.lists[level_list(indicator)]
            row = self._row(
                sheet,
                columns,
                unit.id,
                {
                    **unit.fields,
                    "code": key,
                    "question": content(key, "question", indicator.question),
                    "levels": self._levels(indicator),
                    "level": "" if is_state else levels.get(choice, choice),
                    "state": self.lists["state"].get(choice, choice if is_state else ""),
                },
            )
            if indicator.number is None:
                self._choose(sheet, row, columns, "level", level_list(indicator))
        return self._finished(sheet, columns)

    def _levels(self, indicator: Indicator) -> str:
        if indicator.number is not None:
            return _("A figure, in {unit}.").format(unit=indicator.number.unit)
        scale = self.edition.scale_of(indicator)
        if not indicator.descriptors:
            return "\n".join(self.lists[level_list(indicator)].values())
        lines = [
            f"{place}  " + content(indicator.id, f"descriptors.{place}", text)
            for place, text in enumerate(indicator.descriptors)
        ]
        if scale.additive:
            lines.append(_("Each level includes the lower ones."))
        return "\n".join(lines)

    def _parts(self, units: Sequence[FlatRecord]) -> Worksheet:
        columns = part_columns()
        sheet = self._sheet(
            "parts", _("Parts"), columns, _("The parts give the level. What you don’t know, leave empty.")
        )  # fmt: skip
        for key in dict.fromkeys(unit.owner for unit in units):
            indicator = self.edition.indicators[key]
            for field in indicator.details.fields if indicator.details else ():
                if not isinstance(field, Checklist | Statuses):
                    continue
                name = part_list(indicator, field)
                label = content(key, f"{field.id}", field.label)
                for item in field.items:
                    unit = self.units[f"{key}/{field.id}/{item.id}"]
                    row = self._row(
                        sheet,
                        columns,
                        unit.id,
                        {
                            "code": key,
                            "field": label,
                            "item": content(key, f"{field.id}.{item.id}", item.label),
                            "said": self.lists[name].get(unit.fields["said"], unit.fields["said"]),
                            "dated": unit.fields["dated"],
                        },
                        locked=() if isinstance(field, Statuses) and field.dated else ("dated",),
                    )
                    self._choose(sheet, row, columns, "said", name)
        return self._finished(sheet, columns)

    def _figures(self, codes: Iterable[str]) -> Worksheet:
        columns = figure_columns(self.edition)
        sheet = self._sheet(
            "figures",
            _("Statistics"),
            columns,
            _("One row a figure: the total, or one group. More figures of a code go into the empty rows below."),
        )  # fmt: skip
        for code in codes:
            statistic = self.edition.statistic[code]
            fixed = {
                "owner": code,
                "name": content(code, "name", statistic.name),
                "unit": content(code, "unit", statistic.unit),
            }
            units = [item for item in self.units.values() if item.owner == code]
            for unit in units:
                self._row(sheet, columns, unit.id, self._worded(columns, {**unit.fields, **fixed}),
                          locked=("owner",))  # fmt: skip
            if not units:
                self._row(sheet, columns, "", fixed, locked=("owner",))
        for _place in range(NEW_FIGURES):
            self._row(sheet, columns, "", {})
        return self._finished(sheet, columns)

    def _evidence(self) -> Worksheet:
        columns = evidence_columns()
        sheet = self._sheet(
            "evidence",
            _("Evidence"),
            columns,
            _("One row a document, with the code of the question it proves. No personal data of children, no abuse material, ever."),
        )  # fmt: skip
        for unit in self.units.values():
            if unit.kind == "evidence":
                values = {**unit.fields, "owner": unit.owner, "file": unit.note}
                self._row(sheet, columns, unit.id, self._worded(columns, values), locked=("owner",))
        for _place in range(NEW_EVIDENCE):
            self._row(sheet, columns, "", {})
        return self._finished(sheet, columns)

    def _worded(self, columns: Iterable[Column], values: Values) -> dict[str, str]:
        """The values with words in place of ids."""
        lists = {column.id: self.lists[column.words] for column in columns if column.words}
        return {key: lists.get(key, {}).get(text, text) for key, text in values.items()}

    # --- Rows and cells

    def _sheet(
        self,
        kind: str,
        title: str,
        columns: Sequence[Column],
        hint: str,
        colour: str = _ACTION,
    ) -> Worksheet:
        sheet = self.book.create_sheet(_title(title, self.book.sheetnames))
        _show(sheet, _language_is_rtl())
        sheet.sheet_properties.tabColor = colour
        sheet.cell(1, 1, f"{MARK}{kind}")
        for place, column in enumerate(columns, start=2):
            sheet.cell(1, place, column.id)
            sheet.column_dimensions[get_column_letter(place)].width = column.width
            head = sheet.cell(HEADER, place)
            _put(head, column.title)
            head.font = Font(_FONT, size=9, bold=True, color="FFFFFF")
            head.fill = PatternFill("solid", fgColor=colour)
            head.alignment = Alignment(vertical="center", wrap_text=True)
            head.border = _BORDER
        _put(sheet.cell(2, 2), title)
        sheet.cell(2, 2).font = Font(_FONT, size=14, bold=True, color=colour)
        _put(sheet.cell(3, 2), hint)
        sheet.cell(3, 2).font = Font(_FONT, size=9, color=_MUTED)
        for place in (2, 3, HEADER):
            sheet.cell(place, 1, NO_ROW)
        sheet.row_dimensions[1].hidden = True
        sheet.row_dimensions[2].height = 24
        sheet.row_dimensions[3].height = 16
        sheet.row_dimensions[HEADER].height = 30
        sheet.column_dimensions["A"].hidden = True
        return sheet

    def _row(
        self,
        sheet: Worksheet,
        columns: Sequence[Column],
        row_id: str,
        values: Values,
        *,
        locked: Sequence[str] = (),
    ) -> int:
        row: int = max(sheet.max_row, HEADER) + 1
        # A cell with the id also in blank rows, so that the next one goes below.
        sheet.cell(row, 1, row_id or None).number_format = "@"
        heights = []
        for place, column in enumerate(columns, start=2):
            text = values.get(column.id, "")
            cell = sheet.cell(row, place)
            fits = self._fitting(row_id, column.id, text)
            _put(cell, fits)
            fill = column.fill and column.id not in locked and fits == text
            cell.font = Font(_FONT, size=9, color=_INK)
            cell.fill = _TO_FILL if fill else _FIXED
            cell.border, cell.alignment = _BORDER, _TOP
            cell.protection = Protection(locked=not fill)
            cell.number_format = "General" if column.id in ("level", "value", "year") else "@"
            if column.words and fill:
                self._choose(sheet, row, columns, column.id, column.words)
            heights.append((fits, column.width))
        sheet.row_dimensions[row].height = _height(heights)
        return row

    def _fitting(self, row_id: str, field: str, text: str) -> str:
        """The text, or as much of it as a cell takes; then it is noted that it is not read back."""
        if len(text.encode("utf-16-le")) // 2 <= LONGEST:
            return text
        self.cut.setdefault(row_id, []).append(field)
        kept = text.encode("utf-16-le")[: 2 * (LONGEST - 60)].decode("utf-16-le", "ignore")
        return kept + " … " + _("[longer than a cell; see the page]")

    def _choose(
        self, sheet: Worksheet, row: int, columns: Sequence[Column], field: str, name: str
    ) -> None:
        """Let a cell choose from a list of words."""
        key = (sheet.title, name)
        if key not in self._checks:
            check = DataValidation(
                type="list",
                formula1=self._ranges[name],
                allow_blank=True,
                showErrorMessage=True,
                errorTitle=_("Not in the list"),
                error=_("Choose one of the list, or leave the cell empty."),
            )
            self._checks[key] = check
            sheet.add_data_validation(check)
        place = next(place for place, column in enumerate(columns, start=2) if column.id == field)
        self._checks[key].add(f"{get_column_letter(place)}{row}")

    def _finished(self, sheet: Worksheet, columns: Sequence[Column]) -> Worksheet:
        last = get_column_letter(len(columns) + 1)
        sheet.auto_filter.ref = f"A{HEADER}:{last}{max(sheet.max_row, HEADER + 1)}"
        sheet.freeze_panes = f"C{HEADER + 1}"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        if (
            len(columns) > MOST_COLUMNS_OF_A_PAGE
        ):  # two pages beside each other, so that it can still be read
            sheet.page_setup.fitToWidth = 2
            sheet.print_title_cols = "B:B"
        sheet.print_title_rows = f"{HEADER}:{HEADER}"
        sheet.print_area = f"B2:{last}{sheet.max_row}"
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        sheet.page_margins.top = sheet.page_margins.bottom = 0.6
        sheet.oddFooter.left.text = f"{self.assessment.country} {self.assessment.cycle}"
        sheet.oddFooter.center.text = "&A"
        sheet.oddFooter.right.text = "&P / &N"
        protection = sheet.protection
        protection.sheet = True
        # False lets a person do it.
        protection.autoFilter = protection.sort = False
        protection.formatColumns = protection.formatRows = protection.formatCells = False
        protection.insertRows = False
        return sheet

    def _write_lists(self, sheet: Worksheet) -> None:
        for place, (name, words) in enumerate(self.lists.items(), start=1):
            for row, word in enumerate(words.values(), start=1):
                _put(sheet.cell(row, place), word)
            letter = get_column_letter(place)
            self._ranges[name] = f"'{LISTS_SHEET}'!${letter}$1:${letter}${max(len(words), 1)}"

    def _remember(self, assessment_id: str) -> None:
        memory = WorkbookMetadata(
            product=PRODUCT,
            format=FORMAT,
            edition=self.edition.id,
            edition_hash=self.edition.content_hash,
            language=current_language(),
            country=self.assessment.country,
            cycle=self.assessment.cycle,
            assessment=assessment_id,
            institution=self.institution,
            made_at=self.made_at.isoformat(),
            base={key: fingerprint(unit.fields) for key, unit in self.units.items()},
            cut=self.cut,
        )
        sheet = self.book.create_sheet(META_SHEET)
        for place, text in enumerate(memory_cells(memory), start=1):
            _put(sheet.cell(place, 1), text)
        sheet.sheet_state = "veryHidden"
        sheet.protection.sheet = True


def _put(cell: Cell, text: str) -> None:
    """Write a text as a text: a number stays text only where it is no plain number, a formula always."""
    if not text:
        return
    if _is_plain_number(text) and cell.column > 1:
        cell.value = int(text) if text.isdigit() else float(text)
        return
    cell.value = _CODE.sub(r"_x005F_\1", text)
    cell.data_type = "s"
    if text.startswith(("=", "+", "-", "@")):
        cell.quotePrefix = True


def _is_plain_number(text: str) -> bool:
    """Whether a number in a cell would read back as the same text."""
    try:
        return len(text) < 15 and number_text(float(text)) == text and math.isfinite(float(text))
    except ValueError:
        return False


def _height(cells: Iterable[tuple[str, float]]) -> float:
    """Points that the tallest of these texts takes at its column's width; 409 is the most a row can have."""
    lines = [
        sum(max(1, math.ceil(len(line) * 1.08 / width)) for line in text.split("\n"))
        for text, width in cells
    ]
    return min(409.0, 13.0 * max(lines, default=1) + 4)


def _title(text: str, taken: Sequence[str] = ()) -> str:
    """A name that a sheet can have: 31 characters, none of those that Excel refuses, not one that is there."""
    plain = re.sub(r"[\[\]:*?/\\']", " ", text).strip()[:31].strip() or "Sheet"
    lower = {item.lower() for item in taken}
    if plain.lower() not in lower:
        return plain
    return next(
        name
        for number in range(2, len(lower) + 3)
        if (name := f"{plain[:27]} {number}").lower() not in lower
    )


def _show(sheet: Worksheet, right_to_left: object) -> None:
    sheet.sheet_view.zoomScale = 100
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.rightToLeft = bool(right_to_left)


def _language_is_rtl() -> bool:
    return current_language().split("-")[0] in ("ar", "fa", "he", "ur")
