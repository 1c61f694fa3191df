"""The four parts of the roadmap, each with its own address; only the chosen one is drawn."""

from __future__ import annotations

from enum import StrEnum

from markupsafe import Markup

from app_pages.shell import session
from app_pages.shell.markup import join
from app_pages.shell.navigation.code_links import address
from translations import gettext as _


class Part(StrEnum):
    """A part, by its name in the address."""

    PLAN = "plan"
    MONEY = "money"
    WHAT_IF = "what-if"
    FOLLOW_UP = "follow-up"


def chosen() -> Part:
    """Return the part in the address; the plan where it names none, or a measure, whose sheet is in the plan."""
    named = session.part()
    if session.measure_id() is not None or named not in (Part.MONEY, Part.WHAT_IF):
        return Part.PLAN
    return Part(named)


def links(shown: Part) -> Markup:
    """Return the links to the parts as a navigation landmark, the one shown marked as the current page."""
    names = {
        Part.PLAN: _("Plan"),
        Part.MONEY: _("Money and people"),
        Part.WHAT_IF: _("What if?"),
        Part.FOLLOW_UP: _("Follow-up"),
    }
    items = (
        Markup('<li><a class="cop-link" href="{}" target="_self"{}>{}</a></li>').format(
            _address(part),
            Markup(' aria-current="page"') if part is shown else "",
            name,
        )
        for part, name in names.items()
    )
    return Markup('<nav class="cop-parts" aria-label="{}"><ul>{}</ul></nav>').format(
        _("Parts of the roadmap"), join(items)
    )


def _address(part: Part) -> str:
    """Return the relative address of a part. Follow-up is a page of its own, the plan what the page shows at first."""
    if part is Part.FOLLOW_UP:
        return address("follow-up")
    return address("roadmap", part="" if part is Part.PLAN else part.value)
