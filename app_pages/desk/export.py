"""The desk as a table to take along, as CSV and as workbook; recorded in the log of each assessment on it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app_pages.home import next_action
from app_pages.shell import labels
from app_pages.shell.audited_download import audited_in_each
from assessment.countries import country_name
from assessment.workflow.desk import DeskRow
from host.services import now
from questionnaires.labels import profile_name
from reports.data.csv_tables import write_csv
from reports.excel.plain import table_xlsx
from translations import gettext as _

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

COLUMNS = (
    "country", "country_name", "cycle", "state", "state_since", "standing", "profile", "answered", "asked",
    "changed_at", "dangers_open", "dangers_unknown", "review_due", "questions_open", "languages", "next_step",
)  # fmt: skip


def show(rows: Sequence[DeskRow]) -> None:
    """Draw the two downloads of the lines on the screen, in their order."""
    ids = [row.entry.id for row in rows]
    cells = [cells_of(row) for row in rows]
    title, made_at = _("Countries"), now()
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            _("Download as CSV"),
            audited_in_each(ids, "countries.csv", lambda: write_csv(COLUMNS, cells)),
            file_name="countries.csv",
            mime="text/csv",
            on_click="ignore",
            key="desk.csv",
        )
        st.download_button(
            _("Download as a workbook"),
            audited_in_each(
                ids,
                "countries.xlsx",
                lambda: table_xlsx(title, COLUMNS, cells, made_at=made_at),
            ),
            file_name="countries.xlsx",
            mime=SPREADSHEET,
            on_click="ignore",
            key="desk.xlsx",
        )


def cells_of(row: DeskRow) -> tuple[object, ...]:
    """Return a line as `COLUMNS`; times in UTC, None where there is nothing or the user may not see it."""
    entry, assessment, status = row.entry, row.assessment, row.status
    sees_review = entry.reviews is not None
    return (
        assessment.country,
        country_name(assessment.country),
        assessment.cycle,
        labels.state_name(status.state),
        f"{entry.state_since:%Y-%m-%d}",
        labels.standing_name(assessment.standing),
        profile_name(row.edition, assessment.profile),
        status.answered,
        len(status.asked),
        f"{entry.changed_at:%Y-%m-%dT%H:%M:%SZ}",
        None if row.dangers is None else len(row.dangers),
        None if row.dangers is None else len(row.unknown_dangers),
        int(row.is_review_due) if sees_review else None,
        row.open_questions,
        "; ".join(row.languages),
        next_action.button_text(row.step),
    )
