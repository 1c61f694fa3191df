"""Typed access to the query parameters and st.session_state of one user. No other module uses their keys."""

from __future__ import annotations

import datetime as dt
import urllib.parse
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import streamlit as st

from assessment import NATIONAL
from assessment.access.editability import LOCAL_GRANTS
from assessment.access.permissions import ACCESS, Grant, Operation
from assessment.answers.labels import UNNAMED_AUTHOR
from assessment.model.roles import AccessRole
from assessment.store import Person, local_person
from assessment.values.characters import read_text
from host import identity
from host.services import now, visitor_zone
from host.settings import is_server
from translations import set_language
from translations.choice import ADDRESS, COOKIE, visitor_language
from translations.local_time import set_time_zone

P = ParamSpec("P")
R = TypeVar("R")


# --- Query parameters: they survive a lost connection, a restart and a bookmark.

MEASURE, STATISTIC, FILTERS, PART = "m", "s", "f", "part"


def _in_address(name: str) -> str | None:
    """Return a query parameter; None where it is missing or holds a control character, which no id has."""
    value = st.query_params.get(name)
    return value if value is not None and value.isprintable() else None


def assessment_id() -> str | None:
    """Return the assessment id in the address, or None. It may be one that no assessment has."""
    return st.query_params.get("a")


def indicator_id() -> str | None:
    """Return the indicator id in the address, or None."""
    return _in_address("i")


def measure_id() -> str | None:
    """Return the measure id in the address, or None."""
    return _in_address(MEASURE)


def clear_measure() -> None:
    """Remove the measure id from the address, where it no longer matches the measure shown."""
    st.query_params.pop(MEASURE, None)


def part() -> str | None:
    """Return the name in the address of the part of a page, or None. The page may have no such part."""
    return _in_address(PART)


def statistic_id() -> str | None:
    """Return the id in the address of the statistic that is open, or None. It may be one that the edition has not."""
    return _in_address(STATISTIC)


def open_statistic(statistic: str) -> None:
    """Write the id of the statistic that is open to the address, where it names one."""
    if STATISTIC in st.query_params:
        st.query_params[STATISTIC] = statistic


def filters() -> frozenset[str]:
    """Return the names of the filters in the address, also such as there are none of."""
    return frozenset(filter(None, (_in_address(FILTERS) or "").split(",")))


def institution() -> str:
    """Return the institution the user answers for: from the address, else their only one, else NATIONAL."""
    return _in_address("as") or _own_institution()


def has_empty_institution() -> bool:
    """Whether the address names an institution without saying which, as a link that ends at `as=` does."""
    return st.query_params.get("as") == ""


def go_to(indicator: str) -> None:
    """Show an indicator and write its id to the address."""
    st.query_params["i"] = indicator
    st.session_state["named"] = indicator


def sync_address(indicator: str) -> None:
    """Write the id of the indicator shown to the address, so that a reload returns to it.

    Needed because a link from a page to itself changes the page but not the address in the browser.
    """
    if st.session_state.get("named", indicator_id()) != indicator:
        go_to(indicator)
    st.session_state["named"] = indicator


def clear_question() -> None:
    """Forget the indicator last written to the address, once a page other than the questionnaire is shown."""
    st.session_state.pop("named", None)


def query_params(
    assessment: str | None = None, indicator: str | None = None, institution: str | None = None
) -> dict[str, str]:
    """Return the query parameters of a link to a page. The institution of the address is kept unless one is passed."""
    answers_for = _in_address("as") if institution is None else institution
    params = {
        "a": assessment,
        "as": answers_for if assessment and answers_for != NATIONAL else None,
        "i": indicator,
        ADDRESS: st.query_params.get(ADDRESS),
    }
    return {key: value for key, value in params.items() if value}


def address_in(language: str) -> str:
    """Return the relative address of the page shown, in another language."""
    params = {key: value for key, value in st.query_params.to_dict().items() if value.isprintable()}
    return f"{page_name() or './'}?{encode_query({**params, ADDRESS: language})}"


def encode_query(params: Mapping[str, str]) -> str:
    """Return query parameters as the percent-encoded query string of a link."""
    return urllib.parse.urlencode(params)


# --- The user: language, name, roles, time zone.


def set_user_language() -> None:
    """Set the gettext language of this thread: of the address, else chosen before, else the browser's, else English.

    Set its time zone to that of the browser, too, so that dates printed in documents are the user's.
    Needed in every page, callback and fragment: Streamlit runs them in threads that share no context variables.
    """
    set_language(
        visitor_language(
            st.query_params.get(ADDRESS, ""),
            st.context.cookies.get(COOKIE, ""),
            st.context.headers.get("Accept-Language", st.context.locale or ""),
        )
    )
    set_time_zone(time_zone())


def in_user_language(function: Callable[P, R]) -> Callable[P, R]:
    """Decorate a callback or fragment so that it runs in the user's language."""

    @wraps(function)
    def in_language(*args: P.args, **kwargs: P.kwargs) -> R:
        set_user_language()
        return function(*args, **kwargs)

    return in_language


def person() -> Person:
    """Return the person who acts in this session, as the store needs it.

    In local mode: the name typed on the start page, unverified. On a server: the account signed in; raises
    NotAllowed where there is none or the sign-in has expired.
    """
    if is_server():
        return identity.signed_in_person(now())
    return local_person(user_name() or UNNAMED_AUTHOR)


def set_grants(grants: tuple[Grant, ...]) -> None:
    """Set the user's grants, which decide what pages offer. The store checks permissions itself."""
    st.session_state["roles"] = grants


def grants() -> tuple[Grant, ...]:
    """Return the user's grants; empty in local mode."""
    result: tuple[Grant, ...] = st.session_state.get("roles", ())
    return result


def current_grants() -> tuple[Grant, ...]:
    """Return the user's grants as read once for this run; in local mode those of every role."""
    return grants() if is_server() else LOCAL_GRANTS


def countries_with_role(role: AccessRole) -> tuple[str, ...]:
    """Return the codes of the countries in which the user has a role, sorted."""
    return tuple(sorted({grant.country for grant in grants() if grant.role is role}))


def limited_to(country: str) -> tuple[str, ...]:
    """Return the institutions the user is restricted to in a country; empty where a grant shows the whole assessment."""
    here = [grant for grant in grants() if grant.country == country]
    if any(grant.role in WIDE for grant in here):
        return ()
    return tuple(grant.institution for grant in here if grant.institution)


def institution_in(country: str) -> str | None:
    """Return the first institution the user is restricted to in a country, or None."""
    return next(iter(limited_to(country)), None)


WIDE = frozenset(ACCESS[Operation.SEE_PLAN])
"""Roles that may see a whole assessment."""


def _own_institution() -> str:
    institutions = {institution_in(grant.country) for grant in grants()}
    own = next(iter(institutions)) if len(institutions) == 1 else None
    return own or NATIONAL


LONGEST_NAME = 100
"""Characters of a typed name; the cookie that keeps it is limited too."""

NAME_COOKIE = "cop_name"
"""The cookie in which page.js keeps the typed name, percent-encoded. A server with sign-in has no field for a name."""


def user_name() -> str:
    """Return the name typed on the start page, in this session or before in this browser; empty where none is."""
    if "person" not in st.session_state:
        set_user_name(urllib.parse.unquote(st.context.cookies.get(NAME_COOKIE, "")))
    return str(st.session_state["person"])


def set_user_name(name: str) -> None:
    """Set the user's name: printable characters only, stripped, at most `LONGEST_NAME` of them."""
    st.session_state["person"] = "".join(filter(str.isprintable, name)).strip()[:LONGEST_NAME]


def time_zone() -> dt.tzinfo | None:
    """Return the time zone of the browser, or None for the server's where it is missing or unknown."""
    return visitor_zone()


def is_first_run() -> bool:
    """Whether this is the first run of a session. After a lost connection the browser may still hold unsent input."""
    return "first run done" not in st.session_state


def mark_first_run_done() -> None:
    """Record that the session has completed a run; `is_first_run` is False from then on."""
    st.session_state["first run done"] = True


def set_pages(pages: Mapping[str, Any]) -> None:
    """Set the Streamlit pages of this run by name, as targets of links."""
    st.session_state["pages"] = pages


def set_page(name: str, title: str) -> None:
    """Set the name of the page of this run, as in its address, and its title."""
    st.session_state["page name"] = name
    st.session_state["page title"] = title


def page_name() -> str:
    """Return the name of the page of this run; empty on the first page."""
    return str(st.session_state.get("page name", ""))


def page_title() -> str:
    """Return the title of the page of this run."""
    return str(st.session_state.get("page title", ""))


def pages() -> Mapping[str, Any]:
    """Return the Streamlit pages of this run by name."""
    result: Mapping[str, Any] = st.session_state["pages"]
    return result


def unsaved(assessment: str) -> Mapping[str, str]:
    """Return the problem of each answer that could not be stored, by indicator."""
    return {
        indicator: draft.problem
        for (scope, indicator), draft in entries("working").items()
        if scope == draft_scope(assessment) and draft.problem
    }


def draft_scope(assessment: str) -> str:
    """Return the key that separates drafts by assessment and institution."""
    return f"{assessment} {institution()}"


def next_serial() -> int:
    """Return a number that no earlier call in this session has returned."""
    serial = int(st.session_state.get("serial", 0)) + 1
    st.session_state["serial"] = serial
    return serial


def record_own_plan(assessment: str, shown: int, saved: int) -> None:
    """Record that the user has stored plan revision `saved` on top of the revision `shown` on the page."""
    entries("own plan")[assessment, str(shown)] = saved


def latest_own_plan(assessment: str, shown: int) -> int:
    """Return the plan revision the user has stored on top of the one shown, else the one shown."""
    return int(entries("own plan").get((assessment, str(shown)), shown))


def entries(name: str) -> dict[tuple[str, str], Any]:
    """Return the mutable mapping stored in the session under a name, created on first use."""
    result: dict[tuple[str, str], Any] = st.session_state.setdefault(name, {})
    return result


# --- Widgets. A widget's key is `subject.name`, where the subject is an indicator id or the name of a form.


def fill(subject: str, **fields: Any) -> None:
    """Set the values of widgets that are not drawn yet in this run."""
    for name, value in fields.items():
        st.session_state[f"{subject}.{name}"] = value


def hydrate(subject: str, **fields: Any) -> None:
    """Set the values of widgets, skipping those that hold the value already.

    Streamlit sends a value set here to the browser, where it overwrites input made during this run. A text that differs
    from the stored one in the blanks at its ends only is therefore left as typed: it may be sent before its last word.
    """
    arriving = st.session_state.get("arriving", False)
    for name, value in fields.items():
        key = f"{subject}.{name}"
        if arriving or key not in st.session_state or not _shows(st.session_state[key], value):
            st.session_state[key] = value


def _shows(current: Any, value: Any) -> bool:
    """Whether a widget with the value `current` shows `value`."""
    if isinstance(current, str) and isinstance(value, str):
        return current == value or read_text(current) == value
    return bool(current == value)


@in_user_language
def go_to_selected(name: str, shown: str) -> None:
    """Callback of a list of questions: show the indicator selected in the list drawn with `shown` selected.

    The widget key `name.shown` differs per question. A key shared by all would let the browser send the selection of
    the previous question as if it were a new one.
    """
    selected = field(name, shown)
    if selected not in (None, shown):
        go_to(selected)


@contextmanager
def bind_fields(*subject: str) -> Iterator[None]:
    """Context manager around the widgets of a subject; in its first run `hydrate` sets every value.

    The browser reports the values of a subject's widgets for a moment after they are gone, then drops them. On a quick
    return to the subject, widgets that seem to hold their value would therefore become empty.
    """
    if is_first_run():  # after a lost connection the browser may hold newer values
        st.session_state["on screen"] = subject
    st.session_state["arriving"] = st.session_state.get("on screen") != subject
    try:
        yield
    finally:
        st.session_state["arriving"] = False
    st.session_state["on screen"] = (
        subject  # not reached by an interrupted run, which has not shown it
    )


def reset_stale_choice(
    page: str, name: str, options: Iterable[Any], *, first: bool = False
) -> None:
    """Reset a choice that is not among the options: to None, or with `first` to the first option."""
    options = tuple(options)
    key = f"{page}.{name}"
    choice = st.session_state.get(key)
    if choice not in options and (choice is not None or first):
        st.session_state[key] = options[0] if first and options else None


def field(subject: str, name: str) -> Any:
    """Return the value of a widget, or None where it is not drawn."""
    return st.session_state.get(f"{subject}.{name}")
