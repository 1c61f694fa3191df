"""The workbooks of all institutions in one zip, to be sent out or taken to a workshop."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

from assessment import Assessment
from exchange.workbook.write import write_workbook
from questionnaires import Edition


def write_workbooks(
    edition: Edition,
    assessment: Assessment,
    made_at: dt.datetime,
    *,
    assessment_id: str = "",
    stem: str,
) -> bytes:
    """The zip: `STEM-INSTITUTION.xlsx` for each institution listed, the same bytes for the same input."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for item in assessment.institutions:
            data = write_workbook(
                edition, assessment, item.id, made_at, assessment_id=assessment_id
            )
            name = f"{stem}-{item.id}.xlsx"
            archive.writestr(zipfile.ZipInfo(name, made_at.timetuple()[:6]), data)
    return out.getvalue()
