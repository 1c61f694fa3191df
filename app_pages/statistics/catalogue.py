"""The table of all statistics, grouped by topic: a row each with the newest figure, and a link that opens its fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app_pages.shell import labels
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.markup import join, typed
from app_pages.shell.navigation.code_links import address, clause_name
from app_pages.statistics import editor
from app_pages.statistics.labels import group_names
from assessment import Observation
from assessment.answers.labels import observation_state_name
from assessment.answers.statistics import newest_total, statistic_warnings
from questionnaires import Edition, Statistic
from reports.joining import listed
from reports.sections.past_values import number_text
from translations import gettext as _
from translations import ngettext


@dataclass(frozen=True, slots=True)
class Group:
    """Statistics of one topic, in the order of the content."""

    topic: str
    statistics: tuple[Statistic, ...]


def by_topic(edition: Edition) -> tuple[Group, ...]:
    """Return the statistics by topic: the clause that asks for them first, apart from those that give the costs their size."""
    sizes = {driver.statistic for driver in edition.about.drivers}
    found: dict[str, list[Statistic]] = {}
    for statistic in edition.statistics:
        found.setdefault(_topic(edition, statistic, sizes), []).append(statistic)
    return tuple(Group(topic, tuple(items)) for topic, items in found.items())


def _topic(edition: Edition, statistic: Statistic, sizes: set[str | None]) -> str:
    if statistic.id in sizes:
        return _("Size of the country, for the costs")
    first = next((key for key in statistic.clauses if key in edition.clause), None)
    return clause_name(edition, first) if first else _("Other figures")


def is_collected(context: AssessmentContext, statistic: Statistic) -> bool:
    """Return whether the country has a figure of the statistic."""
    return context.held.get(statistic.id, False)


def rows(context: AssessmentContext, topic: str, statistics: Sequence[Statistic]) -> Markup:
    """Return the table of closed rows under a topic; nothing without rows."""
    if not statistics:
        return Markup()
    head = (
        _("Figure"), _("Newest value"), _("Unit"), _("Year"), _("Source"), _("State"),
    )  # fmt: skip
    return Markup(
        '<table class="cop-table cop-catalogue"><caption class="cop-hidden">{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table>"
    ).format(
        topic,
        join(Markup('<th scope="col">{}</th>').format(name) for name in head),
        join(_row(context, item, head) for item in statistics),
    )


def _row(context: AssessmentContext, statistic: Statistic, head: Sequence[str]) -> Markup:
    cells: Iterable[Markup | str] = (
        *_newest(context, statistic),
        " · ".join(_states(context, statistic)),
    )
    code = statistic.id
    shown = _shown(context, statistic)
    groups = group_names(context.edition, shown.breakdown) if shown else []
    return Markup('<tr><th scope="row" id="{}">{}{}</th>{}</tr>').format(
        code,
        row_link(statistic, is_open=False),
        Markup("<br><small>{}</small>").format(listed(groups)) if groups else "",
        join(
            Markup('<td data-head="{}">{}</td>').format(name, cell)
            for name, cell in zip(head[1:], cells, strict=True)
        ),
    )


def row_link(statistic: Statistic, *, is_open: bool) -> Markup:
    """Return the link of a statistic's name that opens its row, or closes the open one."""
    code = statistic.id
    return Markup('<a class="cop-link" href="{}" target="_self" aria-expanded="{}">{}</a>').format(
        address("statistics", statistic="" if is_open else code, anchor=code),
        "true" if is_open else "false",
        labels.content(code, "name", statistic.name),
    )


def _newest(context: AssessmentContext, statistic: Statistic) -> Iterator[Markup | str]:
    """Yield value, unit, year and source of the newest figure of the whole, else of the last of a group."""
    unit = labels.content(statistic.id, "unit", statistic.unit)
    newest = _shown(context, statistic)
    if newest is None:
        yield from ("", unit, "", "")
        return
    yield "" if newest.value is None else number_text(newest.value)
    yield unit
    yield str(newest.year or "")
    yield typed(newest.source) if newest.source else ""


def _shown(context: AssessmentContext, statistic: Statistic) -> Observation | None:
    figures = context.figures.get(statistic.id, ())
    with_value = [item for item in figures if item.value is not None]
    newest = newest_total(context.assessment, statistic.id)
    return newest or next(reversed(with_value or figures), None)


def _states(context: AssessmentContext, statistic: Statistic) -> Iterator[str]:
    """Yield what is said of a statistic, and what the user has to look at."""
    figures = context.figures.get(statistic.id, ())
    shown = _shown(context, statistic)
    if shown is None:
        yield _("Nothing said yet.")
    elif len(figures) > 1:
        yield ngettext("{count} figure", "{count} figures", len(figures)).format(count=len(figures))
    else:
        yield observation_state_name(shown.state)
    if editor.is_unsaved(context.id, statistic):
        yield _("not stored yet")
    if statistic_warnings(context.edition, statistic, figures):
        yield _("look again")
