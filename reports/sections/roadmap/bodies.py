"""The bodies that lead measures of a plan, and the measures of one of them."""

from __future__ import annotations

from collections.abc import Iterable

from assessment import Action
from questionnaires import Edition
from questionnaires.labels import role_name
from reports.errors import ReportError
from reports.joining import listed
from translations import gettext as _


def leading_bodies(edition: Edition, actions: Iterable[Action]) -> tuple[str, ...]:
    """The names of the bodies that lead a measure, as printed, those with most measures first."""
    counts: dict[str, int] = {}
    for action in actions:
        name = lead_name(edition, action)
        counts[name] = counts.get(name, 0) + 1
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def led_by(edition: Edition, actions: Iterable[Action], body: str) -> tuple[Action, ...]:
    """The actions of one body: its name as printed, or a role with all measures that the edition gives to it.

    Raises ReportError where it leads none.
    """
    actions, wanted = tuple(actions), body.strip().casefold()
    named = tuple(item for item in actions if lead_name(edition, item).casefold() == wanted)
    if named:
        return named
    of_role = tuple(item for item in actions if item.measure.lead.casefold() == wanted)
    if of_role:
        return of_role
    roles = sorted({item.measure.lead for item in actions})
    raise ReportError(
        _("'{body}' leads no measure of this plan. Use one of: {known}.").format(
            body=body, known=listed(roles)
        )
        if roles
        else _("'{body}' leads no measure: nothing is planned.").format(body=body)
    )


def body_name(edition: Edition, actions: Iterable[Action]) -> str:
    """The name of the body that leads the actions; where the country names several for one role, that of the role."""
    actions = tuple(actions)
    names = {lead_name(edition, item) for item in actions}
    return names.pop() if len(names) == 1 else role_name(edition, actions[0].measure.lead)


def lead_name(edition: Edition, action: Action) -> str:
    """The name of the body that leads a measure: as the country gives it, else that of its role."""
    return action.lead_name or role_name(edition, action.measure.lead)
