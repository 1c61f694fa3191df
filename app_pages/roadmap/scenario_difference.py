"""Differences between two plans, measure by measure, as text."""

from __future__ import annotations

from markupsafe import Markup

from app_pages.shell import labels
from app_pages.shell.markup import join
from assessment import Action, Roadmap
from assessment.planning.plan_comparison import compare_plans
from reports.formats import format_quarters
from translations import gettext as _
from translations import ngettext


def render(one: Roadmap, two: Roadmap) -> Markup:
    """Return the measures that the second plan adds, drops and moves, and the number of unchanged ones."""
    difference = compare_plans(one, two)
    earlier = {after.measure.id for _before, after in difference.earlier}
    parts = [
        _part(
            ngettext(
                "{count} measure is added", "{count} measures are added", len(difference.added)
            ).format(count=len(difference.added)),
            [_line(item, format_quarters(item.start, item.end)) for item in difference.added],
        ),
        _part(
            ngettext(
                "{count} measure is dropped",
                "{count} measures are dropped",
                len(difference.dropped),
            ).format(count=len(difference.dropped)),
            [_line(item, "") for item in difference.dropped],
        ),
        _part(
            ngettext(
                "{count} measure moves", "{count} measures move", len(difference.moved)
            ).format(count=len(difference.moved)),
            [
                _line(after, _moved(before, after, earlier=after.measure.id in earlier))
                for before, after in difference.moved
            ],
        ),
    ]
    same = ngettext(
        "{count} measure stays where it is.",
        "{count} measures stay where they are.",
        difference.same,
    ).format(count=difference.same)
    return Markup("<h3>{}</h3>{}<p>{}</p>").format(_("What changes"), join(parts), same)


def _part(title: str, rows: list[Markup]) -> Markup:
    """Return an expandable list; empty without rows."""
    if not rows:
        return Markup()
    return Markup("<details><summary>{}</summary><ul>{}</ul></details>").format(title, join(rows))


def _line(item: Action, when: str) -> Markup:
    """Return a measure with a text about its time."""
    title = labels.content(item.measure.id, "title", item.measure.title)
    return Markup("<li><strong>{}</strong> {} <span class='cop-note'>{}</span></li>").format(
        item.measure.id, title, when
    )


def _moved(before: Action, after: Action, *, earlier: bool) -> str:
    """Return the text of a moved measure."""
    text = _("earlier: {old} becomes {new}") if earlier else _("later: {old} becomes {new}")
    return text.format(
        old=format_quarters(before.start, before.end), new=format_quarters(after.start, after.end)
    )
