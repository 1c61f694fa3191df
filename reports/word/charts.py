"""Charts that Word draws and lets people edit, each a part of the file with its workbook."""

from __future__ import annotations

from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Cm

from reports.office.chart_data import ChartData
from reports.office.charts import chart_files
from reports.word.fields import element
from reports.word.tables import TEXT_WIDTH
from reports.word.writer import Writer

TEXT_SIZE = 9
"""Size of the texts of a chart in points."""

BAR, LEGEND, LEAST = 0.21, 1.3, 3.0
"""Heights in centimetres: of one bar with its share of the gap, of the legend, and the least of a chart."""

COLUMNS = 4.0
"""Height in centimetres of a chart of columns."""

_INLINE = """
<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
    xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
    xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
  <wp:inline distT="0" distB="0" distL="0" distR="0">
    <wp:extent/><wp:docPr/><wp:cNvGraphicFramePr/>
    <a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart/></a:graphicData></a:graphic>
  </wp:inline>
</w:drawing>
"""


def write_chart(writer: Writer, chart: ChartData) -> None:
    """Append a chart of the width of the text, with its text alternative."""
    number = writer.charts = writer.charts + 1
    relation = _add_parts(writer.document.part, chart, number)
    drawing: Any = parse_xml(_INLINE)
    extent, properties, _frame, graphic = drawing[0]
    extent.set("cx", str(Cm(TEXT_WIDTH)))
    extent.set("cy", str(Cm(_height(chart))))
    # Ids of drawings are apart from those of bookmarks.
    properties.set("id", str(number))
    properties.set("name", f"Chart {number}")
    properties.set("descr", chart.alternative)
    graphic[0][0].set(f"{{{drawing.nsmap['r']}}}id", relation)
    paragraph = writer.document.add_paragraph(style="Figure")
    if writer.right_to_left:
        # LibreOffice draws the letters of a chart from the left to the right in a paragraph from the right to the left.
        paragraph._p.get_or_add_pPr().append(element("w:bidi", val="0"))
    paragraph.add_run()._r.append(drawing)


def _add_parts(document: Any, chart: ChartData, number: int) -> str:
    """Add chart and workbook to the package; return the id of the document's relation to the chart."""
    files = chart_files(chart, TEXT_SIZE)
    package = document.package
    book = Part(
        PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"),
        CONTENT_TYPE.SML_SHEET,
        files.workbook,
        package,
    )
    part = Part(
        PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, files.xml, package
    )
    part.load_rel(RELATIONSHIP_TYPE.PACKAGE, book, files.relation)
    relation: str = document.relate_to(part, RELATIONSHIP_TYPE.CHART)
    return relation


def _height(chart: ChartData) -> float:
    """Height of a chart in centimetres; bars get as much as they need."""
    if not chart.is_share:
        return COLUMNS
    return max(LEAST, LEGEND + BAR * len(chart.categories) * (len(chart.series) + 0.6))
