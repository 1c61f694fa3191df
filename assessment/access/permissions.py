"""Role-based access: one table of operations and roles, checked by the store and printed in docs/access.md. Pure.

`python -m assessment.access.permissions` writes docs/access.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from pathlib import Path

from assessment.errors import NotAllowed
from assessment.model.roles import AccessRole, role_name
from assessment.workflow.states import LEGAL_TRANSITIONS
from translations import gettext as _


class Operation(StrEnum):
    """An operation of the store; the value is its label in docs/access.md."""

    SEE_ANSWERS = "See an assessment: answers, evidence, history, institutions"
    SEE_FIGURES = "See the figures"
    SEE_PLAN = "See targets and plan"
    SEE_TRANSITIONS = "See the state and the steps taken"
    SEE_SNAPSHOT = "See what was handed in, agreed or published"
    SEE_LOG = "See the log of an assessment"
    SEE_REVIEW = "See what expert and country say to each answer and to the plan"
    REVIEW = "Give an expert's level, ask, resolve a question, approve or return the plan"
    RESPOND = "Reply for the country, take the expert's level over or keep its own"
    BEGIN = "Begin an assessment, open the next cycle, or bring in a file"
    ANSWER = "Answer, and bring evidence"
    SAVE_FIGURES = "Change figures"
    SAVE_PLAN = "Change targets and plan"
    REPORT_PROGRESS = "See the measures an institution leads, and report their status"
    CHANGE_PROFILE = "Choose which indicators are asked"
    SAVE_INSTITUTIONS = "Say who is asked what and until when, note that a letter was sent"
    SIGN_OFF = "Sign off the answers of an institution"
    DISCUSS = "Read and write messages under a question before handing in"
    APPLY_TRANSITION = "Move an assessment on (each step has its own roles, see below)"
    CONSENT = "Let the published profile be counted, without name, in comparisons, or no longer"
    EXPORT = "Take a document or data along"
    SEE_PEOPLE = "See who has which role"
    CHANGE_ROLES = "Give a role, or take it away"


class Reach(Enum):
    """The extent of a permission."""

    COUNTRY = "yes"
    """All of the country's assessments."""
    INSTITUTION = "own institution"
    """Only data of the person's own institution."""


_ALL, _OWN = Reach.COUNTRY, Reach.INSTITUTION
_READERS = {AccessRole.COORDINATOR: _ALL, AccessRole.APPROVER: _ALL, AccessRole.EXPERT: _ALL}
_COORDINATOR = {AccessRole.COORDINATOR: _ALL}
_ADMINISTRATOR = {AccessRole.ADMINISTRATOR: _ALL}

ACCESS: Mapping[Operation, Mapping[AccessRole, Reach]] = {
    Operation.SEE_ANSWERS: {**_READERS, AccessRole.CONTRIBUTOR: _OWN},
    # Parts of a question are judged by the country's figures, whoever answers it.
    Operation.SEE_FIGURES: {**_READERS, AccessRole.CONTRIBUTOR: _ALL},
    Operation.SEE_PLAN: _READERS,
    Operation.SEE_TRANSITIONS: {**_READERS, AccessRole.CONTRIBUTOR: _OWN},
    Operation.SEE_SNAPSHOT: _READERS,
    Operation.SEE_REVIEW: _READERS,
    Operation.REVIEW: {AccessRole.EXPERT: _ALL},
    Operation.RESPOND: {AccessRole.COORDINATOR: _ALL, AccessRole.APPROVER: _ALL},
    Operation.SEE_LOG: {AccessRole.COORDINATOR: _ALL, AccessRole.APPROVER: _ALL},
    Operation.BEGIN: _COORDINATOR,
    Operation.ANSWER: {AccessRole.COORDINATOR: _ALL, AccessRole.CONTRIBUTOR: _OWN},
    Operation.SAVE_FIGURES: _COORDINATOR,
    Operation.SAVE_PLAN: _COORDINATOR,
    Operation.REPORT_PROGRESS: {AccessRole.COORDINATOR: _ALL, AccessRole.CONTRIBUTOR: _OWN},
    Operation.CHANGE_PROFILE: _COORDINATOR,
    Operation.SAVE_INSTITUTIONS: _COORDINATOR,
    Operation.SIGN_OFF: {AccessRole.CONTRIBUTOR: _OWN},
    # Who may read a question may read and write under it.
    Operation.DISCUSS: {**_READERS, AccessRole.CONTRIBUTOR: _OWN},
    Operation.APPLY_TRANSITION: _READERS,
    Operation.CONSENT: {AccessRole.APPROVER: _ALL},
    Operation.EXPORT: {**_READERS, AccessRole.CONTRIBUTOR: _OWN},
    Operation.SEE_PEOPLE: _ADMINISTRATOR,
    Operation.CHANGE_ROLES: _ADMINISTRATOR,
}
"""Reach by role, for each operation, in the role's country; a role not listed is refused."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role of a person in a country; a contributor's is limited to one institution."""

    role: AccessRole
    country: str
    institution: str = ""


EVERYWHERE = "*"
"""The country of a grant that is valid in every country; for administrators only."""


def grants_in(grants: Iterable[Grant], country: str) -> tuple[Grant, ...]:
    """The grants that are valid in `country`."""
    return tuple(grant for grant in grants if grant.country in (country, EVERYWHERE))


def institutions_open(operation: Operation, grants: Iterable[Grant]) -> frozenset[str] | None:
    """The institutions for which these grants in one country allow `operation`; None is the whole country.

    Raises NotAllowed, naming the roles that may.
    """
    reaches = {grant: ACCESS[operation].get(grant.role) for grant in grants}
    if Reach.COUNTRY in reaches.values():
        return None
    own = frozenset(
        grant.institution for grant, reach in reaches.items() if reach is Reach.INSTITUTION
    )
    if not own:
        raise NotAllowed(
            _("This can’t be done with your role. It is for: {roles}. Ask them.").format(
                roles=", ".join(map(role_name, ACCESS[operation]))
            )
        )
    return own


def requires_country(operation: Operation, grants: Iterable[Grant]) -> None:
    """Raise NotAllowed unless these grants allow `operation` for the whole country."""
    if institutions_open(operation, grants) is not None:
        raise NotAllowed(
            _("This is for: {roles}. Your role is for one institution. Ask them.").format(
                roles=", ".join(
                    role_name(role)
                    for role, reach in ACCESS[operation].items()
                    if reach is Reach.COUNTRY
                )
            )
        )


PAGE = Path(__file__).parents[2] / "docs" / "access.md"


def page() -> str:
    """The text of docs/access.md, in Markdown."""
    return "\n".join([*_page(tuple(AccessRole)), ""])


def _page(roles: Collection[AccessRole]) -> Iterator[str]:
    yield "# Who may do what"
    yield ""
    yield "Written by `python -m assessment.access.permissions` from the table that the store asks; a test compares."
    yield ""
    yield "Roles are given for one country. Who has no role in a country is told the same as of an"
    yield "assessment that does not exist. On one computer without sign-in everybody has every role."
    yield ""
    yield f"| Operation | {' | '.join(role.value for role in roles)} |"
    yield f"|---|{'---|' * len(roles)}"
    for operation, allowed in ACCESS.items():
        reaches = (allowed[role].value if role in allowed else "–" for role in roles)
        yield f"| {operation.value} | {' | '.join(reaches)} |"
    yield ""
    yield "*Own institution*: only its own answers, evidence and open questions, and only the indicators"
    yield "it is asked, and only the measures of the adopted plan that it leads. Nobody changes their own roles."
    yield ""
    yield "## Steps"
    yield ""
    yield "| Step | From | To | Who |"
    yield "|---|---|---|---|"
    for item in LEGAL_TRANSITIONS:
        before, who = ", ".join(item.before), ", ".join(item.roles)
        yield f"| {item.transition} | {before} | {item.after} | {who} |"
    yield ""
    yield "Who has saved an answer, a file, figures, institutions, the profile or the plan of an assessment"
    yield "takes no step of its review, agreement or publication."


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
