"""The sheets of a workbook: answers by pillar, parts, statistics, evidence, word lists, and the hidden metadata."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from assessment import AnswerStatus
from exchange.flat_records import FlatRecord, fingerprint
from exchange.workbook.cells import put_text
from exchange.workbook.draft import Draft
from exchange.workbook.fixed_cells import WORDS, digest
from exchange.workbook.layout import (
    FORMAT,
    LISTS_SHEET,
    META_SHEET,
    PRODUCT,
    Column,
    answer_columns,
    evidence_columns,
    level_list,
    observation_columns,
    offered_list,
    part_columns,
    part_list,
)
from exchange.workbook.provenance import WorkbookMetadata, metadata_cells
from exchange.workbook.table import Table
from questionnaires import Checklist, Group, Indicator, Statuses
from questionnaires.labels import edition_text
from questionnaires.palette import pillar_colour, pillar_letter, without_hash
from translations import current_language
from translations import gettext as _

NEW_EVIDENCE, NEW_OBSERVATIONS = 60, 40
"""Blank rows for what people add."""


def write_lists(draft: Draft, sheet: Worksheet) -> None:
    """Write each list of words into a column, and note its cells in `draft.list_ranges`."""
    for column, (name, words) in enumerate(draft.words.items(), start=1):
        for row, word in enumerate(words.values(), start=1):
            put_text(sheet.cell(row, column), word)
            draft.fixed.add(digest(WORDS, "", word))
        letter = get_column_letter(column)
        draft.list_ranges[name] = f"'{LISTS_SHEET}'!${letter}$1:${letter}${max(len(words), 1)}"
    sheet.sheet_state = "hidden"


def add_answers(draft: Draft, pillar: Group, keys: Iterable[str]) -> Worksheet:
    """Add the sheet of a pillar, with a row for each of the indicators in `keys`."""
    name = edition_text(pillar.id, "name", pillar.name)
    table = Table(
        draft,
        "answers",
        f"{pillar_letter(draft.edition, pillar.id)} {name}".strip(),
        answer_columns(),
        _("One level or one state a question."),
        without_hash(pillar_colour(draft.edition, pillar.id)),
    )
    for key in keys:
        indicator = draft.edition.indicators[key]
        record = draft.records[key]
        lists = {"state": offered_list(indicator)}
        if indicator.number is None:
            lists["level"] = level_list(indicator)
        table.add_row(record.id, _answer_values(draft, indicator, record), lists=lists)
    return table.finish()


def _answer_values(draft: Draft, indicator: Indicator, record: FlatRecord) -> dict[str, str]:
    choice = record.fields["choice"]
    is_state = choice in {item.value for item in AnswerStatus}
    levels = draft.words[level_list(indicator)]
    return {
        **record.fields,
        "code": indicator.id,
        "question": edition_text(indicator.id, "question", indicator.question),
        "levels": _level_texts(draft, indicator),
        "level": "" if is_state else levels.get(choice, choice),
        "state": draft.words["state"].get(choice, choice if is_state else ""),
    }


def _level_texts(draft: Draft, indicator: Indicator) -> str:
    """The descriptor of each level on a line of its own; of a question answered with a number, its unit."""
    if indicator.number is not None:
        return _("A figure, in {unit}.").format(unit=indicator.number.unit)
    if not indicator.descriptors:
        return "\n".join(draft.words[level_list(indicator)].values())
    lines = [
        f"{level}  " + edition_text(indicator.id, f"descriptors.{level}", text)
        for level, text in enumerate(indicator.descriptors)
    ]
    if draft.edition.scale_of(indicator).additive:
        lines.append(_("Each level includes the lower ones."))
    return "\n".join(lines)


def add_parts(draft: Draft, records: Sequence[FlatRecord]) -> Worksheet:
    """Add the sheet of the parts of answers, in the order of the questionnaire."""
    table = Table(
        draft,
        "parts",
        _("Parts"),
        part_columns(),
        _("The parts give the level. What you don’t know, leave empty."),
    )
    for key in dict.fromkeys(record.owner for record in records):
        indicator = draft.edition.indicators[key]
        for field in indicator.details.fields if indicator.details else ():
            if isinstance(field, Checklist | Statuses):
                _add_part_rows(draft, table, indicator, field)
    return table.finish()


def _add_part_rows(
    draft: Draft, table: Table, indicator: Indicator, field: Checklist | Statuses
) -> None:
    key, list_name = indicator.id, part_list(indicator, field)
    label = edition_text(key, f"details.{field.id}.label", field.label)
    for item in field.items:
        record = draft.records[f"{key}/{field.id}/{item.id}"]
        said = record.fields["said"]
        table.add_row(
            record.id,
            {
                "code": key,
                "field": label,
                "item": edition_text(key, f"details.{field.id}.items.{item.id}", item.label),
                "said": draft.words[list_name].get(said, said),
                "dated": record.fields["dated"],
            },
            locked=() if isinstance(field, Statuses) and field.dated else ("dated",),
            lists={"said": list_name},
        )


def add_observations(draft: Draft, codes: Iterable[str]) -> Worksheet:
    """Add the sheet of statistics: a row for each observation, or a blank one for a statistic without any."""
    columns = observation_columns(draft.edition)
    table = Table(
        draft,
        "figures",
        _("Statistics"),
        columns,
        _("One row a figure: the total, or one group. More figures of a code go into the empty rows below. A school or budget year is the year in which it ends (2023/24 is 2024)."),
    )  # fmt: skip
    for code in codes:
        statistic = draft.edition.statistic[code]
        fixed = {
            "owner": code,
            "name": edition_text(code, "name", statistic.name),
            "unit": edition_text(code, "unit", statistic.unit),
        }
        records = [record for record in draft.records.values() if record.owner == code]
        for record in records:
            values = _with_words(draft, columns, {**record.fields, **fixed})
            table.add_row(record.id, values, locked=("owner",))
        if not records:
            table.add_row("", fixed, locked=("owner",))
    for _number in range(NEW_OBSERVATIONS):
        table.add_row("", {})
    return table.finish()


def add_evidence(draft: Draft) -> Worksheet:
    """Add the sheet of evidence: a row for each piece."""
    columns = evidence_columns()
    table = Table(
        draft,
        "evidence",
        _("Evidence"),
        columns,
        _("One row a document, with the code of the question it proves. No personal data of children, no abuse material, ever."),
    )  # fmt: skip
    for record in draft.records_of("evidence"):
        values = {**record.fields, "owner": record.owner, "file": record.note}
        table.add_row(record.id, _with_words(draft, columns, values), locked=("owner",))
    for _number in range(NEW_EVIDENCE):
        table.add_row("", {})
    return table.finish()


def _with_words(
    draft: Draft, columns: Iterable[Column], values: Mapping[str, str]
) -> dict[str, str]:
    """The values with words in place of ids."""
    lists = {column.id: draft.words[column.words] for column in columns if column.words}
    return {key: lists.get(key, {}).get(text, text) for key, text in values.items()}


def add_metadata(draft: Draft, assessment_id: str) -> None:
    """Add the hidden sheet of the metadata; after the others, as it names the fields that were cut."""
    metadata = WorkbookMetadata(
        product=PRODUCT,
        format=FORMAT,
        edition=draft.edition.id,
        edition_hash=draft.edition.content_hash,
        language=current_language(),
        country=draft.assessment.country,
        cycle=draft.assessment.cycle,
        assessment=assessment_id,
        institution=draft.institution,
        made_at=draft.made_at.isoformat(),
        base={key: fingerprint(record.fields) for key, record in draft.records.items()},
        cut=draft.cut,
        fixed=sorted(draft.fixed),
    )
    sheet = draft.book.create_sheet(META_SHEET)
    for row, text in enumerate(metadata_cells(metadata), start=1):
        put_text(sheet.cell(row, 1), text)
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True
