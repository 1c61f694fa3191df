"""Help on keyboard shortcuts, with the switch that turns them off; keys.js handles the keys."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from app_pages.shell.markup import join
from translations import gettext as _


def keys_help(*, settle: bool = False) -> Markup:
    """Return the shortcuts of the questionnaire, or with `settle` of the settlement page.

    They are inactive in text fields and once switched off. WCAG 2.2, criterion 2.1.4, asks for the switch: speech input
    or unsteady hands may press single letters by accident.
    """
    shared = (
        ("0–4", _("choose the level")),
        ("n", _("next")),
        ("p", _("previous")),
        ("/", _("search")),
    )
    own = (
        (("e", _("write the reason")), ("s", _("settle and go on")))
        if settle
        else (
            ("d", _("don’t know")),
            ("u", _("next unanswered")),
            ("e", _("write the reason")),
        )
    )
    return _listed((*shared, *own))


def review_keys_help() -> Markup:
    """Return the shortcuts of the review page."""
    return _listed(
        (
            ("0–4", _("choose the level")),
            ("a", _("same as the country, and go on")),
            ("s", _("save and go on")),
            ("e", _("write why")),
            ("q", _("write a question")),
            ("n", _("next")),
            ("p", _("previous")),
        )
    )


def plan_review_keys_help() -> Markup:
    """Return the shortcuts of the plan review page."""
    return _listed(
        (
            ("q", _("write a question")),
            ("e", _("write what you say of the plan as a whole")),
            ("n", _("next")),
            ("p", _("previous")),
        )
    )


def _listed(keys: Iterable[tuple[str, str]]) -> Markup:
    """Return the list of keys and effects, with the switch."""
    listed = join(
        Markup("<dt><kbd>{}</kbd></dt><dd>{}</dd>").format(key, text)
        for key, text in (*keys, (_("Esc"), _("leave a field, so that keys work again")))
    )
    return Markup(
        '<details class="cop-keys" data-dont-know="{dont_know}"><summary>{title}</summary><dl>{listed}</dl>'
        '<button type="button" class="cop-keys-switch" aria-pressed="true" '
        'data-on="{on}" data-off="{off}">{on}</button></details>'
    ).format(
        dont_know=_("Don’t know"),
        title=_("Keys"),
        listed=listed,
        on=_("Keys are on: switch them off"),
        off=_("Keys are off: switch them on"),
    )
