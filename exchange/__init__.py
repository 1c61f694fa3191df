"""Export of answers to workbooks and data collection forms, and import of what comes back."""
