"""Text tagged by the element that it stands in, without an element of its own for each run.

WeasyPrint adds a `Span` for each run of text, half of all objects of a document, also where an element holds nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf  # type: ignore[import-untyped]
from weasyprint.pdf import tags

_original_build_box_tree = tags._build_box_tree


def install() -> None:
    """Tag text without further elements; idempotent."""
    tags._build_box_tree = _build_box_tree


def _build_box_tree(
    box: Any, parent: Any, pdf: Any, page_number: int, nums: dict[int, bytes], *rest: Any
) -> Iterator[Any]:
    """Yield the elements of a box as WeasyPrint does; one that holds only runs of text takes their place."""
    for element in _original_build_box_tree(box, parent, pdf, page_number, nums, *rest):
        runs = pdf.objects[len(pdf.objects) - len(element["K"]) :]
        # Elements of the runs are the last objects made, so that nothing else has to be numbered again.
        if runs and [run.reference for run in runs] == element["K"] and all(map(_is_run, runs)):
            del pdf.objects[-len(runs) :]
            element["K"] = pydyf.Array(number for run in runs for number in run["K"])
            nums.update(dict.fromkeys(element["K"], element.reference))
        yield element


def _is_run(item: Any) -> bool:
    """Whether an object is the element of a run of text: a span that holds marked content and says nothing more."""
    return item.get("S") == "/Span" and "A" not in item and all(type(n) is int for n in item["K"])
