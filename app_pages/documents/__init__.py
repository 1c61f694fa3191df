"""The screen Documents: PDF, Word, Excel, calendar and data."""
