"""Check that respondents, leaders and partners are roles of the edition, each named once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from questionnaires.errors import Problem
from questionnaires.meaning.places import all_indicators, measure_file
from questionnaires.model import Edition
from questionnaires.remedies import add_or_use
from translations import gettext as _


def roles_are_listed(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each role that is unknown or named twice."""
    for file, where, indicator in all_indicators(edition):
        roles = [respondent.role for respondent in indicator.respondents]
        yield from _roles(edition, file, f"{where}: respondents", roles)
    for measure in edition.measures:
        file, where = measure_file(edition, measure.id), f"measures: {measure.id}"
        yield from _roles(edition, file, f"{where}: lead", (measure.lead,))
        yield from _roles(edition, file, f"{where}: partners", measure.partners)
        if measure.lead in measure.partners:
            yield Problem(
                file,
                f"{where}: partners",
                _("'{role}' leads this measure already.").format(role=measure.lead),
                _("Take it off the list of partners."),
            )


def _roles(edition: Edition, file: str, where: str, roles: Iterable[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for role in roles:
        if role not in edition.role:
            yield Problem(
                file,
                where,
                _("'{role}' is not a role in edition.yaml.").format(role=role),
                add_or_use(edition.role),
            )
        elif role in seen:
            yield Problem(
                file,
                where,
                _("'{role}' is named twice.").format(role=role),
                _("Name it once; a 'desk' can say where to look in it."),
            )
        seen.add(role)
