"""The whole workbook: what it is, the table of measures, the timeline, the costs."""

from __future__ import annotations

import datetime as dt
import io

from openpyxl import Workbook

from reports.analysis import Analysis
from reports.excel.about import write_about
from reports.excel.costs import write_costs
from reports.excel.sheets import fit_rows, print_well, sheet_name
from reports.excel.table import write_table
from reports.excel.timeline import write_timeline
from reports.roadmap_report import Report
from translations import gettext as _


def plan_xlsx(report: Report, facts: Analysis) -> bytes:
    """Four sheets. Sums, budgets and what remains of them are formulas; Excel and LibreOffice count when they open it."""
    book = Workbook()
    about = book.active
    about.title = sheet_name(_("About"))
    write_about(about, report, facts)
    write_table(book.create_sheet(sheet_name(_("Plan"))), facts)
    write_timeline(book.create_sheet(sheet_name(_("Timeline"))), facts)
    write_costs(book.create_sheet(sheet_name(_("Costs"))), facts)
    for sheet in book.worksheets:
        fit_rows(sheet)
        print_well(sheet, report)
    book.properties.title, book.properties.subject = report.title, report.description
    book.properties.creator = _("Child online protection toolkit")
    book.properties.language = report.language
    book.properties.created = book.properties.modified = dt.datetime.combine(
        report.day, dt.time(12)
    )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
