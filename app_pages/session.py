"""Typed access to what belongs to one visitor: the address and st.session_state. The only file that knows their keys."""

from __future__ import annotations

import datetime as dt
import urllib.parse
import zoneinfo
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import streamlit as st

from app_pages import sign_in
from app_pages.answer_form import AnswerForm
from app_pages.server_mode import is_server
from app_pages.workplace import now
from assessment import NATIONAL, Answer, Figure
from assessment.access import ACCESS, Grant, Operation
from assessment.roles import Role
from assessment.store import Person, local_person
from assessment.words import NOBODY_IN_PARTICULAR
from translations import LANGUAGES, PSEUDO_LANGUAGE, set_language

P = ParamSpec("P")
R = TypeVar("R")


# --- The address: it survives a lost connection, a restart and a bookmark.


def assessment_id() -> str | None:
    """The assessment that the address names."""
    return st.query_params.get("a")


def indicator_id() -> str | None:
    """The indicator that the address names."""
    return st.query_params.get("i")


MEASURE = "m"


def measure_id() -> str | None:
    """The measure that the address names."""
    return st.query_params.get(MEASURE)


def leave_measure() -> None:
    """Another measure is shown than the address names."""
    st.query_params.pop(MEASURE, None)


def institution() -> str:
    """For whom the visitor answers, as the address says; where it says nothing their only institution, or the country."""
    return st.query_params.get("as") or _own_institution()


def go_to(indicator: str) -> None:
    """Show an indicator, and name it in the address."""
    st.query_params["i"] = indicator
    st.session_state["named"] = indicator


def name_in_address(indicator: str) -> None:
    """The address names the indicator on the screen, so that a reload comes back to it.

    A link from a page to the same page changes what is shown and leaves the address in the browser as it was.
    """
    if st.session_state.get("named", indicator_id()) != indicator:
        go_to(indicator)
    st.session_state["named"] = indicator


def leave_question() -> None:
    """Another page is shown; a link back to the questionnaire brings its own address."""
    st.session_state.pop("named", None)


def address(
    assessment: str | None = None, indicator: str | None = None, institution: str | None = None
) -> dict[str, str]:
    """What the address of a page must carry; for whom the visitor answers stays, unless another is named."""
    speaks_for = st.query_params.get("as") if institution is None else institution
    given = {
        "a": assessment,
        "as": speaks_for if assessment and speaks_for != NATIONAL else None,
        "i": indicator,
        "lang": st.query_params.get("lang"),
    }
    return {key: value for key, value in given.items() if value}


def query(fields: Mapping[str, str]) -> str:
    """The same as the text of a link."""
    return urllib.parse.urlencode(fields)


# --- The visitor: language, name, clock.


def speak_visitors_language() -> None:
    """Streamlit runs pages, callbacks and fragments in threads that know nothing of each other."""
    asked = st.query_params.get("lang", "")
    set_language(asked if asked in (*LANGUAGES, PSEUDO_LANGUAGE) else LANGUAGES[0])


def speaking(function: Callable[P, R]) -> Callable[P, R]:
    """A callback or fragment that speaks the visitor's language."""

    @wraps(function)
    def in_language(*args: P.args, **kwargs: P.kwargs) -> R:
        speak_visitors_language()
        return function(*args, **kwargs)

    return in_language


def person() -> Person:
    """Who is asking. Local mode: the name given, if any; nobody is asked to prove it.

    On a server whoever has signed in. Raises NotAllowed for who has not, or too long ago.
    """
    if is_server():
        return sign_in.signed_in_person(now())
    return local_person(st.session_state.get("person") or NOBODY_IN_PARTICULAR)


def keep_roles(grants: tuple[Grant, ...]) -> None:
    """What the visitor is on this server: for what the pages offer. What is allowed, the store decides by itself."""
    st.session_state["roles"] = grants


def roles() -> tuple[Grant, ...]:
    found: tuple[Grant, ...] = st.session_state.get("roles", ())
    return found


def countries_as(role: Role) -> tuple[str, ...]:
    """The countries in which the visitor has a role."""
    return tuple(sorted({grant.country for grant in roles() if grant.role is role}))


def limited_to(country: str) -> tuple[str, ...]:
    """The institutions for which the visitor answers in a country where they see nothing else; none where they do."""
    here = [grant for grant in roles() if grant.country == country]
    if any(grant.role in WIDE for grant in here):
        return ()
    return tuple(grant.institution for grant in here if grant.institution)


def institution_in(country: str) -> str | None:
    """The first of these; None where there is none."""
    return next(iter(limited_to(country)), None)


WIDE = frozenset(ACCESS[Operation.SEE_PLAN])
"""Roles that see a whole assessment."""


def _own_institution() -> str:
    found = {institution_in(grant.country) for grant in roles()} if roles() else set()
    own = next(iter(found)) if len(found) == 1 else None
    return own or NATIONAL


def name_given() -> str:
    return str(st.session_state.get("person", ""))


def keep_name(name: str) -> None:
    st.session_state["person"] = "".join(filter(str.isprintable, name)).strip()[:100]


def clock() -> dt.tzinfo | None:
    """The time zone of the visitor's computer; None is that of this one."""
    try:
        return zoneinfo.ZoneInfo(st.context.timezone) if st.context.timezone else None
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return None


def is_first_run() -> bool:
    """Whether this is a session's first run. After a long cut the browser then still holds what was typed."""
    return "begun" not in st.session_state


def note_run() -> None:
    st.session_state["begun"] = True


def keep_pages(pages: Mapping[str, Any]) -> None:
    """The pages of this run by name, for the links between them."""
    st.session_state["pages"] = pages


def pages() -> Mapping[str, Any]:
    found: Mapping[str, Any] = st.session_state["pages"]
    return found


# --- The answer on the screen.


@dataclass(frozen=True, slots=True)
class Working:
    """An answer as it is being worked on: the revision it builds on, and why it is not stored, if it is not."""

    seen: int
    form: AnswerForm
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two answers to one indicator: the person's own, and the one someone else stored meanwhile."""

    mine: Answer
    theirs: Answer
    revision: int
    message: str


def working(assessment: str, indicator: str) -> Working | None:
    return _kept("working").get((_answering(assessment), indicator))


def keep_working(assessment: str, indicator: str, work: Working) -> None:
    _kept("working")[_answering(assessment), indicator] = work


def note_shown(assessment: str, indicator: str, seen: int, choice: str | None) -> None:
    """The choice that is drawn together with a revision; the browser brings back the revision it has on the screen."""
    shown: dict[str, str | None] = _kept("shown").setdefault(
        (_answering(assessment), indicator), {}
    )
    shown[str(seen)] = choice


def take_choice(assessment: str, indicator: str, otherwise: str | None) -> str | None:
    """What the person has chosen; `otherwise` where the field holds only what was drawn in it.

    A level can follow from the parts, or be taken away, while the browser still sends what stood there before: that
    is no choice of anybody's. Nor is an empty field, as nobody can empty it.
    """
    chosen: str | None = field(indicator, "choice")
    seen: str | None = field(indicator, "seen")
    shown = _kept("shown").setdefault((_answering(assessment), indicator), {})
    if chosen is None or chosen == shown.get(seen):
        return otherwise
    # From now on it stands there; whoever goes back to the one before chooses anew.
    shown[seen] = chosen
    return chosen


def unsaved(assessment: str) -> Mapping[str, str]:
    """Why an answer is not stored, by indicator."""
    return {
        indicator: work.problem
        for (kept_for, indicator), work in _kept("working").items()
        if kept_for == _answering(assessment) and work.problem
    }


def conflict(assessment: str, indicator: str) -> Conflict | None:
    return _kept("conflict").get((_answering(assessment), indicator))


def keep_conflict(assessment: str, indicator: str, found: Conflict) -> None:
    _kept("conflict")[_answering(assessment), indicator] = found


def settle_conflict(assessment: str, indicator: str) -> None:
    _kept("conflict").pop((_answering(assessment), indicator), None)


def _answering(assessment: str) -> str:
    """One visitor may answer for several institutions in turn; their answers are kept apart."""
    return f"{assessment} {institution()}"


def note_problem(what: str, about: str, problem: str) -> None:
    """Why something did not work, until it does; empty forgets it."""
    _kept("problem")[what, about] = problem


def problem_of(what: str, about: str) -> str:
    return str(_kept("problem").get((what, about), ""))


def keep_own_plan(assessment: str, seen: int, saved: int) -> None:
    """The visitor has stored a revision of the plan on top of the one on the screen."""
    _kept("own plan")[assessment, str(seen)] = saved


def newest_own_plan(assessment: str, seen: int) -> int:
    """The revision that the visitor has stored on top of the one on the screen; that one where there is none."""
    return int(_kept("own plan").get((assessment, str(seen)), seen))


def _kept(what: str) -> dict[tuple[str, str], Any]:
    kept: dict[tuple[str, str], Any] = st.session_state.setdefault(what, {})
    return kept


# --- The widgets of an answer; their keys begin with the indicator's id.


def fill(indicator: str, **fields: Any) -> None:
    """Put values into widgets that have not been drawn yet in this run."""
    for name, value in fields.items():
        st.session_state[f"{indicator}.{name}"] = value


def hydrate(indicator: str, **fields: Any) -> None:
    """The same, but a widget that shows the value already is left alone.

    Streamlit sends what is put into a widget back to the browser, where it would overwrite what was pressed there
    while this run was under way.
    """
    arriving = st.session_state.get("arriving", False)
    for name, value in fields.items():
        key = f"{indicator}.{name}"
        if arriving or key not in st.session_state or st.session_state[key] != value:
            st.session_state[key] = value


@speaking
def follow(name: str, shown: str) -> None:
    """Go to what was chosen in the list `name`, as it was drawn with `shown`.

    Each question has lists of its own, `name.shown`: what is pressed before the next ones have come brings along what
    the old ones say, and that is nobody's choice.
    """
    chosen = field(name, shown)
    if chosen not in (None, shown):
        go_to(chosen)


@contextmanager
def showing(*subject: str) -> Iterator[None]:
    """Draws the fields of a subject, which change together with it.

    A browser that has just left a subject still says what stood in its fields, and forgets it a moment later: whoever
    comes back at once would find them empty. So in the first run that shows a subject `hydrate` fills in everything.
    """
    if is_first_run():  # the browser may know better, after a long cut
        st.session_state["on screen"] = subject
    st.session_state["arriving"] = st.session_state.get("on screen") != subject
    try:
        yield
    finally:
        st.session_state["arriving"] = False
    st.session_state["on screen"] = subject  # a run that is broken off has not shown it


def keep_choice(page: str, name: str, known: Iterable[Any], *, first: bool = False) -> None:
    """A choice that is no longer offered is taken back: to the first one offered, or to none."""
    offered = tuple(known)
    key = f"{page}.{name}"
    chosen = st.session_state.get(key)
    if chosen not in offered and (chosen is not None or first):
        st.session_state[key] = offered[0] if first and offered else None


def field(indicator: str, name: str) -> Any:
    """What stands in a widget; None where it is not drawn."""
    return st.session_state.get(f"{indicator}.{name}")


def evidence_open(indicator: str) -> int | None:
    """The place of the evidence that is being edited; one after the last is a new one."""
    place: int | None = _kept("evidence").get((indicator, ""))
    return place


def open_evidence(indicator: str, place: int | None) -> None:
    _kept("evidence")[indicator, ""] = place


def row_open(indicator: str, field: int) -> int | None:
    """The place of the row that is being edited in a field of rows; one after the last is a new one."""
    place: int | None = _kept("row").get((indicator, str(field)))
    return place


def open_row(indicator: str, field: int, place: int | None) -> None:
    _kept("row")[indicator, str(field)] = place


# --- The figure that is being edited; one at a time.


@dataclass(frozen=True, slots=True)
class OpenFigure:
    """Which figure of a statistic is being edited, and the revision it was opened from."""

    statistic: str
    place: int
    seen: int
    base: tuple[Figure, ...]
    """All figures of the statistic in that revision."""


@dataclass(frozen=True, slots=True)
class FigureConflict:
    """Two lists of figures of one statistic: the person's own, and the one someone else stored meanwhile."""

    mine: tuple[Figure, ...]
    theirs: tuple[Figure, ...]
    revision: int


def figure_conflict(assessment: str, statistic: str) -> FigureConflict | None:
    return _kept("figure conflict").get((assessment, statistic))


def keep_figure_conflict(assessment: str, statistic: str, found: FigureConflict | None) -> None:
    _kept("figure conflict")[assessment, statistic] = found


def figure_open(assessment: str, statistic: str) -> OpenFigure | None:
    found: OpenFigure | None = _kept("figure").get((assessment, ""))
    return found if found is not None and found.statistic == statistic else None


def open_figure(assessment: str, opened: OpenFigure | None) -> None:
    _kept("figure")[assessment, ""] = opened
