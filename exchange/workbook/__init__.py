"""The Excel workbook: written from an edition and an assessment, and read back after any editing."""

from exchange.workbook.all_workbooks import write_workbooks
from exchange.workbook.follow_up import write_follow_up
from exchange.workbook.read import Target, WorkbookRefused, read_workbook
from exchange.workbook.write import write_workbook

__all__ = [
    "Target",
    "WorkbookRefused",
    "read_workbook",
    "write_follow_up",
    "write_workbook",
    "write_workbooks",
]
