"""Map the questions of a form to fields of flat records, by names that a form may have. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, count

from exchange.flat_records import part_id
from exchange.import_rows import Kind
from questionnaires import Checklist, Edition, Indicator, Statuses

PRODUCT = "cop-toolkit-form"

META = ("cop_product", "cop_edition", "cop_hash", "cop_country", "cop_cycle", "cop_institution")
"""Hidden fields of every submission: the form it was filled in with."""

FIXED = ("cop_note", "figures", "yes_no", "confidence", "figure_state")
"""Other names that every form has: of a note, a group and lists of choices."""

EVIDENCE = ("title", "issuer", "url", "dated", "place", "confidence")
"""Fields of the one piece of evidence that a form asks for under each question."""

FIGURE = ("value", "state", "year", "source")


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form and its field in a flat record; `record_id` is empty for a record that is always new."""

    kind: Kind
    owner: str
    record_id: str
    field: str
    is_number: bool = False


def plain_name(*parts: str) -> str:
    """A name that XML and the programs accept, from its parts: `L02_offences_grooming`, `q7_choice`.

    Other signs become an underscore, so two ids can give one name; `FormNames` tells them apart.
    """
    name = re.sub(r"[^A-Za-z0-9_]", "_", "_".join(parts))
    return name if name[:1].isalpha() else f"q{name}"


class FormNames:
    """The name of each field, group and list of a form, from its parts; no two are the same, also in small letters.

    Where `plain_name` gives two the same name, the later one gets a number. The fields of the whole edition come first,
    in its order, so that the form of one institution names them as that of another does.
    """

    def __init__(self, edition: Edition) -> None:
        self._names: dict[tuple[str, ...], str] = {}
        self._taken = {*META, *FIXED}
        for parts, _field in _all_fields(edition):
            self.of(*parts)

    def of(self, *parts: str) -> str:
        """The name of what has these parts; the same each time."""
        if parts not in self._names:
            plain = plain_name(*parts)
            numbered = (f"{plain}_{number}" for number in count(2))
            free = (name for name in chain((plain,), numbered) if name.lower() not in self._taken)
            self._names[parts] = next(free)
            self._taken.add(self._names[parts].lower())
        return self._names[parts]


def form_fields(edition: Edition) -> Mapping[str, FormField]:
    """Every field that a form of this edition can have, by its name."""
    names = FormNames(edition)
    return {names.of(*parts): field for parts, field in _all_fields(edition)}


def _all_fields(edition: Edition) -> Iterator[tuple[tuple[str, ...], FormField]]:
    """Each field with the parts of its name."""
    for indicator in edition.indicators.values():
        yield from _indicator_fields(indicator)
    for statistic in edition.statistics:
        for name in FIGURE:
            field = FormField("figure", statistic.id, "", name, is_number=name == "value")
            yield (statistic.id, name), field


def _indicator_fields(indicator: Indicator) -> Iterator[tuple[tuple[str, ...], FormField]]:
    """The fields of one question."""
    key = indicator.id
    for name in ("choice", "figure", "reason", "comment", "override"):
        is_number = name == "figure"
        field = "choice" if is_number else name
        yield (key, name), FormField("answer", key, key, field, is_number=is_number)
    for part in indicator.details.fields if indicator.details else ():
        if isinstance(part, Checklist | Statuses):
            for item in part.items:
                parts = (key, "part", part.id, item.id)
                record_id = part_id(key, part.id, item.id)
                yield parts, FormField("part", key, record_id, "said")
                yield (*parts, "since"), FormField("part", key, record_id, "dated")
    for name in EVIDENCE:
        yield (key, "evidence", name), FormField("evidence", key, "", name)
