"""What a bundle of the plan is called, and what is said of its parts; the same on screens and in documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assessment import Action
from questionnaires import Edition
from questionnaires.labels import procedure_title
from reports.sections.labels import named_measure
from translations import gettext as _
from translations import ngettext


def bundle_kind(edition: Edition, action: Action) -> str:
    """The kind of the procedure that an action of a bundle goes through."""
    return {"bill": _("Bill"), "decree": _("Decree"), "tender": _("Tender")}[
        edition.bundle_of[action.measure.id].kind
    ]


def bundle_title(edition: Edition, actions: Sequence[Action]) -> str:
    """The title of the bundle of some actions."""
    return procedure_title(edition.bundle_of[actions[0].measure.id])


def bundle_sentence(edition: Edition, actions: Sequence[Action]) -> str:
    """How the parts of a bundle, its carrier first, share end and cost; the parts are listed below it."""
    return ngettext(
        "Its {count} part ends by itself. {carrier} carries the cost of the procedure.",
        "Its {count} parts end together. {carrier} carries the cost of the procedure; each other one costs what it adds.",
        len(actions),
    ).format(count=len(actions), carrier=named_measure(edition, actions[0].measure.id))


def bundle_span(actions: Sequence[Action]) -> tuple[date, date]:
    """First and last month of a bundle."""
    return min(action.start for action in actions), max(action.end for action in actions)


def bundle_waits_for(actions: Sequence[Action]) -> tuple[str, ...]:
    """Ids of the measures that a bundle waits for, each once."""
    return tuple(dict.fromkeys(key for action in actions for key in action.prerequisites))
