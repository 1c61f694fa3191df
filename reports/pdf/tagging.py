"""The objects of a PDF before it is written: headers with their scope, the attachment's purpose, each written once."""

from __future__ import annotations

from typing import Any

from pydyf import Array  # type: ignore[import-untyped]


def finish(_document: Any, pdf: Any) -> None:
    """What WeasyPrint leaves out of PDF/UA-1, and then the bytes of every object. Given to it as its `finisher`."""
    _scope_headers(pdf)
    _relate_attachment(pdf)
    write_once(pdf)


def write_once(pdf: Any) -> None:
    """Put in place of each object its bytes, so that writing the file need not make them again."""
    pdf.objects = [item if item.free == "f" else _Written(item) for item in pdf.objects]


class _Written:
    """An object that is final. pydyf writes and compresses each one twice: for the file, and for its hash."""

    __slots__ = ("compressible", "data", "free", "generation", "number", "offset")

    def __init__(self, item: Any) -> None:
        self.number, self.generation, self.offset = item.number, item.generation, item.offset
        self.free, self.compressible = item.free, item.compressible
        self.data: bytes = item.data

    @property
    def indirect(self) -> bytes:
        return f"{self.number} {self.generation} obj\n".encode() + self.data + b"\nendobj"


def _relate_attachment(pdf: Any) -> None:
    """Say that the attachment holds the data this document was made from (ISO 32000-2, 7.11.3)."""
    specs = [
        item for item in pdf.objects if hasattr(item, "get") and item.get("Type") == "/Filespec"
    ]
    for spec in specs:
        spec["AFRelationship"] = "/Data"
    if specs:
        pdf.catalog["AF"] = Array(spec.reference for spec in specs)


def _scope_headers(pdf: Any) -> None:
    """Say of each table header what it heads. WeasyPrint links cells to headers, which not every reader follows."""
    dictionaries = (item for item in pdf.objects if hasattr(item, "get"))
    elements = {item.reference: item for item in dictionaries if item.get("Type") == "/StructElem"}
    for element in elements.values():
        if element["S"] == "/TH":
            row = elements[element["P"]]
            group = elements[row["P"]]["S"]
            element["A"]["Scope"] = "/Column" if group == "/THead" else "/Row"
