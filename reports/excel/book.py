"""The workbook of a plan: about, table of measures, timeline, costs."""

from __future__ import annotations

import datetime as dt
import io

from openpyxl import Workbook

from reports.analysis import Analysis
from reports.excel.about import write_about
from reports.excel.costs import write_costs
from reports.excel.sheets import fit_rows, set_print_layout, sheet_name
from reports.excel.table import write_table
from reports.excel.timeline import write_timeline
from reports.roadmap_report import Report
from reports.sections.roadmap.plan_standing import marked
from translations import gettext as _


def plan_xlsx(report: Report, analysis: Analysis) -> bytes:
    """Render the workbook as .xlsx; sums and budgets are formulas that are calculated on opening."""
    book = Workbook()
    about = book.active
    about.title = sheet_name(_("About"))
    write_about(about, report, analysis)
    plan, timeline, costs = (
        book.create_sheet(sheet_name(marked(analysis.standing, name).replace(":", "")))
        for name in (_("Plan"), _("Timeline"), _("Costs"))
    )
    write_table(plan, analysis)
    write_timeline(timeline, analysis)
    write_costs(costs, analysis)
    for sheet in book.worksheets:
        fit_rows(sheet)
        set_print_layout(sheet, report)
    book.properties.title, book.properties.subject = report.title, report.description
    book.properties.creator = _("Child online protection toolkit")
    book.properties.language = report.language
    book.properties.created = book.properties.modified = dt.datetime.combine(
        report.day, dt.time(12)
    )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
