"""Where everyone comes in: go on with an assessment, begin one, open a file, try an example."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app_pages.questionnaire import full_profile
from app_pages.shell import account, layout, session
from app_pages.shell import labels as shell_labels
from app_pages.shell.markup import as_markdown
from app_pages.start import file_preview
from assessment import AssessmentError, Standing
from assessment.access.editability import Changes, EditableArea
from assessment.access.permissions import grants_in
from assessment.countries import country_codes, country_name
from assessment.cycles.next_cycle import may_reopen
from assessment.files.assessment_file import open_assessment
from assessment.model.roles import AccessRole
from assessment.store import AssessmentSummary
from host.services import current_edition, edition_of, example_files, now, open_store, today
from host.settings import is_server
from questionnaires import FULL_PROFILE
from translations import content_text, ngettext
from translations import gettext as _


def show() -> None:
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
    with layout.errors_shown():
        found = open_store().assessments(person=session.person())
        own = [item for item in found if item.standing is not Standing.ILLUSTRATIVE]
        examples = [item for item in found if item.standing is Standing.ILLUSTRATIVE]
        if is_server():
            _who()
        else:
            _name()
        if own:
            _list(_("Go on with an assessment"), own)
        if not is_server() or session.countries_as(AccessRole.COORDINATOR):
            with st.expander(_("Begin an assessment"), expanded=not own, key="begin"):
                _begin()
            with st.expander(_("Open an assessment file"), key="file"):
                file_preview.show()
            with st.expander(_("Try an example"), key="example"):
                _example()
        if examples:
            _list(_("Copies of examples"), examples)
    edition = current_edition()
    st.caption(as_markdown(content_text("notice", edition.about.notice)))


def _name() -> None:
    name = st.text_input(
        _("Your name (optional; kept with each answer you save)"),
        session.name_given(),
        max_chars=100,
        key="start.name",
        on_change=_keep_name,
    )
    session.keep_name(name)  # a session that begins anew gets it from the browser, without a change


def _keep_name() -> None:
    """At once: whoever types a name and follows a link leaves before the page has been drawn again."""
    session.keep_name(session.field("start", "name"))


def _who() -> None:
    """Who has signed in, and what they can do besides assessments."""
    account.show_who()
    if not session.roles():
        account.show_no_role()
    if session.countries_as(AccessRole.ADMINISTRATOR):
        st.page_link(session.pages()["people"], label=_("People and their roles"))


def _countries() -> list[str]:
    """Where the visitor may begin an assessment."""
    codes = session.countries_as(AccessRole.COORDINATOR) if is_server() else country_codes()
    return sorted(codes, key=country_name)


def _list(title: str, found: list[AssessmentSummary]) -> None:
    layout.show_title(title)
    mine = open_store().my_roles(person=session.person())
    for item in found:
        edition = edition_of(item.edition)
        asked = len(edition.profile_indicators(item.profile))
        st.page_link(
            session.pages()["answer"],
            label=_(
                "**{name}** · {state} · {profile} · {answered} of {asked} answered · saved {time}"
            ).format(
                name=as_markdown(shell_labels.assessment_name(item.country, item.cycle)),
                state=shell_labels.standing_name(item.standing)
                if item.standing is Standing.ILLUSTRATIVE
                else shell_labels.state_name(item.state),
                profile=as_markdown(shell_labels.profile_name(edition, item.profile)),
                answered=item.answered,
                asked=asked,
                time=shell_labels.time_of_day(item.changed_at, now=now(), clock=session.clock()),
            ),
            query_params=session.address(item.id, institution=session.institution_in(item.country)),
        )
        if may_reopen(item.state, grants_in(mine, item.country)):
            st.page_link(
                session.pages()["hand-in"],
                label=_("Open the next cycle after {name}").format(
                    name=as_markdown(shell_labels.assessment_name(item.country, item.cycle))
                ),
                query_params=session.address(item.id),
            )
        if Changes(item.state, grants_in(mine, item.country)).may(EditableArea.PROFILE):
            full_profile.offer(item.id, edition, item.profile, item.answered)


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
    cycle = st.number_input(
        _("Year of the assessment"), 2000, 2100, value=today().year, step=1, key="begin.cycle"
    )
    profile = st.radio(
        _("How much"),
        edition.profile_ids,
        format_func=lambda item: as_markdown(shell_labels.profile_name(edition, item)),
        captions=[_size(len(edition.profile_indicators(item))) for item in edition.profile_ids],
        key="begin.profile",
    )
    if st.button(_("Begin"), type="primary", key="begin.go"):
        if country is None:
            layout.show_problem(_("Country: none is chosen. Choose one, then begin."))
            return
        key = open_store().create(
            country,
            edition.id,
            edition.content_hash,
            int(cycle),
            profile or FULL_PROFILE,
            person=session.person(),
            at=now(),
        )
        st.switch_page(session.pages()["answer"], query_params=session.address(key))


def _size(number: int) -> str:
    return ngettext("{number} question", "{number} questions", number).format(number=number)


def _example() -> None:
    st.write(
        _(
            "Compiled from public sources to show the toolkit at work; it is not the country’s assessment. "
            "You get a copy that you can change."
        )
    )
    files = {
        path.stem.upper(): path for path in example_files() if path.stem.upper() in _countries()
    }
    chosen = st.selectbox(
        _("Example"),
        sorted(files, key=country_name),
        format_func=country_name,
        key="example.country",
    )
    if chosen and st.button(_("Open a copy"), key="example.go"):
        try:
            edition, assessment = open_assessment(files[chosen], today=today())
        except AssessmentError as error:
            layout.show_problem(str(error))
            return
        copy = assessment.model_copy(update={"standing": Standing.ILLUSTRATIVE})
        key = open_store().import_assessment(
            copy, edition_hash=edition.content_hash, person=session.person(), at=now()
        )
        st.switch_page(session.pages()["results"], query_params=session.address(key))
