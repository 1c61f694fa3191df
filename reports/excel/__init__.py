"""The plan as an Excel workbook."""

from reports.excel.book import plan_xlsx

__all__ = ["plan_xlsx"]
