"""The report of a review: levels of expert and country, remarks, results and open points."""

from reports.review_report.analysis import ReviewAnalysis, build_review_analysis
from reports.review_report.report import ReviewReport, build_review_report

__all__ = ["ReviewAnalysis", "ReviewReport", "build_review_analysis", "build_review_report"]
