"""The workbook of a plan: about, table of measures, timeline, costs, what each emphasis would do."""

from __future__ import annotations

import datetime as dt
import io

from openpyxl import Workbook

from assessment.values.workbook_direction import set_reading_order
from reports.analysis import Analysis
from reports.excel.about import write_about
from reports.excel.costs import write_costs
from reports.excel.emphasis import write_emphases
from reports.excel.sheets import fit_rows, set_print_layout, sheet_name
from reports.excel.table import write_table
from reports.excel.timeline import write_timeline
from reports.roadmap_report import Report
from reports.sections.roadmap.emphasis_table import has_emphases
from reports.sections.roadmap.plan_standing import marked
from translations import gettext as _


def plan_xlsx(report: Report, analysis: Analysis) -> bytes:
    """Render the workbook as .xlsx; sums and budgets are formulas that are calculated on opening."""
    book = Workbook()
    about = book.active
    about.title = sheet_name(_("About"))
    write_about(about, report, analysis)
    plan, timeline, costs = (
        book.create_sheet(_title(analysis, name)) for name in (_("Plan"), _("Timeline"), _("Costs"))
    )
    write_table(plan, analysis)
    write_timeline(timeline, analysis)
    write_costs(costs, analysis)
    if has_emphases(analysis):
        write_emphases(book.create_sheet(_title(analysis, _("Emphasis"))), analysis)
    for sheet in book.worksheets:
        fit_rows(sheet)
        set_print_layout(sheet, report)
    book.properties.title, book.properties.subject = report.title, report.description
    book.properties.creator = _("Child online protection toolkit")
    book.properties.language = report.language
    book.properties.created = book.properties.modified = dt.datetime.combine(
        report.day, dt.time(12)
    )
    set_reading_order(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _title(analysis: Analysis, name: str) -> str:
    """The name of a sheet of the plan, with the mark of a sketch where it is one."""
    return sheet_name(marked(analysis.standing, name).replace(":", ""))
