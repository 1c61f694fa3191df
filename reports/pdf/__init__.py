"""From HTML to a tagged PDF: worker process, fonts, patches, cache, attachment."""

ATTACHMENT_NAME = "assessment.json"
"""Name of the file in a PDF that holds the assessment."""
