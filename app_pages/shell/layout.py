"""What surrounds every screen: whose assessment it is, what is saved, where one is and what is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import Any

import streamlit as st
from markupsafe import Markup

from app_pages.shell import labels, session
from app_pages.shell.assessment_context import AssessmentContext, edition_answered, load_context
from app_pages.shell.markup import as_markdown
from assessment import NATIONAL, AssessmentError, Standing
from assessment.answers.completeness import completeness
from assessment.countries import country_name
from host.services import now
from questionnaires import ContentError, Edition
from reports.errors import ReportError
from translations import gettext as _

Slots = Mapping[str, Any]
"""The places in the side bar whose text changes with every answer, by pillar id."""


@contextmanager
def errors_shown() -> Iterator[None]:
    """What the packages below refuse is shown in their words; everything else surfaces."""
    try:
        yield
    except (AssessmentError, ContentError, ReportError) as error:
        show_problem(str(error))


def show_problem(text: str) -> None:
    st.error("  \n".join(as_markdown(line) for line in text.splitlines()))


def show_title(text: str) -> None:
    """The title of a part of the page."""
    st.html(Markup("<h2>{}</h2>").format(text))


def show_next_step(page: str, label: str, assessment_id: str, indicator: str | None = None) -> None:
    """The one obvious way on."""
    with st.container(key="next-step"):
        st.page_link(
            session.pages()[page],
            label=label,
            query_params=session.address(assessment_id, indicator),
        )


def show_side(glance: AssessmentContext) -> None:
    """The side bar: the pillars with what is left, then what follows from the answers."""
    fill_side(glance, lay_out_side(glance.id, glance.edition), None)


def lay_out_side(assessment_id: str, edition: Edition) -> Slots:
    """The side bar with empty places for the pillars."""
    with st.sidebar:
        st.page_link(
            session.pages()["start"], label=_("All assessments"), query_params=session.address()
        )
        st.caption(_("Questionnaire"))
        slots = {pillar.id: st.empty() for pillar in edition.pillars}
        st.page_link(
            session.pages()["statistics"],
            label=_("Figures"),
            query_params=session.address(assessment_id),
        )
        for title, links in _side_links().items():
            st.caption(title)
            for name, label in links:
                st.page_link(
                    session.pages()[name], label=label, query_params=session.address(assessment_id)
                )
    return slots


def _side_links() -> dict[str, tuple[tuple[str, str], ...]]:
    """What else there is: for an institution its workbook, for the coordinator all of it."""
    everyone = (("evidence", _("Evidence")), ("workbooks", _("Excel, forms and paper")))
    if session.institution() != NATIONAL:
        return {_("Your work"): everyone}
    return {
        _("Working together"): (
            ("institutions", _("Institutions")),
            ("settle", _("Settle the answers")),
            *everyone,
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
            ("documents", _("Documents")),
            ("publication", _("Publication")),
        ),
    }


def fill_side(glance: AssessmentContext, slots: Slots, current: str | None) -> None:
    """The pillars in the side bar; `current` is the pillar on the screen."""
    for pillar in glance.edition.pillars:
        asked = glance.asked_in(pillar)
        if not asked:
            continue
        first = next((key for key in asked if not glance.has_answer(key)), asked[0])
        name = as_markdown(labels.pillar_name(pillar))
        label = _("{letter} · {name}: {answered} of {asked}").format(
            letter=f"**{pillar.letter}**",
            name=f"**{name}**" if pillar.id == current else name,
            answered=glance.answered(asked),
            asked=len(asked),
        )
        slots[pillar.id].page_link(
            session.pages()["answer"], label=label, query_params=session.address(glance.id, first)
        )


def header(glance: AssessmentContext, *, choice: int | None = None) -> Markup:
    """Whose assessment, its state, what is saved; the banner of an illustrative one."""
    unsaved = session.unsaved(glance.id)
    if unsaved:
        key, problem = next(iter(unsaved.items()))
        saved = _("Not saved: {indicator}. {problem}").format(indicator=key, problem=problem)
    elif glance.saved_at is None:
        saved = _("Nothing saved yet")
    else:
        saved = _("Saved {time}").format(
            time=labels.time_of_day(glance.saved_at, now=now(), clock=session.clock())
        )
    banner = Markup()
    if glance.standing is Standing.ILLUSTRATIVE:
        banner = Markup('<p class="cop-banner">{}</p>').format(
            _("Illustrative: compiled from public sources, not the country’s assessment.")
        )
    return Markup(
        '<div class="cop-head"><p class="cop-where"><strong>{country}</strong> <span>{cycle}</span>'
        " <span>{state}</span>{institution}</p>"
        '<p class="cop-saved {kind}" role="status" data-stamp="{stamp}" data-choice="{choice}">'
        '<span class="settled">{saved}</span><span class="pending">{pending}</span></p></div>{progress}{banner}'
    ).format(
        country=country_name(glance.country),
        cycle=glance.cycle,
        state=labels.state_name(glance.state),
        institution=Markup()
        if glance.is_national
        else Markup(' <span class="institution">{}</span>').format(
            _("answers of {institution}").format(institution=glance.institution_name)
        ),
        kind="problem" if unsaved else "good",
        stamp=glance.saved_at.isoformat() if glance.saved_at else "",
        choice="" if choice is None else choice,
        saved=saved,
        pending=_("Not saved yet"),
        progress=_progress(glance),
        banner=banner,
    )


def _progress(glance: AssessmentContext) -> Markup:
    """How far it is, in numbers that mean something."""
    now = completeness(glance.edition, glance.assessment, glance.institution)
    texts = [
        _("Answered {part} of {whole}").format(part=now.answered, whole=now.asked),
        _("with evidence {part} of {whole}").format(part=now.proven, whole=now.claims),
    ]
    if glance.is_national and glance.assessment.institutions:
        texts.append(_("settled {part} of {whole}").format(part=now.settled, whole=now.asked))
    return Markup('<p class="cop-far">{}</p>').format(" · ".join(texts))


def of_one_assessment(show: Callable[[AssessmentContext], None]) -> Callable[[], None]:
    """A page about the assessment of the address: the side bar, then what it shows; what is refused, in words."""

    @wraps(show)
    def with_side(chosen: str) -> None:
        glance = load_context(chosen)
        show_side(glance)
        show(glance)

    return _of_address(with_side)


def of_one_assessment_in_parts(show: Callable[[str, Slots], None]) -> Callable[[], None]:
    """The same for a page whose main part, a fragment, is drawn anew by itself and fills in the side bar each time."""

    @wraps(show)
    def with_slots(chosen: str) -> None:
        show(chosen, lay_out_side(chosen, edition_answered(chosen)))

    return _of_address(with_slots)


def _of_address(show: Callable[[str], None]) -> Callable[[], None]:
    @wraps(show)
    def page() -> None:
        chosen = assessment_chosen()
        if chosen is not None:
            with errors_shown():
                show(chosen)

    return page


def assessment_chosen() -> str | None:
    """The assessment of the address; None, with the way to the list, where it names none."""
    chosen = session.assessment_id()
    if chosen is None:
        st.title(_("No assessment chosen"))
        st.write(_("Choose an assessment from the list, or begin one."))
        st.page_link(
            session.pages()["start"],
            label=_("To the list of assessments"),
            query_params=session.address(),
        )
    return chosen
