"""The roadmap and the report of a review as editable Word documents."""

from reports.word.document import plan_docx
from reports.word.review import review_docx

__all__ = ["plan_docx", "review_docx"]
