"""The Excel workbook: made from an edition and an assessment, and read back however it was treated meanwhile."""

from exchange.workbook.read import Target, WorkbookRefused, read_workbook
from exchange.workbook.write import write_workbook

__all__ = ["Target", "WorkbookRefused", "read_workbook", "write_workbook"]
