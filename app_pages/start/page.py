"""The start page: open an assessment, begin one, import a file, copy an example."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app_pages.questionnaire import full_profile
from app_pages.shell import account, labels, layout, session
from app_pages.shell.forms import messages, number_field
from app_pages.shell.markup import as_markdown
from app_pages.start import file_preview, look_alikes
from assessment import AssessmentState, Standing
from assessment.access.editability import Editability, EditableArea
from assessment.access.permissions import grants_in
from assessment.countries import country_codes, country_name, is_invented
from assessment.cycles.next_cycle import may_reopen
from assessment.model.assessment import FIRST_CYCLE, LAST_CYCLE
from assessment.model.roles import AccessRole
from assessment.store import AssessmentSummary
from host.examples import Example, offered_examples, store_example
from host.services import current_edition, edition_of, now, open_store, today
from host.settings import is_server
from questionnaires import FULL_PROFILE
from translations import gettext as _
from translations import language_note, ngettext
from translations.sorting import sort_key


def show() -> None:
    """Draw the page; the forms for new assessments only where the user may create one."""
    st.html(
        Markup("<h1>{}</h1><p>{}</p><p>{}</p>").format(
            _("Child online protection: national self-assessment"),
            _(
                "Answer what exists and works in your country, see the gaps against ITU Resolution 179, "
                "and leave with a roadmap."
            ),
            _(
                "The full questionnaire takes about 15 person-days of several institutions, the quick scan "
                "one workshop day. What you enter stays on this computer. Countries are never ranked."
            )
            if not is_server()
            else _(
                "The full questionnaire takes about 15 person-days of several institutions, the quick scan "
                "one workshop day. Only people with a role in your country see what you enter. "
                "Countries are never ranked."
            ),
        )
    )
    if note := language_note():
        st.info(note)
    with layout.errors_shown():
        assessments = open_store().assessments(person=session.person())
        own = [item for item in assessments if item.standing.is_own]
        examples = [item for item in assessments if not item.standing.is_own]
        if is_server():
            _account()
        else:
            _name()
        if len({item.country for item in assessments}) > 1:
            st.page_link(
                session.pages()["desk"],
                label=_("All countries at a glance"),
                query_params=session.query_params(),
            )
        if own:
            _list(_("Go on with an assessment"), own)
        if not is_server() or session.countries_with_role(AccessRole.COORDINATOR):
            with st.expander(_("Begin an assessment"), expanded=not own, key="begin"):
                _begin()
            with st.expander(_("Open an assessment file"), key="file"):
                file_preview.show()
            with st.expander(_("Try an example"), key="example"):
                _example()
        if examples:
            _list(_("Copies of examples"), examples)
    edition = current_edition()
    st.caption(as_markdown(labels.content("edition", "notice", edition.about.notice)))


def _name() -> None:
    name = st.text_input(
        _("Your name (optional; kept with each answer you save)"),
        session.user_name(),
        max_chars=session.LONGEST_NAME,
        key="start.name",
        on_change=_store_name,
    )
    session.set_user_name(name)  # a new session gets the value from the browser without a callback


def _store_name() -> None:
    """Callback: store the name at once, as a click on a link leaves the page before it is drawn again."""
    session.set_user_name(session.field("start", "name"))


def _account() -> None:
    """Show the account signed in, and the link to the accounts page for an administrator."""
    account.show_user()
    if not session.grants():
        account.show_no_role()
    if session.countries_with_role(AccessRole.ADMINISTRATOR):
        st.page_link(session.pages()["people"], label=_("People and their roles"))


def _countries() -> list[str]:
    """Return the codes of the countries the user may create assessments for, sorted by name."""
    codes = session.countries_with_role(AccessRole.COORDINATOR) if is_server() else country_codes()
    return sorted(codes, key=lambda code: sort_key(country_name(code)))


def _list(title: str, assessments: list[AssessmentSummary]) -> None:
    """Draw a link to each assessment, with the next steps open to the user."""
    layout.show_title(title)
    grants = session.current_grants()
    distinctions = look_alikes.distinctions(assessments)
    for item in assessments:
        edition = edition_of(item.edition)
        total = len(edition.profile_indicators(item.profile))
        st.page_link(
            session.pages()["home"],
            label=_(
                "**{name}** · {state} · {profile} · {answered} of {asked} answered · saved {time}"
            ).format(
                name=as_markdown(labels.assessment_name(item.country, item.cycle)),
                state=labels.state_name(item.state)
                if item.standing.is_own
                else labels.standing_name(item.standing),
                profile=as_markdown(labels.profile_name(edition, item.profile)),
                answered=item.answered,
                asked=total,
                time=labels.time_of_day(item.changed_at, now=now(), zone=session.time_zone()),
            )
            + as_markdown(f" · {distinctions[item.id]}" if item.id in distinctions else ""),
            query_params=session.query_params(
                item.id, institution=session.institution_in(item.country)
            ),
        )
        if may_reopen(item.state, grants_in(grants, item.country)) and not _has_later(
            item, assessments
        ):
            st.page_link(
                session.pages()["hand-in"],
                label=_("Open the next cycle after {name}").format(
                    name=as_markdown(labels.assessment_name(item.country, item.cycle))
                ),
                query_params=session.query_params(item.id),
            )
        if Editability(item.state, grants_in(grants, item.country)).may(EditableArea.PROFILE):
            full_profile.offer(item.id, edition, item.profile, item.answered)


def _has_later(item: AssessmentSummary, others: list[AssessmentSummary]) -> bool:
    """Whether a later cycle of the country is listed; a withdrawn one does not count."""
    return any(
        other.country == item.country
        and other.cycle > item.cycle
        and other.state is not AssessmentState.WITHDRAWN
        for other in others
    )


def _begin() -> None:
    edition = current_edition()
    codes = _countries()
    country = st.selectbox(
        _("Country"),
        codes,
        index=None,
        format_func=country_name,
        placeholder=_("Choose a country, or type its name"),
        key="begin.country",
    )
    problems: list[str] = []
    cycle = number_field.show_year(
        _("Year of the assessment"),
        today().year,
        key="begin.cycle",
        problems=problems,
        minimum=FIRST_CYCLE,
        maximum=LAST_CYCLE,
    )
    if cycle is None and not problems:
        problems.append(_("Year: none is given. Write it, then begin."))
    if country is None:
        problems.insert(0, _("Country: none is chosen. Choose one, then begin."))
    profile = st.radio(
        _("How much"),
        edition.profile_ids,
        format_func=lambda item: as_markdown(labels.profile_name(edition, item)),
        captions=[_size(len(edition.profile_indicators(item))) for item in edition.profile_ids],
        key="begin.profile",
    )
    pressed = st.button(_("Begin"), type="primary", key="begin.go")
    if pressed or not problems:
        messages.report("begin", "", problem="\n".join(problems))
    messages.show("begin", "")
    if problems or country is None or cycle is None:
        return
    standing = Standing.TRAINING if is_invented(country) else Standing.SELF_ASSESSED
    wanted = (country, cycle, profile or FULL_PROFILE, standing)
    if look_alikes.confirmed(wanted, pressed=pressed, key="begin"):
        key = open_store().create(
            country,
            edition.id,
            edition.content_hash,
            cycle,
            profile or FULL_PROFILE,
            person=session.person(),
            at=now(),
            standing=standing,
        )
        st.switch_page(session.pages()["answer"], query_params=session.query_params(key))


def _size(number: int) -> str:
    return ngettext("{number} question", "{number} questions", number).format(number=number)


def _example() -> None:
    """Draw the list of examples, invented countries first, and open a copy of the chosen one."""
    allowed = None if not is_server() else set(_countries())
    examples = {
        item.country: item
        for item in offered_examples()
        if allowed is None or item.country in allowed
    }
    chosen = st.selectbox(
        _("Example"),
        sorted(examples, key=lambda code: (not is_invented(code), sort_key(country_name(code)))),
        format_func=country_name,
        key="example.country",
    )
    if chosen:
        st.write(_what_it_is(examples[chosen]))
    pressed = st.button(_("Open a copy"), key="example.go")
    if not chosen or not (pressed or look_alikes.is_open("example")):
        return
    example = examples[chosen]
    if look_alikes.confirmed(example.newest.looks_like, pressed=pressed, key="example"):
        key = store_example(example, open_store(), person=session.person(), at=now())
        st.switch_page(session.pages()["results"], query_params=session.query_params(key))


def _what_it_is(example: Example) -> str:
    """Return what an example is and what the user gets."""
    if not is_invented(example.country):
        return _(
            "Compiled from public sources to show the toolkit at work; it is not the country’s assessment. "
            "You get a copy that you can change."
        )
    if is_server():
        return _(
            "A country for training, invented with all its figures and documents. Every question is answered. "
            "You get a copy that you can change, with its earlier cycle."
        )
    return _(
        "A country for training, invented with all its figures and documents. Every question is answered, "
        "and an expert’s review is half-way. You get a copy, with its earlier cycle. Answers can be changed once "
        "the review returns them, or at once in the copy of the earlier cycle."
    )
