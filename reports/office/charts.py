"""Charts of Office, which Word and PowerPoint draw and let people edit, in the colours of the PDF."""

from __future__ import annotations

import io
from typing import Any, NamedTuple

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.package import Package
from pptx.parts.chart import ChartPart
from pptx.util import Pt

from questionnaires.palette import CAUTION, LEVEL_COLOURS, without_hash
from reports.office.chart_data import ChartData
from translations import current_language, is_right_to_left

SHARE_COLOURS = (LEVEL_COLOURS[4], LEVEL_COLOURS[2])  # dark today, light at the end, as in the PDF
MONEY_COLOURS = (LEVEL_COLOURS[3], LEVEL_COLOURS[1], CAUTION)

ROOM = 1.2
"""Height of the axis over the tallest column, whose value stands above it."""


class ChartFiles(NamedTuple):
    """A chart as two files: its XML, and the workbook that Office opens to edit its numbers."""

    xml: bytes
    workbook: bytes
    relation: str
    """Id of the relation to the workbook, which the XML names."""


def chart_files(chart: ChartData, size: float) -> ChartFiles:
    """A chart apart from any slide, its texts at `size` points."""
    part: Any = ChartPart.new(*chart_source(chart), Package(io.BytesIO()))
    style_chart(part.chart, chart, size)
    (relation,) = part.rels.values()
    return ChartFiles(part.blob, relation.target_part.blob, relation.rId)


def chart_source(chart: ChartData) -> tuple[Any, Any]:
    """Kind and data of the library's chart: bars of shares, or columns of amounts."""
    data: Any = CategoryChartData(  # type: ignore[no-untyped-call]
        number_format="0.00" if chart.is_share else "#,##0.0"
    )
    data.categories = [_in_direction(name) for name in chart.categories]
    for series in chart.series:
        data.add_series(series.name, series.values)
    kind = XL_CHART_TYPE.BAR_CLUSTERED if chart.is_share else XL_CHART_TYPE.COLUMN_CLUSTERED
    return kind, data


def _in_direction(text: str) -> str:
    """A text with a direction of its own from right to left, as programs draw the texts of a chart from left to right."""
    if not is_right_to_left(current_language()):
        return text
    return f"\N{RIGHT-TO-LEFT ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"


def style_chart(made: Any, chart: ChartData, size: float) -> None:
    """Style a chart of the library: its texts at `size` points, a legend below, amounts with their values."""
    made.font.size = Pt(size)
    made.has_title = False
    made.has_legend = True
    made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    values = made.value_axis
    values.minimum_scale = 0
    values.has_major_gridlines = False
    values.visible = False
    plot = made.plots[0]
    plot.gap_width, plot.overlap = 60, 0
    if chart.is_share:
        values.maximum_scale = 1
        made.category_axis.reverse_order = True
        made.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    else:
        values.maximum_scale = ROOM * max(
            (value for series in chart.series for value in series.values if value), default=1
        )
        plot.has_data_labels = True
        plot.data_labels.font.size = Pt(size - 1)
        plot.data_labels.number_format = "[>=10]#,##0;#,##0.0"
        plot.data_labels.number_format_is_linked = False
    for series, colour in zip(
        plot.series, SHARE_COLOURS if chart.is_share else MONEY_COLOURS, strict=False
    ):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = _colour(colour)


def _colour(colour: str) -> RGBColor:
    made: RGBColor = RGBColor.from_string(without_hash(colour))  # type: ignore[no-untyped-call]
    return made
