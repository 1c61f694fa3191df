"""The plan as a file of Microsoft Project (XML)."""

from reports.project.mspdi import plan_project

__all__ = ["plan_project"]
