"""Write the observations of a public record as SDMX-CSV 2.0 and SDMX-ML 3.0, and their structure as SDMX-ML 3.0."""

from __future__ import annotations

import pandas as pd
from pysdmx.io.csv.sdmx20.writer import write as write_csv
from pysdmx.io.pd import PandasDataset
from pysdmx.io.xml.sdmx30.writer.structure import write as write_structure
from pysdmx.io.xml.sdmx30.writer.structure_specific import write as write_data
from pysdmx.model import Organisation
from pysdmx.model.message import Header

from public.record import PublicRecord
from public.sdmx import structure
from public.sdmx.observations import TOTAL, observations
from questionnaires import Edition
from translations import use_language

CSV = "application/vnd.sdmx.data+csv;version=2.0.0"
XML = "application/vnd.sdmx.data+xml;version=3.0.0"
STRUCTURE = "application/vnd.sdmx.structure+xml;version=3.0.0"


def as_csv(record: PublicRecord, edition: Edition) -> bytes:
    """The observations as SDMX-CSV 2.0 in UTF-8: a line for each, of codes and numbers alone."""
    return (write_csv([_dataset(record, edition)]) or "").encode()


def as_xml(record: PublicRecord, edition: Edition) -> bytes:
    """The observations as SDMX-ML 3.0, structure-specific."""
    return (write_data([_dataset(record, edition)], header=_header(record)) or "").encode()


def structure_xml(record: PublicRecord, edition: Edition) -> bytes:
    """Concepts, code lists, data structure definition and dataflow as SDMX-ML 3.0."""
    with use_language("en"):
        artefacts = structure.structures(edition, [record.country])
    return (write_structure(artefacts, header=_header(record)) or "").encode()


def _header(record: PublicRecord) -> Header:
    """The same for the same record, so that the bytes are."""
    return Header(
        id=f"COP_{record.country}_{record.cycle}",
        prepared=record.published,
        sender=Organisation(id=structure.AGENCY),
    )


def _dataset(record: PublicRecord, edition: Edition) -> PandasDataset:
    groups = structure.group_dimensions(edition)
    rows = [
        {
            "FREQ": "A",
            "REF_AREA": record.country,
            "INDICATOR": item.indicator,
            "MEASURE": item.measure,
            **{key: item.groups.get(key, TOTAL) for key in groups},
            structure.TIME: str(item.time),
            structure.MEASURE: "" if item.value is None else f"{item.value:.15g}",
            structure.STATUS: item.status,
            structure.UNIT: item.unit,
        }
        for item in observations(record)
    ]
    return PandasDataset(
        structure=structure.schema(edition, [record.country]),
        data=pd.DataFrame(rows, columns=structure.columns(edition), dtype="str"),
    )
