"""The national report on the implementation of Resolution 179, clause by clause, from two cycles or one."""

from reports.resolution_report.analysis import ResolutionAnalysis, build_resolution_analysis
from reports.resolution_report.report import ResolutionReport, build_resolution_report

__all__ = [
    "ResolutionAnalysis",
    "ResolutionReport",
    "build_resolution_analysis",
    "build_resolution_report",
]
