"""What comes back in a file: what it would change, the conflicts to decide, and the button that stores it."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from app_pages.shell import layout, session
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.authorship import author_and_time, who_and_when
from app_pages.shell.markup import as_markdown
from assessment import InvalidAssessment
from assessment.store import Versions
from exchange.import_rows import ImportBatch
from exchange.merge import ConflictResolution, resolve, store_changes
from exchange.preview import Item, Preview, RowOutcome, preview
from exchange.workbook import Target, read_workbook
from exchange.xlsform import read_submissions
from host.services import now, open_store, today
from translations import gettext as _
from translations import ngettext

MEGABYTES = 10


def show(context: AssessmentContext, seen: Versions) -> None:
    """The file that came back, its preview, the decisions and the button that stores it."""
    layout.show_title(_("Bring it back"))
    given = st.file_uploader(
        _(
            "The workbook that was filled in, or the submissions of a form (.xlsx, .csv, .json; at most {limit} MB)"
        ).format(limit=MEGABYTES),
        type=["xlsx", "csv", "json"],
        max_upload_size=MEGABYTES,
        key="workbook.in",
    )
    stored = st.session_state.pop("workbook.stored", None)
    if stored is not None:
        st.success(stored)
    if given is None:
        return
    assessment = context.assessment
    try:
        offer = _offer(context, given.getvalue(), given.name)
    except InvalidAssessment as error:
        layout.show_problem(str(error))
        return
    if offer.institution != context.institution:
        st.warning(
            as_markdown(_("This file was made for another institution. Open its page first."))
        )
        st.page_link(
            session.pages()["workbooks"],
            label=_("Open the page of this file"),
            query_params=session.address(context.id, institution=offer.institution),
        )
        return
    _show_preview(context, seen, preview(offer, context.edition, assessment, today=today()))


def _offer(context: AssessmentContext, data: bytes, name: str) -> ImportBatch:
    """What the file offers; of several submissions the one chosen. Raises InvalidAssessment."""
    if data.startswith(b"PK") or name.lower().endswith(".xlsx"):
        assessment = context.assessment
        target = Target(context.edition, assessment.country, assessment.cycle, context.id)
        return read_workbook(data, name, target)
    found = read_submissions(data, name, context.edition, context.assessment)
    own = [item for item in found if item.offer.institution == context.institution] or list(found)
    if len(own) == 1:
        return own[0].offer
    names = {item.number: item for item in reversed(own)}
    chosen = st.selectbox(
        _("Which submission (store them one after the other, the oldest first)"),
        list(names),
        index=len(names) - 1,
        format_func=lambda number: _("Submission {number}, {time}").format(
            number=number, time=names[number].time or _("time not known")
        ),
        key="workbook.submission",
    )
    return names[chosen if chosen in names else own[0].number].offer


def _show_preview(context: AssessmentContext, seen: Versions, found: Preview) -> None:
    counts = found.counts
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
    for note in found.offer.notes:
        st.info(as_markdown(note))
    if counts.read == counts.unchanged:
        st.write(_("The file changes nothing: all it says stands here already."))
        return
    _show_rejected(found.of(RowOutcome.REJECTED))
    _show_changes(found.of(RowOutcome.CHANGED))
    decisions = _decide(context, found.of(RowOutcome.CONFLICTING))
    leave_out = bool(counts.rejected) and st.checkbox(
        _("Leave out the rejected rows and store the others"), key="workbook.leave"
    )
    undecided = counts.conflicting - len(decisions)
    wanted = counts.changed + sum(
        item is ConflictResolution.TAKE_FILE for item in decisions.values()
    )
    blocked = (
        _("Decide the conflicts first.")
        if undecided
        else _("Correct the rejected rows in the file, or leave them out.")
        if counts.rejected and not leave_out
        else ""
    )
    if blocked:
        st.write(blocked)
    label = ngettext("Store {count} change", "Store {count} changes", wanted).format(count=wanted)
    if st.button(label, type="primary", disabled=bool(blocked) or not wanted, key="workbook.go"):
        candidate = resolve(
            found,
            context.edition,
            context.assessment,
            decisions,
            leave_out_rejected=leave_out,
            today=today(),
        )
        answers, figures = store_changes(candidate, context.institution, seen)
        open_store().save_all(
            context.id, answers=answers, figures=figures, person=session.person(), at=now()
        )
        st.session_state["workbook.stored"] = ngettext(
            "Stored: {count} change.", "Stored: {count} changes.", wanted
        ).format(count=wanted)
        st.rerun()


def _show_rejected(items: Iterable[Item]) -> None:
    lines = [as_markdown(str(problem)) for item in items for problem in item.problems]
    if lines:
        st.error("  \n".join([_("These rows can’t be stored:"), *dict.fromkeys(lines)]))


def _show_changes(items: tuple[Item, ...]) -> None:
    if not items:
        return
    with st.expander(_("What the file changes"), expanded=len(items) <= 12):
        for item in items:
            st.write(
                _("**{place}:** {before} → {after}").format(
                    place=as_markdown(_of(item)),
                    before=as_markdown(_in_short(item, here=True)),
                    after=as_markdown(_in_short(item)),
                )
            )


def _decide(context: AssessmentContext, items: tuple[Item, ...]) -> dict[str, ConflictResolution]:
    """Each conflict with both versions, and what was chosen so far."""
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
    saved = _who_saved(context, items)
    for item in items:
        here = _("Here: {text} ({who})").format(
            text=_in_short(item, here=True), who=saved.get(item.row.owner) or _("nobody")
        )
        there = _("In the file: {text}").format(text=_in_short(item))
        if rule is not None:
            chosen[item.key] = rule
            st.write(as_markdown(f"{_of(item)}. {here}. {there}."))
            continue
        choice = st.radio(
            as_markdown(_of(item)),
            [ConflictResolution.KEEP_HERE, ConflictResolution.TAKE_FILE],
            format_func={
                ConflictResolution.KEEP_HERE: as_markdown(here),
                ConflictResolution.TAKE_FILE: as_markdown(there),
            }.__getitem__,
            index=None,
            key=f"workbook.conflict.{item.key}",
        )
        if choice is not None:
            chosen[item.key] = choice
    return chosen


def _who_saved(context: AssessmentContext, items: tuple[Item, ...]) -> dict[str, str]:
    """Who saved what stands here, and when, by question or statistic."""
    store, person = open_store(), session.person()
    newest = store.newest_answers(context.id, person=person).get(context.institution, {})
    found = {key: who_and_when(revision) for key, revision in newest.items()}
    for code in {item.row.owner for item in items if item.row.kind == "figure"}:
        figures = store.figures(context.id, code, person=person)
        if figures.at is not None:
            found[code] = author_and_time(figures.author, figures.at)
    return found


def _of(item: Item) -> str:
    """Of which question a row is, and where it stands in the file."""
    return f"{item.row.owner} ({item.row.place})"


def _in_short(item: Item, *, here: bool = False) -> str:
    """What a row says, or what stands here, on one line."""
    fields = (item.here.fields if item.here else {}) if here else item.row.fields
    other = item.row.fields if here else (item.here.fields if item.here else {})
    differs = [text for key, text in fields.items() if text and text != other.get(key, "")]
    level = fields.get("choice", "")
    if level in differs:  # what is claimed comes before its reasons
        differs.remove(level)
        differs.insert(0, level)
    return " · ".join(" ".join(text.split())[:120] for text in differs) or _("nothing")
