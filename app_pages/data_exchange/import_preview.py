"""Import of a file: its preview, the decisions on conflicts, and the button that stores the changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import streamlit as st

from app_pages.follow_up.reporting import led_plan
from app_pages.shell import layout, session
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.authorship import byline, revision_byline
from app_pages.shell.forms import file_field
from app_pages.shell.markup import as_markdown, isolate
from assessment import InvalidAssessment
from assessment.store import Versions
from exchange.apply import Candidate
from exchange.field_labels import field_label
from exchange.import_rows import ImportBatch
from exchange.imported import is_imported
from exchange.merge import (
    ConflictResolution,
    resolve,
    store_changes,
    store_reports,
    store_submission,
)
from exchange.pdf_form.read import read_pdf_form
from exchange.preview import Item, Preview, RowOutcome, preview
from exchange.workbook import Target, read_workbook
from exchange.xlsform import Submission, read_submissions
from host.services import now, open_store, today
from questionnaires import Edition
from reports.formats import format_day
from translations import gettext as _
from translations import ngettext

MEGABYTES = 10
"""Largest file accepted."""

SUBMISSIONS = (".csv", ".json", ".tsv", ".txt")
"""Ends of the names of exports of submissions; any other file is read as a workbook, and refused with what it is."""


def show(context: AssessmentContext, versions: Versions) -> None:
    """Draw the upload, the preview, the decisions and the button that stores the changes.

    `versions` are those of the answers in `context`; a later change makes storing fail as stale.
    """
    layout.show_title(_("Import a filled-in file"))
    upload = file_field.show(
        _(
            "The workbook or the PDF form that was filled in, or the submissions of a form (.xlsx, .pdf, .csv, .json; at most {limit} MB)"
        ).format(limit=MEGABYTES),
        MEGABYTES,
        remedy=_(
            "Bring a workbook, a PDF form, or submissions as CSV or JSON. Without pictures and sheets of one’s own they are far smaller."
        ),
        key="workbook.in",
    )
    stored = st.session_state.pop("workbook.stored", None)
    if stored is not None:
        st.success(stored)
    if upload is None:
        return
    try:
        batch = _read(context, upload.getvalue(), upload.name)
    except InvalidAssessment as error:
        layout.show_problem(str(error))
        return
    if batch.institution != context.institution:
        st.warning(
            as_markdown(_("This file was made for another institution. Open its page first."))
        )
        st.page_link(
            session.pages()["workbooks"],
            label=_("Open the page of this file"),
            query_params=session.query_params(context.id, institution=batch.institution),
        )
        return
    assessment = context.assessment
    if batch.is_follow_up:
        assessment = assessment.model_copy(update={"plan": led_plan(context)})
        context = replace(context, assessment=assessment)
    _show_preview(context, versions, preview(batch, context.edition, assessment, today=today()))


def _read(context: AssessmentContext, data: bytes, name: str) -> ImportBatch:
    """Read a file; of several submissions return the chosen one. Raises InvalidAssessment."""
    if data.lstrip()[:5] == b"%PDF-" or name.lower().endswith(".pdf"):
        return read_pdf_form(
            data, name, context.edition, context.assessment, assessment_id=context.id
        )
    if data.startswith(b"PK") or not name.lower().endswith(SUBMISSIONS):
        assessment = context.assessment
        target = Target(context.edition, assessment.country, assessment.cycle, context.id)
        return read_workbook(data, name, target)
    submissions = read_submissions(data, name, context.edition, context.assessment)
    matching = [
        item for item in submissions if item.batch.institution == context.institution
    ] or list(submissions)
    if len(matching) == 1:
        return matching[0].batch
    by_number = {item.number: item for item in reversed(matching)}
    labels = {item.number: _submission_label(context, item) for item in matching}
    open_numbers = [number for number in by_number if not _is_settled(context, by_number[number])]
    chosen = st.selectbox(
        _("Which submission (store them one after the other, the oldest first)"),
        list(by_number),
        index=list(by_number).index((open_numbers or list(by_number))[-1]),
        format_func=lambda number: labels.get(number, ""),
        key="workbook.submission",
    )
    return by_number[chosen if chosen in by_number else matching[0].number].batch


def _is_settled(context: AssessmentContext, item: Submission) -> bool:
    """Return whether a submission has nothing to store: imported before, or held back by a review."""
    return item.batch.is_held_back or is_imported(item.batch, context.assessment)


def _submission_label(context: AssessmentContext, item: Submission) -> str:
    """Return number and time of a submission, and the reason why it has nothing to store."""
    time = item.time or _("time not known")
    if item.batch.is_held_back:
        return _("Submission {number}, {time}: held back by a review").format(
            number=item.number, time=time
        )
    if is_imported(item.batch, context.assessment):
        return _("Submission {number}, {time}: imported before").format(
            number=item.number, time=time
        )
    return _("Submission {number}, {time}").format(number=item.number, time=time)


def _show_preview(context: AssessmentContext, versions: Versions, result: Preview) -> None:
    """Draw the counts, the rows, the decisions and the button that stores the changes."""
    counts = result.counts
    st.write(
        as_markdown(
            _(
                "Rows read: {read}. Unchanged: {unchanged}. Changed: {changed}. Conflicting: {conflicting}. "
                "Rejected: {rejected}."
            ).format(
                read=counts.read,
                unchanged=counts.unchanged,
                changed=counts.changed,
                conflicting=counts.conflicting,
                rejected=counts.rejected,
            )
        )
    )
    for note in result.notes:
        st.info(as_markdown(note))
    if counts.held_back:
        return
    if counts.read == counts.unchanged:
        st.write(_("The file changes nothing: all it says stands here already."))
        return
    _show_rejected(result.of(RowOutcome.REJECTED))
    _show_changes(context.edition, result.of(RowOutcome.CHANGED))
    decisions = _decide(context, result.of(RowOutcome.CONFLICTING))
    skip_rejected = bool(counts.rejected) and st.checkbox(
        ngettext(
            "Leave out the {count} rejected row and store the others",
            "Leave out the {count} rejected rows and store the others",
            counts.rejected,
        ).format(count=counts.rejected),
        key="workbook.leave",
    )
    undecided = counts.conflicting - len(decisions)
    total = counts.changed + sum(
        item is ConflictResolution.TAKE_FILE for item in decisions.values()
    )
    blocked = (
        _("Decide the conflicts first.")
        if undecided
        else _("Correct the rejected rows in the file, or leave them out.")
        if counts.rejected and not skip_rejected
        else ""
    )
    if blocked:
        st.write(blocked)
    label = ngettext("Store {count} change", "Store {count} changes", total).format(count=total)
    # Also where every conflict keeps the stored value: the submission is then recorded as imported.
    is_empty = not total and not (result.batch.submission and counts.conflicting)
    if st.button(label, type="primary", disabled=bool(blocked) or is_empty, key="workbook.go"):
        candidate = resolve(
            result,
            context.edition,
            context.assessment,
            decisions,
            leave_out_rejected=skip_rejected,
            today=today(),
        )
        _store(context, versions, result.batch, candidate)
        st.session_state["workbook.stored"] = ngettext(
            "Stored: {count} change.", "Stored: {count} changes.", total
        ).format(count=total)
        st.rerun()


def _store(
    context: AssessmentContext, versions: Versions, batch: ImportBatch, candidate: Candidate
) -> None:
    """Store what the file changes: reports on measures, or answers and figures; all or nothing."""
    store, person = open_store(), session.person()
    if batch.is_follow_up:
        reports = store_reports(candidate, context.assessment.plan.progress)
        store.report_progress(context.id, context.institution, reports, person=person, at=now())
        return
    answers, figures = store_changes(candidate, context.institution, versions)
    store.save_all(
        context.id,
        answers=answers,
        figures=figures,
        submission=store_submission(candidate, batch),
        person=person,
        at=now(),
    )


def _show_rejected(items: Iterable[Item]) -> None:
    """Draw the problems of the rejected rows."""
    lines = [as_markdown(str(problem)) for item in items for problem in item.problems]
    if lines:
        st.error("  \n".join([_("These rows can’t be stored:"), *dict.fromkeys(lines)]))


def _show_changes(edition: Edition, items: tuple[Item, ...]) -> None:
    """Draw each changed row with its stored and its new content."""
    if not items:
        return
    with st.expander(_("What the file changes"), expanded=len(items) <= 12):
        for item in items:
            st.write(
                _("**{place}:** {before} → {after}").format(
                    place=as_markdown(_row_label(item)),
                    before=as_markdown(_summary(edition, item, stored=True)),
                    after=as_markdown(_summary(edition, item)),
                )
            )


def _decide(context: AssessmentContext, items: tuple[Item, ...]) -> dict[str, ConflictResolution]:
    """Draw each conflict with both versions; return the decisions made so far, by row key."""
    if not items:
        return {}
    layout.show_title(_("Changed here and in the file"))
    names = {
        None: _("Decide one by one"),
        ConflictResolution.KEEP_HERE: _("Keep all that is here"),
        ConflictResolution.TAKE_FILE: _("Take all from the file"),
    }
    rule = st.radio(
        _("For all of them"), list(names), format_func=names.__getitem__, key="workbook.rule"
    )
    chosen: dict[str, ConflictResolution] = {}
    bylines = _bylines(context, items)
    for item in items:
        stored = _("Here: {text} ({who})").format(
            text=_summary(context.edition, item, stored=True),
            who=bylines.get(item.row.owner) or _("nobody"),
        )
        incoming = _("In the file: {text}").format(text=_summary(context.edition, item))
        if rule is not None:
            chosen[item.key] = rule
            st.write(as_markdown(f"{_row_label(item)}. {stored}. {incoming}."))
            continue
        choice = st.radio(
            as_markdown(_row_label(item)),
            [ConflictResolution.KEEP_HERE, ConflictResolution.TAKE_FILE],
            format_func={
                ConflictResolution.KEEP_HERE: as_markdown(stored),
                ConflictResolution.TAKE_FILE: as_markdown(incoming),
            }.__getitem__,
            index=None,
            key=f"workbook.conflict.{item.key}",
        )
        if choice is not None:
            chosen[item.key] = choice
    return chosen


def _bylines(context: AssessmentContext, items: tuple[Item, ...]) -> dict[str, str]:
    """Return author and time of the stored answers and figures, by indicator id or statistic code."""
    store, person = open_store(), session.person()
    newest = store.newest_answers(context.id, person=person).get(context.institution, {})
    bylines = {key: revision_byline(revision) for key, revision in newest.items()}
    for code in {item.row.owner for item in items if item.row.kind == "figure"}:
        figures = store.figures(context.id, code, person=person)
        if figures.at is not None:
            bylines[code] = byline(figures.author, figures.at)
    for key, progress in context.assessment.plan.progress.items():
        if progress.date is not None:
            bylines[key] = format_day(progress.date)
    return bylines


def _row_label(item: Item) -> str:
    """Return the owner of a row with its position in the file."""
    return f"{item.row.owner} ({item.row.location})"


def _summary(edition: Edition, item: Item, *, stored: bool = False) -> str:
    """Return the differing fields of a row, or with `stored` those of the stored record, on one line."""
    fields = (item.stored.fields if item.stored else {}) if stored else item.row.fields
    other = item.row.fields if stored else (item.stored.fields if item.stored else {})
    differs = [key for key, text in fields.items() if text and text != other.get(key, "")]
    differs.sort(key=lambda key: key != "choice")  # the level comes before its reasons
    texts = (field_label(edition, item.row.kind, item.row.id, key, fields[key]) for key in differs)
    return " · ".join(isolate(" ".join(text.split())[:120]) for text in texts) or _("nothing")
