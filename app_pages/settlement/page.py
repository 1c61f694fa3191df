"""The settlement page: the answers of institutions to each question, and the choice of the national answer."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from markupsafe import Markup

from app_pages.settlement import form
from app_pages.shell import labels, layout, session
from app_pages.shell.assessment_context import AssessmentContext, load_context
from app_pages.shell.authorship import answer_card, claim_label, revision_byline
from app_pages.shell.forms import messages
from app_pages.shell.keyboard_help import keys_help
from app_pages.shell.markup import fill, join, typed
from app_pages.shell.navigation.code_links import show_html
from app_pages.shell.pager import previous_and_next
from app_pages.workflow import edit_lock_banner
from assessment import NATIONAL, Answer, AnswerStatus
from assessment.access.editability import Editability, EditableArea
from assessment.answers.settlement import (
    InstitutionAnswers,
    agreed_answer,
    institution_answers_by_indicator,
)
from assessment.answers.settlement_groups import GROUPS, group_of
from assessment.store import Revision
from host.services import open_store
from questionnaires import Indicator
from questionnaires.palette import pillar_class
from reports.joining import list_separator
from translations import gettext as _
from translations import ngettext

Newest = Mapping[str, Mapping[str, Revision[Answer]]]


@layout.assessment_fragment_page
@layout.fragment
def show(assessment_id: str, slots: layout.Slots) -> None:
    """Draw progress, the lists of questions, and the question in the address; a message for an institution."""
    with layout.errors_shown():
        context = load_context(assessment_id)
        layout.fill_sidebar(context, slots, None)
        title = Markup("<h1>{}</h1>").format(_("Settle the answers"))
        if not context.is_national:
            layout.show_coordinator_only(context, title)
            return
        if not context.assessment.institutions:
            st.html(layout.header(context) + title)
            st.write(
                _(
                    "No institution is listed yet, so there is nothing to settle: "
                    "what you answer in the questionnaire is the national answer."
                )
            )
            layout.show_next_step("institutions", _("List the institutions"), context.id)
            return
        by_indicator = institution_answers_by_indicator(context.assessment, context.indicators)
        groups = {
            name: [k for k, o in by_indicator.items() if group_of(o) == name] for name in GROUPS
        }
        key, shown = _chosen(groups)
        newest = open_store().newest_answers(assessment_id, person=session.person())
        index = None
        if key is not None:
            index = form.choice_index(context, key, by_indicator[key])
        changes = edit_lock_banner.changes_of(context)
        st.html(
            layout.header(context, choice=index, saves_changes=True)
            + edit_lock_banner.banner(context, changes, EditableArea.ANSWERS, key or "")
            + title
        )
        _progress(context, groups)
        agreed = [item for item in groups["agreed"] if changes.may(EditableArea.ANSWERS, item)]
        _agreed_button(context, by_indicator, agreed)
        _filter(groups, shown)
        if key is None:
            with messages.here_unless_drawn(form.AREA, assessment_id):
                pass
            st.write(_("No question here. Choose another list above."))
            return
        elsewhere = [k for name in GROUPS if name not in (shown, "settled") for k in groups[name]]
        with messages.here_unless_drawn(form.AREA, assessment_id):
            _question(context, by_indicator[key], newest, groups[shown], elsewhere, changes)


def _chosen(groups: Mapping[str, list[str]]) -> tuple[str | None, str]:
    """Return the question in the address and its group; else the first question of the first non-empty group."""
    key = session.indicator_id()
    group = next((name for name, keys in groups.items() if key in keys), None)
    if group is None:
        group = next((name for name in GROUPS if groups[name]), GROUPS[0])
        key = groups[group][0] if groups[group] else None
    session.hydrate("settle", **{f"list.{group}": group})
    return key, group


def _progress(context: AssessmentContext, groups: Mapping[str, list[str]]) -> None:
    st.html(
        Markup('<p class="cop-progress"><meter min="0" max="{of}" value="{done}" '
               'aria-hidden="true"></meter> {text}</p>').format(
            of=len(context.indicators),
            done=len(groups["settled"]),
            text=_("{part} of {whole} settled").format(
                part=len(groups["settled"]), whole=len(context.indicators)
            ),
        )
    )  # fmt: skip


def _agreed_button(
    context: AssessmentContext, by_indicator: Mapping[str, InstitutionAnswers], keys: list[str]
) -> None:
    """Draw the button that stores every answer all institutions agree on, details included."""
    ready = tuple(key for key in keys if agreed_answer(by_indicator[key]) is not None)
    if ready:
        st.button(
            ngettext(
                "Take over the {count} answer that all agree on",
                "Take over the {count} answers that all agree on",
                len(ready),
            ).format(count=len(ready)),
            key="settle.take-over",
            on_click=form.store_agreed_answers,
            args=(context.id, ready),
        )


def _filter(groups: Mapping[str, list[str]], shown: str) -> None:
    names = {
        "differ": _("They differ"),
        "agreed": _("They agree"),
        "changed": _("Changed since settled"),
        "again": _("To look at again"),
        "unknown": _("Nobody knows"),
        "waiting": _("No answer yet"),
        "settled": _("Settled"),
    }
    with st.container(key="settle-lists"):
        st.radio(
            _("Which questions"),
            [name for name in GROUPS if groups[name] or name == shown],
            format_func=lambda name: _("{name} ({count})").format(
                name=names[name], count=len(groups[name])
            ),
            horizontal=True,
            key=f"settle.list.{shown}",  # a key per list, as the browser may send that of the previous list again
            on_change=_show_list,
            args=(shown, {name: keys[0] for name, keys in groups.items() if keys}),
        )
        st.toggle(_("Workshop: large type for the projector"), key="settle.workshop")


def _question(
    context: AssessmentContext,
    responses: InstitutionAnswers,
    newest: Newest,
    keys: list[str],
    elsewhere: list[str],
    changes: Editability,
) -> None:
    """Draw a question: the answers, the current national answer, the form, and the buttons."""
    key = responses.indicator_id
    indicator = context.edition.indicators[key]
    workshop = bool(session.field("settle", "workshop"))
    with st.container(key="workshop" if workshop else "desk"):
        pillar = context.edition.pillar_of[key]
        show_html(
            Markup(
                '<p class="cop-place {pillar}">{place}</p>'
                '<h2 id="question" data-indicator="{id}" tabindex="-1"><span>{id}</span> {question}</h2>'
                "{cards}"
            ).format(
                pillar=pillar_class(context.edition, pillar.id),
                place=_("{name} · {number} of {count} in this list").format(
                    name=labels.pillar_name(pillar),
                    number=keys.index(key) + 1,
                    count=len(keys),
                ),
                id=key,
                question=labels.question(indicator),
                cards=_cards(context, indicator, responses, newest),
            )
        )
        locked = not changes.may(EditableArea.ANSWERS, key)
        stored = newest.get(NATIONAL, {}).get(key)
        with session.bind_fields("settle", context.id, key):
            form.show_fields(context, indicator, responses, stored, locked=locked)
        messages.show(form.AREA, context.id, at=key)
        _buttons(context, responses, newest, keys, elsewhere, locked=locked)
    st.html(keys_help(settle=True))


def _cards(
    context: AssessmentContext, indicator: Indicator, responses: InstitutionAnswers, newest: Newest
) -> Markup:
    names = context.institution_names
    cards = [
        answer_card(
            context.edition,
            indicator,
            names[key],
            answer,
            note=_author_note(answer, newest.get(key, {}).get(responses.indicator_id)),
        )
        for key, answer in responses.answers.items()
    ]
    waiting = join((typed(names[key]) for key in responses.waiting), list_separator())
    national = Markup()
    if responses.national.state is not AnswerStatus.UNANSWERED:
        national = Markup('<p class="cop-national">{}</p>').format(
            _("National answer now: {claim}.").format(
                claim=claim_label(context.edition, indicator, responses.national)
            )
        ) + form.settlement_note(context, responses)
    return Markup('<div class="cop-opinions">{}</div>{}{}').format(
        join(cards),
        Markup('<p class="cop-note">{}</p>').format(
            fill(_("No answer yet: {names}."), names=waiting)
        )
        if waiting
        else "",
        national,
    )


def _author_note(answer: Answer, revision: Revision[Answer] | None) -> str:
    """Return author and time of an answer, and why it needs review where it is from an earlier cycle."""
    note = revision_byline(revision)
    if not answer.look_again:
        return note
    return _("{note}. To look at again: {why}").format(note=note, why=answer.look_again)


def _buttons(
    context: AssessmentContext,
    responses: InstitutionAnswers,
    newest: Newest,
    keys: list[str],
    elsewhere: list[str],
    *,
    locked: bool,
) -> None:
    key = responses.indicator_id
    index = keys.index(key)
    onward = (*keys[index + 1 :], *keys[:index], *elsewhere, None)[0]
    with st.container(horizontal=True, key="way-on"):
        if not locked:
            st.button(
                _("Settle and go on"),
                type="primary",
                key="settle.go",
                on_click=form.store_settlement,
                args=(context.id, key, form.national_revision(newest, key), onward),
            )
        previous_and_next(keys, key, _go)
        st.page_link(
            session.pages()["answer"],
            label=_("Open the question"),
            query_params=session.query_params(context.id, key),
        )


@session.in_user_language
def _go(indicator: str) -> None:
    session.go_to(indicator)


@session.in_user_language
def _show_list(shown: str, first: Mapping[str, str]) -> None:
    chosen = session.field("settle", f"list.{shown}")
    if chosen != shown and chosen in first:
        session.go_to(first[chosen])
