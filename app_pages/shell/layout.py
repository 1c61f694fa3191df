"""Layout shared by all pages: side bar, header, error messages, and decorators for pages of one assessment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec

import streamlit as st
from markupsafe import Markup

from app_pages.shell import labels, session
from app_pages.shell.assessment_context import (
    AssessmentContext,
    UnknownInstitution,
    assessment_edition,
    load_context,
    record_visit,
)
from app_pages.shell.forms import kept_text
from app_pages.shell.forms.messages import show_problem as show_problem
from app_pages.shell.markup import as_markdown, isolate
from app_pages.shell.navigation import search, steps_line
from app_pages.shell.navigation.code_links import address, text_link
from assessment import NATIONAL, AssessmentError
from assessment.answers.completeness import completeness
from assessment.countries import country_name
from assessment.errors import UnknownAssessment
from host.services import now
from questionnaires import ContentError, Edition
from questionnaires.palette import pillar_letter
from reports.basis_labels import standing_note
from reports.errors import ReportError
from translations import gettext as _

P = ParamSpec("P")

Slots = Mapping[str, Any]
"""Placeholders of the pillar links in the side bar, by pillar id."""


@contextmanager
def errors_shown() -> Iterator[None]:
    """Context manager that shows assessment, content and report errors as messages; others propagate.

    A link that leads nowhere gets a page of its own. It says nothing of the server, and the same of an assessment that
    is not there and of one that the user may not see.
    """
    try:
        yield
    except UnknownAssessment:
        _show_lost_link(
            _(
                "No assessment is at this address, or none that you may see. "
                "The link was probably cut when it was copied."
            ),
            _(
                "Copy the whole link again, ask the person who sent it, or choose the assessment from the list."
            ),
        )
    except UnknownInstitution as error:
        _show_lost_link(
            str(error),
            _(
                "Copy the whole link again, or ask the coordinator who sent it. Nothing was changed."
            ),
        )
    except (AssessmentError, ContentError, ReportError) as error:
        show_problem(str(error))


def _show_lost_link(what: str, remedy: str) -> None:
    """Show the problem of a link, the remedy and a link to the list."""
    st.title(_("This link leads nowhere"))
    st.write(what)
    st.write(remedy)
    _link_to_list()


def _link_to_list() -> None:
    """Draw the link to the list of assessments; the institution of the address does not go with it."""
    st.page_link(
        session.pages()["start"],
        label=_("To the list of assessments"),
        query_params=session.query_params(),
    )


def show_lost_question(named: str | None, shown: str) -> None:
    """Say that a question in the address is not asked here; nothing where the address names none."""
    if named and named != shown:
        text = _(
            "The link names the question {named}, which is not asked here. This is {shown} instead."
        )
        st.html(
            Markup('<p class="cop-banner">{}</p>').format(
                text.format(named=named[:40], shown=shown)
            )
        )


def require_address(assessment_id: str) -> None:
    """Raise what `load_context` raises for the address, before a side bar is drawn whose links would look as if they worked.

    The first visit of a session is recorded for the coordinator. An address that was right once in this session is not read again.
    """
    opened = session.entries("opened")
    if (assessment_id, session.institution()) not in opened or session.has_empty_institution():
        record_visit(load_context(assessment_id))
        opened[assessment_id, session.institution()] = True


def show_title(text: str) -> None:
    """Show a second-level heading."""
    st.html(Markup("<h2>{}</h2>").format(text))


def show_next_step(page: str, label: str, assessment_id: str, indicator: str | None = None) -> None:
    """Draw the link to the next step."""
    with st.container(key="next-step"):
        st.page_link(
            session.pages()[page],
            label=label,
            query_params=session.query_params(assessment_id, indicator),
        )


def show_sidebar(context: AssessmentContext) -> None:
    """Draw the side bar with the progress of each pillar."""
    fill_sidebar(context, prepare_sidebar(context.id, context.edition), None)


def prepare_sidebar(assessment_id: str, edition: Edition) -> Slots:
    """Draw the side bar with an empty placeholder for each pillar, and return the placeholders.

    On a phone, where it is folded away, two buttons with words open it, one of them at the search (page.js).
    """
    st.html(
        Markup(
            '<div class="cop-phone"><button type="button" data-opens="menu">{}</button>'
            '<button type="button" data-opens="search">{}</button></div>'
        ).format(_("Menu"), _("Search"))
    )
    with st.sidebar:
        search.show(assessment_id)
        st.page_link(
            session.pages()["start"],
            label=_("All assessments"),
            query_params=session.query_params(),
        )
        for name, label in (("home", _("What to do next")), ("questions", _("All questions"))):
            st.page_link(
                session.pages()[name],
                label=label,
                query_params=session.query_params(assessment_id),
            )
        st.caption(_("Questionnaire"))
        slots = {pillar.id: st.empty() for pillar in edition.pillars}
        st.page_link(
            session.pages()["statistics"],
            label=_("Figures"),
            query_params=session.query_params(assessment_id),
        )
        for title, links in _sidebar_links().items():
            st.caption(title)
            for name, label in links:
                st.page_link(
                    session.pages()[name],
                    label=label,
                    query_params=session.query_params(assessment_id),
                )
    return slots


def _sidebar_links() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the other links by group title, as page name and label; fewer for an institution."""
    shared = (("evidence", _("Evidence")), ("workbooks", _("Excel, forms and paper")))
    if session.institution() != NATIONAL:
        return {_("Your work"): (*shared, ("follow-up", _("Measures you lead")))}
    return {
        _("Working together"): (
            ("institutions", _("Institutions")),
            ("settle", _("Settle the answers")),
            *shared,
            ("hand-in", _("Hand in")),
            ("review", _("Review")),
            ("plan-review", _("Review of the plan")),
        ),
        _("What follows"): (
            ("results", _("Results")),
            ("gaps", _("Gaps")),
            ("roadmap", _("Roadmap")),
            ("follow-up", _("Follow-up")),
            ("since", _("Since last time")),
            ("comparison", _("Comparison")),
            ("documents", _("Documents")),
            ("publication", _("Publication")),
        ),
    }


def set_tab_title(context: AssessmentContext | None = None, indicator: str = "") -> None:
    """Set the title of the browser's tab: question, page, assessment and institution, the most special first.

    WCAG 2.4.2: of several tabs, and in the history of the browser, each can be told from the others.
    """
    parts = [indicator, session.page_title()]
    if context is not None:
        parts += [
            labels.assessment_name(context.country, context.cycle),
            isolate(context.institution_name),
        ]
    st.set_page_config(page_title=" · ".join(filter(None, (*parts, _("Child online protection")))))


def fill_sidebar(context: AssessmentContext, slots: Slots, current: str | None) -> None:
    """Draw the pillar links and set the title of the tab; `current` is the id of the pillar shown, if any."""
    set_tab_title(context, (session.indicator_id() or "") if current else "")
    for pillar in context.edition.pillars:
        indicators = context.indicators_of(pillar)
        if not indicators:
            continue
        first = next((key for key in indicators if not context.has_answer(key)), indicators[0])
        name = as_markdown(labels.pillar_name(pillar))
        label = _("{letter} · {name}: {answered} of {asked}").format(
            letter=f"**{pillar_letter(context.edition, pillar.id)}**",
            name=f"**{name}**" if pillar.id == current else name,
            answered=context.count_answered(indicators),
            asked=len(indicators),
        )
        slots[pillar.id].page_link(
            session.pages()["answer"],
            label=label,
            query_params=session.query_params(context.id, first),
        )


def show_coordinator_only(context: AssessmentContext, title: Markup) -> None:
    """Draw a page of the coordinator for an institution: header, title and whose page it is."""
    st.html(header(context) + title)
    st.write(_("This page is the coordinator’s. Your institution answers the questions."))


def header(
    context: AssessmentContext,
    *,
    choice: int | None = None,
    saves_changes: bool = False,
    saved_at: dt.datetime | None = None,
) -> Markup:
    """Return the header: country, cycle, state, what is saved, progress; and the banner of an illustrative assessment.

    `saves_changes` says that the page stores each change by itself: only then page.js shows "Not saved yet" from a change
    until it is stored. `choice` is the index of the stored choice among those drawn, which it compares with the browser's.
    `saved_at` is the last save of what the page stores outside the assessment, such as a deadline.
    """
    return Markup('<div class="cop-head">{}{}</div>{}{}{}').format(
        _where(context),
        saved_status(context, choice=choice, saves_changes=saves_changes, saved_at=saved_at),
        steps_line.compact(context),
        _progress(context),
        _standing(context),
    )


def header_above_bar(context: AssessmentContext) -> Markup:
    """Return the header of a page whose bar holds what is saved: country, cycle, state, progress, steps and banner."""
    return Markup('<div class="cop-head above-bar">{}{}</div>{}{}').format(
        _where(context), _progress(context), steps_line.compact(context), _standing(context)
    )


def saved_status(
    context: AssessmentContext,
    *,
    choice: int | None = None,
    saves_changes: bool = False,
    saved_at: dt.datetime | None = None,
) -> Markup:
    """Return the line that says what is saved; the arguments are those of `header`."""
    last = max(filter(None, (context.saved_at, saved_at)), default=None)
    unsaved = session.unsaved(context.id)
    if unsaved:
        key, problem = next(iter(unsaved.items()))
        saved = _("Not saved: {indicator}. {problem}").format(indicator=key, problem=problem)
    elif last is None:
        saved = _("Nothing saved yet")
    else:
        saved = _("Saved {time}").format(
            time=labels.time_of_day(last, now=now(), zone=session.time_zone())
        )
    return Markup(
        '<p class="cop-saved {kind}" role="status" data-stamp="{stamp}"{choice}>'
        '<span class="settled">{saved}</span><span class="pending">{pending}</span></p>'
    ).format(
        kind="problem" if unsaved else "good",
        stamp=last.isoformat() if last else "",
        choice=Markup(' data-choice="{}"').format("" if choice is None else choice)
        if saves_changes
        else "",
        saved=saved,
        pending=_("Not saved yet"),
    )


def _where(context: AssessmentContext) -> Markup:
    """Return country, cycle, state and the institution whose answers are shown."""
    return Markup(
        '<p class="cop-where"><strong>{country}</strong> <span>{cycle}</span>'
        " <span>{state}</span>{institution}</p>"
    ).format(
        country=text_link(address("home"), country_name(context.country)),
        cycle=context.cycle,
        state=labels.state_name(context.state),
        institution=Markup()
        if context.is_national
        else Markup(' <span class="institution">{}</span>').format(
            _("answers of {institution}").format(institution=isolate(context.institution_name))
        ),
    )


def _standing(context: AssessmentContext) -> Markup:
    """Return the banner of an assessment that is illustrative or for training; empty for others."""
    note = standing_note(context.standing)
    return Markup('<p class="cop-banner">{}</p>').format(note) if note else Markup()


def _progress(context: AssessmentContext) -> Markup:
    """Return the progress line: how many questions are answered, with evidence, settled."""
    now = completeness(context.edition, context.assessment, context.institution)
    texts = [
        _("Answered {part} of {whole}").format(part=now.answered, whole=now.total),
        _("with evidence {part} of {whole}").format(part=now.proven, whole=now.claims),
    ]
    if context.is_national and context.assessment.institutions:
        texts.append(_("settled {part} of {whole}").format(part=now.settled, whole=now.total))
    return Markup('<p class="cop-far">{}</p>').format(" · ".join(texts))


def assessment_page(show: Callable[[AssessmentContext], None]) -> Callable[[], None]:
    """Decorate a page of the assessment in the address: draw the side bar, then the page; show errors as messages."""

    @wraps(show)
    def with_sidebar(assessment_id: str) -> None:
        context = load_context(assessment_id)
        show_sidebar(context)
        show(context)

    return _page_of_address(with_sidebar)


def fragment(show: Callable[P, None]) -> Callable[P, None]:
    """Decorate a part of a page that runs again by itself: in the user's language, its typed texts kept by the browser."""

    @st.fragment
    @session.in_user_language
    @wraps(show)
    def part(*args: P.args, **kwargs: P.kwargs) -> None:
        with kept_text.told_to_browser():
            show(*args, **kwargs)

    return part


def assessment_fragment_page(show: Callable[[str, Slots], None]) -> Callable[[], None]:
    """Decorate a page whose main part is a Streamlit fragment, which fills in the side bar in each of its runs."""

    @wraps(show)
    def with_slots(assessment_id: str) -> None:
        show(assessment_id, prepare_sidebar(assessment_id, assessment_edition(assessment_id)))

    return _page_of_address(with_slots)


def _page_of_address(show: Callable[[str], None]) -> Callable[[], None]:
    @wraps(show)
    def page() -> None:
        assessment_id = chosen_assessment()
        if assessment_id is not None:
            with errors_shown():
                require_address(assessment_id)
                show(assessment_id)

    return page


def chosen_assessment() -> str | None:
    """Return the assessment id in the address; without one, show a link to the list and return None."""
    assessment_id = session.assessment_id()
    if assessment_id is None:
        st.title(_("No assessment chosen"))
        st.write(_("Choose an assessment from the list, or begin one."))
        _link_to_list()
    return assessment_id
