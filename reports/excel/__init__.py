"""The plan as an Excel workbook, to sort, to calculate and to print."""

from reports.excel.book import plan_xlsx

__all__ = ["plan_xlsx"]
