"""Tables of the measures of the adopted plan, grouped by pace; late measures first and expanded."""

from __future__ import annotations

import datetime as dt

from markupsafe import Markup

from app_pages.shell import labels
from app_pages.shell.evidence_labels import evidence_markup
from app_pages.shell.markup import join, table, typed
from assessment import FollowUp, Pace, PlanProgress
from questionnaires import Edition
from reports.formats import format_month, format_quarters
from translations import gettext as _
from translations import pgettext

LATE = (Pace.END_OVERDUE, Pace.START_OVERDUE)
_UNSET = "9999-12"
"""Sorts measures without planned months last."""


def sorted_by_pace(progress: PlanProgress) -> tuple[FollowUp, ...]:
    """Return the rows by pace (late, under way, not due, done, stopped), then by planned end and id."""
    order = [pace for paces in groups().values() for pace in paces]
    return tuple(sorted(progress.rows, key=lambda row: (order.index(row.pace), *planned_end(row))))


def planned_end(row: FollowUp) -> tuple[str, str]:
    """Return the key that orders measures by their adopted end, those without one last."""
    return row.planned[1] if row.planned else _UNSET, row.measure_id


def render_groups(edition: Edition, progress: PlanProgress, *, first_open: bool) -> Markup:
    """Return an expandable table for each group that has rows, the first of all groups open on demand."""
    rows = sorted_by_pace(progress)
    parts = []
    for number, (name, paces) in enumerate(groups().items()):
        members = [row for row in rows if row.pace in paces]
        if members:
            parts.append(
                Markup("<details{}><summary>{}</summary>{}</details>").format(
                    Markup(" open") if first_open and number == 0 else "",
                    _("{name}: {count}").format(name=name, count=len(members)),
                    render_table(edition, name, members),
                )
            )
    return Markup("<h2>{}</h2>{}").format(_("Each measure against the adopted plan"), join(parts))


def title_of(edition: Edition, measure_id: str) -> str:
    """Return the translated title of a measure; its id where the edition has no such measure."""
    measure = edition.measure.get(measure_id)
    return labels.content(measure_id, "title", measure.title) if measure else measure_id


def groups() -> dict[str, tuple[Pace, ...]]:
    """Return the paces of each group by its name, in display order."""
    return {
        _("Late"): LATE,
        pgettext("measures", "Under way, on time"): (Pace.ON_TIME,),
        pgettext("measures", "Not due yet"): (Pace.NOT_DUE, Pace.NEW),
        pgettext("measures", "Done"): (Pace.DONE, Pace.DONE_LATE),
        pgettext("measures", "Stopped"): (Pace.STOPPED,),
    }


def render_table(edition: Edition, name: str, rows: list[FollowUp]) -> Markup:
    """Return the table of a group, named in its caption."""
    return table(
        name,
        (_("Measure"), _("Adopted"), _("Where it stands"), _("Note and evidence")),
        [
            (
                Markup("<strong>{}</strong> {}").format(
                    row.measure_id, title_of(edition, row.measure_id)
                ),
                period(row.planned),
                _status_text(row),
                _notes(row),
            )
            for row in rows
        ],
    )


def period(planned: tuple[str, str] | None) -> str:
    """Format the planned first and last month, given as YYYY-MM; a dash for None."""
    if planned is None:
        return "–"
    first, last = (_first_day(month) for month in planned)
    return format_quarters(first, last)


def _first_day(month: str) -> dt.date:
    """Return the first day of a month given as YYYY-MM."""
    return dt.date.fromisoformat(f"{month}-01")


def _status_text(row: FollowUp) -> str:
    """Return the pace of a measure, with the month it started or ended."""
    text = pace_name(row.pace)
    progress = row.progress
    if row.pace in (Pace.DONE, Pace.DONE_LATE) and progress.ended:
        return _("{text}: {month}").format(
            text=text, month=format_month(_first_day(progress.ended))
        )
    if progress.started and not progress.ended:
        return _("{text}; began in {month}").format(
            text=text, month=format_month(_first_day(progress.started))
        )
    return text


def _notes(row: FollowUp) -> Markup | str:
    """Return the note and the evidence of a measure, one per line."""
    progress = row.progress
    parts: list[str] = [typed(progress.note)] if progress.note else []
    parts += [evidence_markup(item) for item in progress.evidence]
    if not parts:
        return _("No evidence yet") if row.pace in (Pace.DONE, Pace.DONE_LATE) else "–"
    return join(Markup('<div dir="auto">{}</div>').format(part) for part in parts)


def pace_name(pace: Pace) -> str:
    """Return the display name of a pace."""
    return {
        Pace.DONE: _("Done"),
        Pace.DONE_LATE: _("Done, later than adopted"),
        Pace.ON_TIME: _("Under way, on time"),
        Pace.START_OVERDUE: _("Should have begun"),
        Pace.END_OVERDUE: _("Under way, should be done"),
        Pace.STOPPED: _("Stopped"),
        Pace.NOT_DUE: _("Not due yet"),
        Pace.NEW: _("New since the plan was adopted"),
    }[pace]
