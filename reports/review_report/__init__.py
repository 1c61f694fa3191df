"""The report of a review: what the expert saw, what the country replied, what stands, what is open."""

from reports.review_report.analysis import Reviewed, gather_review
from reports.review_report.report import ReviewReport, build_review_report

__all__ = ["ReviewReport", "Reviewed", "build_review_report", "gather_review"]
