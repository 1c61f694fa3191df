"""Machine-readable outputs: JSON, CSV, iCalendar and their schemas."""
