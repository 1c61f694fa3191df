"""Each measure of the adopted plan, by where it stands: what is late first and open, the rest folded."""

from __future__ import annotations

import datetime as dt

from markupsafe import Markup

from app_pages.shell import labels
from app_pages.shell.evidence_labels import in_words as evidence_line
from app_pages.shell.markup import join, table
from assessment import FollowUp, Pace, PlanProgress
from questionnaires import Edition
from reports.formats import format_month, format_quarters
from translations import gettext as _

LATE = (Pace.END_OVERDUE, Pace.START_OVERDUE)
_UNSET = "9999-12"


def late_first(found: PlanProgress) -> tuple[FollowUp, ...]:
    """The rows as somebody wants to go through them: late, under way, to come, done, stopped."""
    order = [pace for paces in _groups().values() for pace in paces]
    return tuple(
        sorted(
            found.rows,
            key=lambda row: (
                order.index(row.pace),
                row.planned[1] if row.planned else _UNSET,
                row.measure_id,
            ),
        )
    )


def in_groups(edition: Edition, found: PlanProgress) -> Markup:
    """A table for each group that has rows."""
    rows = late_first(found)
    parts = []
    for number, (name, paces) in enumerate(_groups().items()):
        members = [row for row in rows if row.pace in paces]
        if members:
            parts.append(
                Markup("<details{}><summary>{}</summary>{}</details>").format(
                    Markup(" open") if number == 0 else "",
                    _("{name}: {count}").format(name=name, count=len(members)),
                    _table(edition, name, members),
                )
            )
    return Markup("<h2>{}</h2>{}").format(_("Each measure against the adopted plan"), join(parts))


def title_of(edition: Edition, measure_id: str) -> str:
    """The title of a measure; its id where the edition has it no more."""
    found = edition.measure.get(measure_id)
    return labels.content(measure_id, "title", found.title) if found else measure_id


def _groups() -> dict[str, tuple[Pace, ...]]:
    return {
        _("Late"): LATE,
        _("Under way, on time"): (Pace.ON_TIME,),
        _("Not due yet"): (Pace.NOT_DUE, Pace.NEW),
        _("Done"): (Pace.DONE, Pace.DONE_LATE),
        _("Stopped"): (Pace.STOPPED,),
    }


def _table(edition: Edition, name: str, rows: list[FollowUp]) -> Markup:
    return table(
        name,
        (_("Measure"), _("Adopted"), _("Where it stands"), _("Note and evidence")),
        [
            (
                Markup("<strong>{}</strong> {}").format(
                    row.measure_id, title_of(edition, row.measure_id)
                ),
                _span(row.planned),
                _standing(row),
                _notes(row),
            )
            for row in rows
        ],
    )


def _span(planned: tuple[str, str] | None) -> str:
    if planned is None:
        return "–"
    first, last = (_day(month) for month in planned)
    return format_quarters(first, last)


def _day(month: str) -> dt.date:
    return dt.date.fromisoformat(f"{month}-01")


def _standing(row: FollowUp) -> str:
    text = pace_name(row.pace)
    progress = row.progress
    if row.pace in (Pace.DONE, Pace.DONE_LATE) and progress.ended:
        return _("{text}: {month}").format(text=text, month=format_month(_day(progress.ended)))
    if progress.started and not progress.ended:
        return _("{text}; began in {month}").format(
            text=text, month=format_month(_day(progress.started))
        )
    return text


def _notes(row: FollowUp) -> Markup | str:
    progress = row.progress
    parts = [progress.note] if progress.note else []
    parts += [evidence_line(item) for item in progress.evidence]
    if not parts:
        return _("No evidence yet") if row.pace in (Pace.DONE, Pace.DONE_LATE) else "–"
    return join(Markup("<div>{}</div>").format(part) for part in parts)


def pace_name(pace: Pace) -> str:
    """A measure against the adopted plan, in words."""
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
