"""Write a workbook from an edition and an assessment: for one institution, or the whole questionnaire."""

from __future__ import annotations

import datetime as dt

from assessment import NATIONAL, Assessment
from exchange.flat_records import assigned_statistics, flatten
from exchange.workbook.book import book_bytes
from exchange.workbook.cover import write_cover
from exchange.workbook.draft import Draft
from exchange.workbook.layout import LISTS_SHEET, offered_lists, word_lists
from exchange.workbook.sheets import (
    add_answers,
    add_evidence,
    add_observations,
    add_parts,
    write_lists,
)
from questionnaires import Edition
from translations import gettext as _


def write_workbook(
    edition: Edition,
    assessment: Assessment,
    institution: str,
    made_at: dt.datetime,
    *,
    assessment_id: str = "",
) -> bytes:
    """The workbook as .xlsx: the same bytes for the same input.

    `assessment` carries its derived levels; `institution` is one of its list, or `NATIONAL`.
    """
    draft = _draft(edition, assessment, institution, made_at)
    return book_bytes(
        draft, assessment_id, lambda cover: write_cover(draft, cover, _add_tables(draft))
    )


def texts_of_today(edition: Edition, country: str, cycle: int) -> frozenset[str]:
    """Digests of the texts of the tables and word lists of a workbook that is made now and holds no answer.

    Those of rows of statistics have an empty row id, as none of them is held.
    """
    empty = Assessment(country=country, edition=edition.id, cycle=cycle)
    draft = _draft(edition, empty, NATIONAL, dt.datetime(cycle, 1, 1, tzinfo=dt.UTC))
    write_lists(draft, draft.book.create_sheet(LISTS_SHEET))
    _add_tables(draft)
    return frozenset(draft.fixed)


def _draft(
    edition: Edition, assessment: Assessment, institution: str, made_at: dt.datetime
) -> Draft:
    words = word_lists(edition)
    is_national = institution == NATIONAL
    return Draft(
        edition,
        assessment,
        institution,
        made_at.astimezone(dt.UTC).replace(microsecond=0),
        flatten(edition, assessment, institution),
        words
        | offered_lists(
            words["state"], edition.indicators.values(), for_institution=not is_national
        ),
    )


def _add_tables(draft: Draft) -> list[tuple[str, str]]:
    """Add the sheets to fill in; return the title of each, with what it holds."""
    edition = draft.edition
    keys = [record.owner for record in draft.records_of("answer")]
    sheets: list[tuple[str, str]] = []
    for pillar in edition.pillars:
        assigned = [key for key in keys if edition.pillar_of[key].id == pillar.id]
        if assigned:
            sheet = add_answers(draft, pillar, assigned)
            sheets.append((sheet.title, _("{count} questions").format(count=len(assigned))))
    parts = draft.records_of("part")
    if parts:
        sheet = add_parts(draft, parts)
        sheets.append((sheet.title, _("parts of some questions: yes, no, or where it stands")))
    codes = assigned_statistics(edition, draft.assessment, draft.institution)
    if codes:
        sheet = add_observations(draft, codes)
        sheets.append((sheet.title, _("figures with year and source")))
    sheet = add_evidence(draft)
    sheets.append((sheet.title, _("documents that prove an answer; one row each")))
    return sheets
