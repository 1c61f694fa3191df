"""The slides for cabinet."""

from reports.slides.deck import plan_pptx

__all__ = ["plan_pptx"]
