"""Map the questions of a form to fields of flat records, by names that a form may have. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from exchange.flat_records import part_id
from exchange.import_rows import Kind
from questionnaires import Checklist, Edition, Indicator, Statistic, Statuses

PRODUCT = "cop-toolkit-form"

META = ("cop_product", "cop_edition", "cop_hash", "cop_country", "cop_cycle", "cop_institution")
"""Hidden fields of every submission: the form it was filled in with."""

EVIDENCE = ("title", "issuer", "url", "dated", "place", "confidence")
"""Fields of the one piece of evidence that a form asks for under each question."""

FIGURE = ("value", "state", "year", "source")


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form and its field in a flat record; `record_id` is empty for a record that is always new."""

    name: str
    kind: Kind
    owner: str
    record_id: str
    field: str


def plain_name(*parts: str) -> str:
    """A name that XML and the programs accept, from its parts: `L02_offences_grooming`."""
    return re.sub(r"[^A-Za-z0-9_]", "_", "_".join(parts))


def form_fields(edition: Edition) -> Mapping[str, FormField]:
    """Every field that a form of this edition can have, by its name. Raises ValueError for two of one name."""
    result: dict[str, FormField] = {}
    for item in _all_fields(edition):
        if item.name in result:
            raise ValueError(f"{item.name}: stands for two fields")
        result[item.name] = item
    return result


def _all_fields(edition: Edition) -> Iterator[FormField]:
    for indicator in edition.indicators.values():
        yield from indicator_fields(indicator)
    for statistic in edition.statistics:
        yield from statistic_fields(statistic)


def indicator_fields(indicator: Indicator) -> Iterator[FormField]:
    """The fields of one question."""
    key = indicator.id
    for name in ("choice", "figure", "reason", "comment", "override"):
        field = "choice" if name == "figure" else name
        yield FormField(plain_name(key, name), "answer", key, key, field)
    for part in indicator.details.fields if indicator.details else ():
        if isinstance(part, Checklist | Statuses):
            for item in part.items:
                record_id = part_id(key, part.id, item.id)
                name = plain_name(key, "part", part.id, item.id)
                yield FormField(name, "part", key, record_id, "said")
                yield FormField(f"{name}_since", "part", key, record_id, "dated")
    for name in EVIDENCE:
        yield FormField(plain_name(key, "evidence", name), "evidence", key, "", name)


def statistic_fields(statistic: Statistic) -> Iterator[FormField]:
    """The fields of one observation of a statistic."""
    for name in FIGURE:
        yield FormField(plain_name(statistic.id, name), "figure", statistic.id, "", name)
