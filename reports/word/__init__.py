"""The roadmap as a Word document, for editing before cabinet."""

from reports.word.document import plan_docx

__all__ = ["plan_docx"]
