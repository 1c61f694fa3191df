"""The page Documents: PDF, Word, Excel, calendar and data."""
