"""Assessments of one country, year, profile and standing: a question before another one is created, and their names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

import streamlit as st

from app_pages.shell import labels, session
from app_pages.shell.authorship import byline
from app_pages.shell.markup import as_markdown
from assessment import Standing
from assessment.store import AssessmentSummary
from host.services import now, open_store
from translations import gettext as _

LooksLike = tuple[str, int, str, Standing]
"""As `AssessmentSummary.looks_like`."""


def is_open(key: str) -> bool:
    """Return whether the question of the form `key` is not answered yet."""
    return f"{key}.asked" in st.session_state


def confirmed(wanted: LooksLike, *, pressed: bool, key: str) -> bool:
    """Return whether to begin an assessment: `pressed`, and none looks like it or another one is confirmed.

    Draws the question while it is open. `key` names the form, whose button may be pressed for something else later.
    """
    asked = f"{key}.asked"
    if pressed:
        st.session_state[asked] = wanted
    if st.session_state.get(asked) != wanted:
        return False
    alike = [
        item
        for item in open_store().assessments(person=session.person())
        if item.looks_like == wanted
    ]
    if alike and not _is_wanted_all_the_same(alike, key):
        return False
    del st.session_state[asked]
    return True


def _is_wanted_all_the_same(alike: Collection[AssessmentSummary], key: str) -> bool:
    """Draw links to the assessments that are there, and the button for another one; return whether it is pressed."""
    st.warning(
        _("There is one like this already. Go on with it, unless you want another one beside it.")
    )
    for item in alike:
        st.page_link(
            session.pages()["home"],
            label=_("Go on with {name}, begun by {beginner}, saved {time}").format(
                name=as_markdown(labels.assessment_name(item.country, item.cycle)),
                beginner=as_markdown(byline(item.created_by, item.created_at)),
                time=labels.time_of_day(item.changed_at, now=now(), zone=session.time_zone()),
            ),
            query_params=session.query_params(
                item.id, institution=session.institution_in(item.country)
            ),
        )
    return st.button(_("Begin another one"), key=f"{key}.another")


def distinctions(assessments: Collection[AssessmentSummary]) -> dict[str, str]:
    """Return a label for each look-alike, by id: a number in the order of age, author and time of its creation."""
    groups: dict[LooksLike, list[AssessmentSummary]] = defaultdict(list)
    for item in assessments:
        groups[item.looks_like].append(item)
    return {
        item.id: _("number {number}, begun by {beginner}").format(
            number=number, beginner=byline(item.created_by, item.created_at)
        )
        for group in groups.values()
        if len(group) > 1
        for number, item in enumerate(sorted(group, key=lambda item: item.created_at), start=1)
    }
