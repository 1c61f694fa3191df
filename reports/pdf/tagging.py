"""Post-processing of a PDF's objects: table headers, attachment, fields, page labels, serialisation."""

from __future__ import annotations

from typing import Any

from pydyf import Array, Dictionary  # type: ignore[import-untyped]

from reports.pdf.form_fields import complete_fields


def finish(_document: Any, pdf: Any) -> None:
    """Complete PDF/UA-1 and serialise every object; passed to WeasyPrint as its `finisher`."""
    _scope_headers(pdf)
    _relate_attachment(pdf)
    complete_fields(pdf)
    _label_pages(pdf)
    freeze_objects(pdf)


def _label_pages(pdf: Any) -> None:
    """Label pages by their number, as printed, also for programs that would count within a file of several."""
    pdf.catalog["PageLabels"] = Dictionary({"Nums": Array([0, Dictionary({"S": "/D"})])})


def freeze_objects(pdf: Any) -> None:
    """Replace each object by its serialised form, so that it is serialised once."""
    pdf.objects = [item if item.free == "f" else _FrozenObject(item) for item in pdf.objects]


class _FrozenObject:
    """A serialised object; pydyf would serialise and compress each one twice, for the file and for its hash."""

    __slots__ = ("compressible", "data", "free", "generation", "number", "offset")

    def __init__(self, item: Any) -> None:
        self.number, self.generation, self.offset = item.number, item.generation, item.offset
        self.free, self.compressible = item.free, item.compressible
        self.data: bytes = item.data

    @property
    def indirect(self) -> bytes:
        """The object as written to the file."""
        return f"{self.number} {self.generation} obj\n".encode() + self.data + b"\nendobj"


def _relate_attachment(pdf: Any) -> None:
    """Declare the attachment as the source data of the document (ISO 32000-2, 7.11.3)."""
    specs = [
        item for item in pdf.objects if hasattr(item, "get") and item.get("Type") == "/Filespec"
    ]
    for spec in specs:
        spec["AFRelationship"] = "/Data"
    if specs:
        pdf.catalog["AF"] = Array(spec.reference for spec in specs)


def _scope_headers(pdf: Any) -> None:
    """Set the scope of each table header; not every reader follows WeasyPrint's links from cells to headers."""
    dictionaries = (item for item in pdf.objects if hasattr(item, "get"))
    elements = {item.reference: item for item in dictionaries if item.get("Type") == "/StructElem"}
    for element in elements.values():
        if element["S"] == "/TH":
            row = elements[element["P"]]
            group = elements[row["P"]]["S"]
            element["A"]["Scope"] = "/Column" if group == "/THead" else "/Row"
