"""The figures of the documents: our own SVG, each with a finding for a title and its numbers as a text."""

from reports.figures.bullets import Bullet, bullet_figure, small_bar
from reports.figures.dots import DotRow, dot_figure
from reports.figures.glance import Cell, CellRow, glance_figure
from reports.figures.levels import LevelStyle, level_style
from reports.figures.marks import MarkRow, mark_figure
from reports.figures.path import path_figure
from reports.figures.shapes import Chart, Shape
from reports.figures.timeline import (
    TimelineBar,
    TimelineGroup,
    timeline_figures,
    timeline_legend,
)

__all__ = [
    "Bullet",
    "Cell",
    "CellRow",
    "Chart",
    "DotRow",
    "LevelStyle",
    "MarkRow",
    "Shape",
    "TimelineBar",
    "TimelineGroup",
    "bullet_figure",
    "dot_figure",
    "glance_figure",
    "level_style",
    "mark_figure",
    "path_figure",
    "small_bar",
    "timeline_figures",
    "timeline_legend",
]
