"""Answers out as a workbook, and back: what a file would change, before anything is stored."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup

from app_pages import frame, session, words
from app_pages.glance import Glance, glance_at
from app_pages.markup import as_markdown
from app_pages.workplace import now, open_store, today
from assessment import InvalidAssessment
from assessment.store import Versions
from exchange.into_store import store_changes
from exchange.preview import Item, Outcome, Preview, preview
from exchange.resolve import Decision, resolve
from exchange.workbook import Target, read_workbook, write_workbook
from translations import gettext as _
from translations import ngettext

MEGABYTES = 10


def show() -> None:
    chosen = frame.assessment_chosen()
    if chosen is None:
        return
    with frame.errors_shown():
        # Asked before the answers are read: what is saved between the two is then refused as stale, and not overwritten.
        seen = open_store().versions(chosen, person=session.person())
        glance = glance_at(chosen)
        frame.show_side(glance)
        st.html(frame.header(glance))
        st.html(Markup("<h1>{}</h1>").format(_("Excel workbook")))
        _show_out(glance)
        _show_in(glance, seen)


def _show_out(glance: Glance) -> None:
    """The workbook to download, made when it is asked for."""
    st.write(
        _(
            "Send it by e-mail and let people fill it in with Excel or LibreOffice. They may sort, filter and format "
            "it. Bring it back here: you see what it would change before anything is stored. "
            "**No personal data of children and no abuse material, ever.**"
        )
    )
    whose = "" if glance.is_national else f"-{glance.institution}"
    st.download_button(
        _("Download the workbook"),
        lambda: write_workbook(
            glance.edition, glance.assessment, glance.institution, now(), assessment_id=glance.id
        ),
        file_name=f"{words.file_stem(glance.assessment)}{whose}.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        type="primary",
        on_click="ignore",
        key="workbook.out",
    )


def _show_in(glance: Glance, seen: Versions) -> None:
    """The workbook that came back, its preview, the decisions and the button that stores it."""
    frame.show_title(_("Bring a workbook back"))
    given = st.file_uploader(
        _("The workbook that was filled in (.xlsx, at most {limit} MB)").format(limit=MEGABYTES),
        type=["xlsx"],
        max_upload_size=MEGABYTES,
        key="workbook.in",
    )
    stored = st.session_state.pop("workbook.stored", None)
    if stored is not None:
        st.success(stored)
    if given is None:
        return
    assessment = glance.assessment
    target = Target(glance.edition, assessment.country, assessment.cycle, glance.id)
    try:
        offer = read_workbook(given.getvalue(), given.name, target)
    except InvalidAssessment as error:
        frame.show_problem(str(error))
        return
    if offer.institution != glance.institution:
        st.warning(
            as_markdown(_("This workbook was made for another institution. Open its page first."))
        )
        st.page_link(
            session.pages()["workbooks"],
            label=_("Open the page of this workbook"),
            query_params=session.address(glance.id, institution=offer.institution),
        )
        return
    _show_preview(glance, seen, preview(offer, glance.edition, assessment, today=today()))


def _show_preview(glance: Glance, seen: Versions, found: Preview) -> None:
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
    _show_rejected(found.of(Outcome.REJECTED))
    _show_changes(found.of(Outcome.CHANGED))
    decisions = _decide(found.of(Outcome.CONFLICTING))
    leave_out = bool(counts.rejected) and st.checkbox(
        _("Leave out the rejected rows and store the others"), key="workbook.leave"
    )
    undecided = counts.conflicting - len(decisions)
    wanted = counts.changed + sum(item is Decision.TAKE_FILE for item in decisions.values())
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
            glance.edition,
            glance.assessment,
            decisions,
            leave_out_rejected=leave_out,
            today=today(),
        )
        answers, figures = store_changes(candidate, glance.institution, seen)
        open_store().save_all(
            glance.id, answers=answers, figures=figures, person=session.person(), at=now()
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


def _decide(items: tuple[Item, ...]) -> dict[str, Decision]:
    """Each conflict with both versions, and what was chosen so far."""
    if not items:
        return {}
    frame.show_title(_("Changed here and in the file"))
    names = {
        None: _("Decide one by one"),
        Decision.KEEP_HERE: _("Keep all that is here"),
        Decision.TAKE_FILE: _("Take all from the file"),
    }
    rule = st.radio(
        _("For all of them"), list(names), format_func=names.__getitem__, key="workbook.rule"
    )
    chosen: dict[str, Decision] = {}
    for item in items:
        here = _("Here: {text}").format(text=_in_short(item, here=True))
        there = _("In the file: {text}").format(text=_in_short(item))
        if rule is not None:
            chosen[item.key] = rule
            st.write(as_markdown(f"{_of(item)}. {here}. {there}."))
            continue
        choice = st.radio(
            as_markdown(_of(item)),
            [Decision.KEEP_HERE, Decision.TAKE_FILE],
            format_func={
                Decision.KEEP_HERE: as_markdown(here),
                Decision.TAKE_FILE: as_markdown(there),
            }.__getitem__,
            index=None,
            key=f"workbook.conflict.{item.key}",
        )
        if choice is not None:
            chosen[item.key] = choice
    return chosen


def _of(item: Item) -> str:
    """Of which question a row is, and where it stands in the file."""
    return f"{item.row.owner} ({item.row.place})"


def _in_short(item: Item, *, here: bool = False) -> str:
    """What a row says, or what stands here, on one line."""
    fields = (item.here.fields if item.here else {}) if here else item.row.fields
    other = item.row.fields if here else (item.here.fields if item.here else {})
    differs = [text for key, text in fields.items() if text and text != other.get(key, "")]
    return ", ".join(" ".join(text.split())[:120] for text in differs) or _("nothing")
