"""Read a questionnaire that was filled in as a PDF form into a batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from assessment import NATIONAL, Assessment
from assessment.answers.settlement import assigned_indicators
from assessment.files.limited_process import NotRead, read_apart
from assessment.values.characters import read_text
from assessment.values.unreadable import Unreadable
from exchange.flat_records import EVIDENCE_DEFAULTS, assigned_statistics
from exchange.import_rows import ImportBatch, ImportRow, Kind
from exchange.pdf_form.acroform import FieldValue, FormContent, parse_form
from exchange.pdf_form.origin import CHECK, HIDDEN, check_origin, content_digest, refused
from exchange.xlsform.field_values import MAXIMUM_TEXT, Words, choice_values, read_field
from exchange.xlsform.fields import FormField, form_fields
from questionnaires import Edition, Problem
from translations import gettext as _
from translations import ngettext

MAXIMUM_BYTES = 10_000_000
"""Of the file; the full questionnaire has 2 MB, and programs add to it what was filled in."""

COVER = "who_"
"""Beginning of the names of the fields of the cover."""

LISTED = 10
"""Names that a note lists."""


def read_pdf_form(
    data: bytes, name: str, edition: Edition, assessment: Assessment, *, assessment_id: str = ""
) -> ImportBatch:
    """The batch in a form: of each question only what was filled in. Raises FormRefused for a file without the form.

    A form is printed empty, so an empty field says nothing, and one that differs from what is stored is a conflict.
    """
    content = _content(data, name)
    texts = {key: " ".join(field.values) for key, field in content.fields.items()}
    check_origin(texts, name, edition, assessment, assessment_id)
    institution = texts.get("cop_institution", NATIONAL)
    reader = _FormReader(name, edition, assessment, institution)
    return ImportBatch(
        name,
        edition.id,
        institution,
        tuple(reader.rows(content.fields)),
        {},
        notes=tuple(
            note
            for note in (
                _cover_note(texts),
                _revision_note(texts, edition, assessment, institution),
                *_notes(content, reader.unknown),
            )
            if note
        ),
        submission=f"pdf-{texts[CHECK][:32]}",
    )


def _content(data: bytes, name: str) -> FormContent:
    """The fields of a PDF, read apart. Raises FormRefused."""
    if len(data) > MAXIMUM_BYTES:
        raise refused(
            name,
            _("the file has {size:.1f} MB; a form has at most {limit:.0f} MB.").format(
                size=len(data) / 1e6, limit=MAXIMUM_BYTES / 1e6
            ),
            _("Fill in the form that was made here, without pictures and further pages."),
        )
    try:
        content = parse_form(read_apart("exchange.pdf_form.acroform", data))
    except NotRead:
        content = "too_large"
    if content == "too_large":
        raise refused(
            name,
            _("swells to more than a form can hold when it is opened."),
            _("Ask for it once more, or copy the answers into a form made anew."),
        )
    if isinstance(content, str):
        raise refused(
            name,
            _("can't be read as a PDF."),
            _("Open it in a program for PDF, save it under another name, and send that."),
        )
    if content.is_encrypted:
        raise refused(
            name,
            _("the PDF is protected with a password or against changes."),
            _("Save it without protection, and send that."),
        )
    if content.has_xfa:
        raise refused(
            name,
            _("is a form of another kind (XFA), which the questionnaire never is."),
            _("Send the questionnaire that was made here, filled in."),
        )
    if not content.fields:
        raise refused(
            name,
            _(
                "has no fields: it was printed to a PDF, flattened or scanned, or is another document, so no answers "
                "can be read from it."
            ),
            _(
                "Send the file in which the fields were filled in, saved and not printed; or type the answers in on the "
                "page of each question. A roadmap is restored on the first page."
            ),
        )
    return content


def _cover_note(texts: Mapping[str, str]) -> str:
    """What people wrote on the cover, which is shown and not stored."""
    written = [
        read_text(text) for key, text in texts.items() if key.startswith(COVER) and read_text(text)
    ]
    if not written:
        return ""
    return _("On the cover stands: {text}.").format(
        text="; ".join(" ".join(text.split())[:120] for text in written)
    )


def _revision_note(
    texts: Mapping[str, str], edition: Edition, assessment: Assessment, institution: str
) -> str:
    revision = texts.get("cop_revision", "")
    if not revision or revision == content_digest(edition, assessment, institution):
        return ""
    return _("Answers were stored here since the form was made.")


def _notes(content: FormContent, unknown: list[str]) -> Iterator[str]:
    """What else the file holds and is not read."""
    if content.remarks:
        pages = sorted(content.remarks)
        yield ngettext(
            "A remark, a typed text or a drawing on page {pages} is not read. Write what counts into the fields.",
            "Remarks, typed texts or drawings on pages {pages} are not read. Write what counts into the fields.",
            len(pages),
        ).format(pages=_listed(map(str, pages)))
    if unknown:
        yield ngettext(
            "{count} field that is not of this form is not read: {names}.",
            "{count} fields that are not of this form are not read: {names}.",
            len(unknown),
        ).format(count=len(unknown), names=_listed(key[:60] for key in unknown))
    if content.has_attachments:
        yield _("Files attached to the PDF are not read. Attach them on the page of the question.")
    if content.has_scripts:
        yield _("The PDF holds a program (JavaScript), which is not run.")


def _listed(names: Iterator[str]) -> str:
    every = list(names)
    return ", ".join(every[:LISTED]) + (", …" if len(every) > LISTED else "")


_RowKey = tuple[Kind, str, str]
"""Kind, owner and record id of a row."""


class _FormReader:
    """Reads the fields of one form; `unknown` are the names of those that it does not have."""

    def __init__(
        self, name: str, edition: Edition, assessment: Assessment, institution: str
    ) -> None:
        self.unknown: list[str] = []
        self._name, self._edition = name, edition
        self._fields: Mapping[str, FormField] = form_fields(edition)
        self._words: Words = choice_values(edition)
        self._assigned = {
            *assigned_indicators(edition, assessment, institution),
            *assigned_statistics(edition, assessment, institution),
        }

    def rows(self, values: Mapping[str, FieldValue]) -> Iterator[ImportRow]:
        """The rows that are filled in, each with its filled fields only."""
        texts: dict[_RowKey, dict[str, str]] = defaultdict(dict)
        locations: dict[_RowKey, dict[str, str]] = defaultdict(dict)
        problems: dict[_RowKey, list[Problem]] = defaultdict(list)
        for key, value in values.items():
            field = self._fields.get(key)
            if field is None:
                if not key.startswith((HIDDEN, COVER)):
                    self.unknown.append(key)
                continue
            location = _location(value, field.record_id or field.owner)
            row_key: _RowKey = (field.kind, field.owner, field.record_id)
            try:
                text = self._value(field, value)
                if text and field.field in texts[row_key]:
                    raise Unreadable(
                        _("has a figure, and beside it a reason for having none."),
                        _("Empty one of the two."),
                    )
            except Unreadable as error:
                problems[row_key].append(Problem(self._name, location, error.what, error.remedy))
                text = " ".join(value.values)
            if text:
                texts[row_key][field.field] = text
                locations[row_key][field.field] = location
        for row_key in dict.fromkeys((*texts, *problems)):
            row_texts = texts[row_key]
            if not row_texts and not problems[row_key]:
                continue
            kind, owner, record_id = row_key
            defaults = EVIDENCE_DEFAULTS if kind == "evidence" else {}
            first = next(iter(locations[row_key].values()), "")
            yield ImportRow(
                kind,
                owner,
                record_id,
                {**defaults, **row_texts},
                first or problems[row_key][0].where,
                dict(locations[row_key]),
                tuple(problems[row_key]),
            )

    def _value(self, field: FormField, value: FieldValue) -> str:
        """The canonical text of a field. Raises Unreadable."""
        if not value.is_readable:
            raise Unreadable(
                _("holds something that is not text."), _("Write the answer as text into it.")
            )
        if len(value.values) > 1:
            raise Unreadable(
                _("is marked twice: {marks}.").format(marks=", ".join(value.values)[:60]),
                _("Mark one circle only."),
            )
        text = value.values[0] if value.values else ""
        if len(text) > MAXIMUM_TEXT:
            raise Unreadable(
                _("is longer than {limit} characters.").format(limit=MAXIMUM_TEXT),
                _("Shorten it."),
            )
        if text and field.owner not in self._assigned:
            raise Unreadable(_("is not asked here."), _("Make the form anew."))
        return read_field(self._edition, field, text, self._words, by_program=False)


def _location(value: FieldValue, owner: str) -> str:
    return _("page {page}, {owner}").format(page=value.page, owner=owner)
