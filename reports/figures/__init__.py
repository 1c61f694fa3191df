"""Charts of the documents as SVG shapes, each with its numbers as a text alternative (docs/adr/0008)."""

from reports.figures.answer_grid import Cell, CellRow, answer_grid_chart
from reports.figures.bullets import Bullet, bullet_chart, small_bar
from reports.figures.dots import DotRow, dot_chart
from reports.figures.levels import LevelStyle, level_style
from reports.figures.marks import MarkRow, mark_chart
from reports.figures.path import path_chart
from reports.figures.scale import BulletPositions, bullet_positions, scale_position, tick_values
from reports.figures.shapes import Chart, Shape
from reports.figures.timeline import (
    TimelineBar,
    TimelineGroup,
    timeline_charts,
    timeline_legend,
)

__all__ = [
    "Bullet",
    "BulletPositions",
    "Cell",
    "CellRow",
    "Chart",
    "DotRow",
    "LevelStyle",
    "MarkRow",
    "Shape",
    "TimelineBar",
    "TimelineGroup",
    "answer_grid_chart",
    "bullet_chart",
    "bullet_positions",
    "dot_chart",
    "level_style",
    "mark_chart",
    "path_chart",
    "scale_position",
    "small_bar",
    "tick_values",
    "timeline_charts",
    "timeline_legend",
]
