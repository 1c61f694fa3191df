"""Typed access to what belongs to one visitor: the address and st.session_state. The only file that knows their keys."""

from __future__ import annotations

import datetime as dt
import urllib.parse
import zoneinfo
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import streamlit as st

from assessment import NATIONAL
from assessment.access.permissions import ACCESS, Grant, Operation
from assessment.answers.labels import NOBODY_IN_PARTICULAR
from assessment.model.roles import AccessRole
from assessment.store import Person, local_person
from host import identity
from host.services import now
from host.settings import is_server
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


def in_user_language(function: Callable[P, R]) -> Callable[P, R]:
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
        return identity.signed_in_person(now())
    return local_person(st.session_state.get("person") or NOBODY_IN_PARTICULAR)


def keep_roles(grants: tuple[Grant, ...]) -> None:
    """What the visitor is on this server: for what the pages offer. What is allowed, the store decides by itself."""
    st.session_state["roles"] = grants


def roles() -> tuple[Grant, ...]:
    found: tuple[Grant, ...] = st.session_state.get("roles", ())
    return found


def countries_as(role: AccessRole) -> tuple[str, ...]:
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


def unsaved(assessment: str) -> Mapping[str, str]:
    """Why an answer is not stored, by indicator."""
    return {
        indicator: work.problem
        for (kept_for, indicator), work in kept("working").items()
        if kept_for == answering(assessment) and work.problem
    }


def answering(assessment: str) -> str:
    """One visitor may answer for several institutions in turn; their answers are kept apart."""
    return f"{assessment} {institution()}"


def note_problem(what: str, about: str, problem: str) -> None:
    """Why something did not work, until it does; empty forgets it."""
    kept("problem")[what, about] = problem


def problem_of(what: str, about: str) -> str:
    return str(kept("problem").get((what, about), ""))


def keep_own_plan(assessment: str, seen: int, saved: int) -> None:
    """The visitor has stored a revision of the plan on top of the one on the screen."""
    kept("own plan")[assessment, str(seen)] = saved


def newest_own_plan(assessment: str, seen: int) -> int:
    """The revision that the visitor has stored on top of the one on the screen; that one where there is none."""
    return int(kept("own plan").get((assessment, str(seen)), seen))


def kept(what: str) -> dict[tuple[str, str], Any]:
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


@in_user_language
def follow(name: str, shown: str) -> None:
    """Go to what was chosen in the list `name`, as it was drawn with `shown`.

    Each question has lists of its own, `name.shown`: what is pressed before the next ones have come brings along what
    the old ones say, and that is nobody's choice.
    """
    chosen = field(name, shown)
    if chosen not in (None, shown):
        go_to(chosen)


@contextmanager
def bind_fields(*subject: str) -> Iterator[None]:
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
