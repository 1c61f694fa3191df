"""The parts of the roadmap, each at an address of its own: the plan, its settings and money, what if, and the follow-up."""

from __future__ import annotations

from enum import StrEnum

from markupsafe import Markup

from app_pages.shell import session
from app_pages.shell.markup import join
from app_pages.shell.navigation.code_links import address
from translations import gettext as _


class Part(StrEnum):
    """A part of the roadmap; the follow-up is a page of its own."""

    PLAN = "plan"
    MONEY = "money"
    WHAT_IF = "what-if"
    FOLLOW_UP = "follow-up"


def part_shown() -> Part:
    """Return the part of the page Roadmap that the address names; the plan where it names none."""
    name = session.part()
    return Part(name) if name in (Part.MONEY, Part.WHAT_IF) else Part.PLAN


def navigation(shown: Part) -> Markup:
    """Return the links of the parts, the one shown marked."""
    names = {
        Part.PLAN: _("The plan"),
        Part.MONEY: _("Settings, money and people"),
        Part.WHAT_IF: _("What if?"),
        Part.FOLLOW_UP: _("Follow-up"),
    }
    return Markup('<nav class="cop-parts" aria-label="{}"><ul>{}</ul></nav>').format(
        _("Parts of the roadmap"),
        join(
            Markup('<li><a class="cop-link" href="{}" target="_self"{}>{}</a></li>').format(
                _address(part), Markup(' aria-current="page"') if part is shown else "", name
            )
            for part, name in names.items()
        ),
    )


def _address(part: Part) -> str:
    if part is Part.FOLLOW_UP:
        return address("follow-up")
    return address("roadmap", part="" if part is Part.PLAN else part)
