"""Export of answers to workbooks and data collection forms, and their import."""
