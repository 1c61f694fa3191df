"""What changes from one plan to another, measure by measure, in words."""

from __future__ import annotations

from markupsafe import Markup

from app_pages.shell import labels
from app_pages.shell.markup import join
from assessment import Action, Roadmap
from assessment.planning.plan_comparison import compare_plans
from reports.formats import format_quarters
from translations import gettext as _
from translations import ngettext


def in_words(one: Roadmap, two: Roadmap) -> Markup:
    """The measures that the second plan adds, drops and moves; one sentence where there are none."""
    found = compare_plans(one, two)
    earlier = {after.measure.id for _before, after in found.earlier}
    parts = [
        _part(
            ngettext(
                "{count} measure is added", "{count} measures are added", len(found.added)
            ).format(count=len(found.added)),
            [_line(item, format_quarters(item.start, item.end)) for item in found.added],
        ),
        _part(
            ngettext(
                "{count} measure is dropped", "{count} measures are dropped", len(found.dropped)
            ).format(count=len(found.dropped)),
            [_line(item, "") for item in found.dropped],
        ),
        _part(
            ngettext("{count} measure moves", "{count} measures move", len(found.moved)).format(
                count=len(found.moved)
            ),
            [
                _line(after, _moved(before, after, earlier=after.measure.id in earlier))
                for before, after in found.moved
            ],
        ),
    ]
    same = ngettext(
        "{count} measure stays where it is.", "{count} measures stay where they are.", found.same
    ).format(count=found.same)
    return Markup("<h3>{}</h3>{}<p>{}</p>").format(_("What changes"), join(parts), same)


def _part(title: str, rows: list[Markup]) -> Markup:
    if not rows:
        return Markup()
    return Markup("<details><summary>{}</summary><ul>{}</ul></details>").format(title, join(rows))


def _line(item: Action, when: str) -> Markup:
    title = labels.content(item.measure.id, "title", item.measure.title)
    return Markup("<li><strong>{}</strong> {} <span class='cop-note'>{}</span></li>").format(
        item.measure.id, title, when
    )


def _moved(before: Action, after: Action, *, earlier: bool) -> str:
    text = _("earlier: {old} becomes {new}") if earlier else _("later: {old} becomes {new}")
    return text.format(
        old=format_quarters(before.start, before.end), new=format_quarters(after.start, after.end)
    )
