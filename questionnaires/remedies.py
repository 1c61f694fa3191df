"""Remedies that list what there is to choose from, for messages about content and assessments."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from questionnaires.errors import Problem
from translations import gettext as _

MOST = 12
"""Maximum number of ids that a message lists."""

MAXIMUM_PROPOSALS = 100
"""The first unknown ids of a check, for which a similar one is looked up.

A look-up compares with every known id, and more unknown ids are no slip of the keys.
"""

LONGEST_MISSPELT = 60
"""Characters of the longest id for which a similar one is looked up; ids of content are not longer."""


@dataclass(frozen=True, slots=True)
class UnknownId:
    """A problem of a key that is not one of the `known` ids.

    Its remedy is `proposal`, else "Did you mean {near}?", with the most similar id for `near`; or `otherwise` where
    none is similar. `cutoff` is the lowest similarity, from 0 to 1.
    """

    where: str
    what: str
    key: str
    known: Collection[str]
    otherwise: str
    proposal: str = ""
    cutoff: float = 0.5

    def problem(self, file: str, *, propose: bool) -> Problem:
        """Return the problem; `propose` looks up the similar id."""
        near = self._most_similar() if propose else None
        if near is None:
            return Problem(file, self.where, self.what, self.otherwise)
        proposal = self.proposal or _("Did you mean {near}?")
        return Problem(file, self.where, self.what, proposal.format(near=near))

    def _most_similar(self) -> str | None:
        if len(self.key) > LONGEST_MISSPELT:
            return None
        by_lower_case = {each.lower(): each for each in self.known}
        near = difflib.get_close_matches(self.key.lower(), by_lower_case, n=1, cutoff=self.cutoff)
        return by_lower_case[near[0]] if near else None


def with_proposals(found: Iterable[Problem | UnknownId], file: str = "") -> Iterator[Problem]:
    """Yield every problem; the first `MAXIMUM_PROPOSALS` unknown ids with a similar known one."""
    unknown = count()
    for each in found:
        if isinstance(each, UnknownId):
            yield each.problem(file, propose=next(unknown) < MAXIMUM_PROPOSALS)
        else:
            yield each


def use_one_of(ids: Iterable[str], otherwise: str) -> str:
    """`Use one of: a, b.`, cut after `MOST` ids; `otherwise` where there are none."""
    known = tuple(ids)
    return _("Use one of: {ids}.").format(ids=_some(known)) if known else otherwise


def add_or_use(ids: Iterable[str]) -> str:
    """`Add it there, or use one of: a, b.`, cut after `MOST` ids; `Add it there.` where there are none."""
    known = tuple(ids)
    if not known:
        return _("Add it there.")
    return _("Add it there, or use one of: {ids}.").format(ids=_some(known))


def _some(ids: tuple[str, ...]) -> str:
    return ", ".join(ids[:MOST]) + (", …" if len(ids) > MOST else "")
