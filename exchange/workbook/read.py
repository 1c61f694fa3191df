"""Read a workbook into a batch: rows and columns are found by their ids, in any order and on any sheet."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from assessment import InvalidAssessment
from exchange.import_rows import ImportBatch, ImportRow
from exchange.package_safety import check_package
from exchange.workbook.cover import cover_title
from exchange.workbook.follow_up import follow_up_title
from exchange.workbook.layout import (
    FORMAT,
    META_SHEET,
    PRODUCT,
    Column,
    answer_columns,
    evidence_columns,
    follow_up_lists,
    measure_columns,
    observation_columns,
    part_columns,
    word_lists,
)
from exchange.workbook.leftovers import leftover_notes
from exchange.workbook.provenance import BrokenMetadata, WorkbookMetadata, parse_metadata
from exchange.workbook.sheet_reader import Heading, SheetReader, Words, find_heading
from exchange.workbook.write import texts_of_today
from questionnaires import Edition, Problem
from translations import LANGUAGES, current_language, use_language
from translations import gettext as _

# openpyxl warns of extensions that it leaves out, such as conditional formats; they hold no answers.
warnings.filterwarnings("ignore", module=r"openpyxl\.")


class WorkbookRefused(InvalidAssessment):
    """A file that can't be used as a whole; `problems` say why and what to do."""


@dataclass(frozen=True, slots=True)
class Target:
    """The target of a workbook: edition, country, cycle, and the assessment where it has an id."""

    edition: Edition
    country: str
    cycle: int
    assessment_id: str = ""


def read_workbook(data: bytes, name: str, target: Target) -> ImportBatch:
    """The batch in a workbook. Raises WorkbookRefused where the file as a whole can't be used.

    A row with a cell that can't be read gets a problem with sheet and cell; the other rows are read.
    """
    problem = check_package(data, name)
    if problem is not None:
        raise WorkbookRefused([problem])
    book = _open(data, name)
    metadata = _read_metadata(book, name)
    _check_metadata(metadata, name, target)
    words = _words(target.edition, metadata.language)
    with use_language(metadata.language):
        columns: Mapping[str, tuple[Column, ...]] = {
            "answers": answer_columns(),
            "parts": part_columns(),
            "figures": observation_columns(target.edition),
            "evidence": evidence_columns(),
            "measures": measure_columns(),
        }
        covers = (cover_title(), follow_up_title())
        texts = (
            texts_of_today(target.edition, target.country, target.cycle)
            if metadata.fixed is None
            else frozenset(metadata.fixed)
        )
    rows: list[ImportRow] = []
    headings: dict[str, Heading] = {}
    for sheet in book.worksheets:
        heading = find_heading(sheet) if sheet.title != META_SHEET else None
        if heading is not None and heading.kind in columns:
            headings[sheet.title] = heading
            reader = SheetReader(sheet, heading, name, target.edition, words, metadata)
            rows += reader.rows(columns[heading.kind])
    notes = leftover_notes(book, headings, columns, covers, texts, metadata)
    if _has_drawings(data):
        notes.append(_("Pictures, drawings and text boxes are not read."))
    ids = {row.id for row in rows}
    missing = [key for key in metadata.base if key not in ids]
    if not rows:
        raise _refused(
            name,
            _("the columns that tie answers to questions are gone."),
            _("Export the workbook anew, and copy the answers into it."),
        )
    if missing:
        notes.append(
            _("{count} rows of the workbook are not in the file; nothing changes for them.").format(
                count=len(missing)
            )
        )
    return ImportBatch(
        name,
        metadata.edition,
        metadata.institution,
        tuple(rows),
        metadata.base,
        metadata.made,
        tuple(notes),
    )


def _words(edition: Edition, language: str) -> list[Words]:
    """The lists in the language of the workbook, then in that of the reader and in English, as people copy from both."""
    result: list[Words] = []
    for item in dict.fromkeys((language, current_language(), LANGUAGES[0])):
        with use_language(item):
            result.append(word_lists(edition) | follow_up_lists())
    return result


def _has_drawings(data: bytes) -> bool:
    """Whether a workbook holds pictures, charts or shapes: drawings with an anchor; LibreOffice writes empty ones."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return any(
            name.startswith("xl/drawings/drawing") and b"Anchor" in package.read(name)
            for name in package.namelist()
        )


def _refused(name: str, what: str, remedy: str) -> WorkbookRefused:
    return WorkbookRefused([Problem(name, "", what, remedy)])


def _open(data: bytes, name: str) -> Workbook:
    try:
        return load_workbook(io.BytesIO(data), keep_links=False)
    except (
        zipfile.BadZipFile, ValueError, KeyError, TypeError, AttributeError, IndexError,
        OverflowError, RecursionError, SyntaxError, OSError, AssertionError,
    ) as error:  # fmt: skip
        raise _refused(
            name,
            _("can't be read as a workbook."),
            _("Open it in Excel or LibreOffice, save it as .xlsx, and send that."),
        ) from error


def _read_metadata(book: Workbook, name: str) -> WorkbookMetadata:
    if META_SHEET not in book.sheetnames:
        raise _refused(
            name,
            _("is not a workbook of this toolkit, or its hidden sheets were deleted."),
            _("Send the workbook that was made here; answers can be copied into it."),
        )
    sheet = book[META_SHEET]
    cells = [row[0].value for row in sheet.iter_rows(min_col=1, max_col=1, max_row=200)]
    try:
        return parse_metadata([str(value) for value in cells if value is not None])
    except BrokenMetadata as error:
        raise _refused(
            name,
            _("what the workbook remembers of how it was made was changed."),
            _("Export the workbook anew, and copy the answers into it."),
        ) from error


def _check_metadata(metadata: WorkbookMetadata, name: str, target: Target) -> None:
    """Raise WorkbookRefused where the workbook was made for another target."""
    edition = target.edition
    anew = _("Export the workbook anew, and copy the answers into it.")
    problem: tuple[str, str] | None = None
    if metadata.product != PRODUCT:
        problem = (_("is not a workbook of this toolkit."), _("Send the workbook made here."))
    elif metadata.format != FORMAT:
        problem = (
            _("was made by another version of the toolkit (format {format}).").format(
                format=metadata.format
            ),
            anew,
        )
    elif metadata.edition != edition.id:
        problem = (
            _("was made from edition {made}; the assessment answers edition {here}.").format(
                made=metadata.edition, here=edition.id
            ),
            anew,
        )
    elif metadata.edition_hash != edition.content_hash:
        problem = (
            _("was made before the questions of edition {edition} were changed.").format(
                edition=edition.id
            ),
            anew,
        )
    elif (metadata.country, metadata.cycle) != (target.country, target.cycle):
        problem = (
            _("was made for {made}, not for {here}.").format(
                made=f"{metadata.country} {metadata.cycle}", here=f"{target.country} {target.cycle}"
            ),
            _("Open the assessment it was made for."),
        )
    elif (
        metadata.assessment and target.assessment_id and metadata.assessment != target.assessment_id
    ):
        problem = (
            _("was made for another assessment of {country}.").format(country=metadata.country),
            _("Open the assessment it was made for."),
        )
    if problem is not None:
        raise _refused(name, *problem)
