"""What is public now, kept ready in memory: looked up anew as soon as somebody has decided something."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

from assessment.store import Store, decisions, published, published_snapshot
from assessment.workflow.publication import Published
from public import openapi
from public.feed import feed
from public.files import HTML, JSON, PublicFile, public_file
from public.pages import list_page
from public.record import PublicRecord, as_json
from public.redaction import to_public_record
from questionnaires import Edition

MOST_KEPT = 500
"""Files; a page has some 10 kB, a workbook 40 kB."""


class PublishedFiles:
    """Files by address, each made once. Every look asks the store whether a decision was added since."""

    def __init__(self, store: Callable[[], Store], edition: Callable[[str], Edition]) -> None:
        self._store, self._edition = store, edition
        self._seen = -1
        self._items: tuple[Published, ...] = ()
        self._records: dict[str, tuple[PublicRecord, Edition] | None] = {}
        self._files: OrderedDict[tuple[str, ...], PublicFile | None] = OrderedDict()
        self._looking, self._making = threading.Lock(), threading.Lock()

    def listing(self, form: str) -> PublicFile:
        """All that is published, as `form`: "html", "atom" or "json"."""
        items = self._now()
        match form:
            case "html":
                return PublicFile(list_page(items), HTML)
            case "atom":
                return PublicFile(feed(items), "application/atom+xml")
            case _:
                return PublicFile(as_json(openapi.listing(items)), JSON)

    def file(self, country: str, cycle: str, place: str) -> PublicFile | None:
        """What stands at a place of a country's cycle; None where nothing is public."""
        return self._kept(
            country, cycle, place, lambda record, edition: public_file(record, edition, place)
        )

    def part(self, country: str, cycle: str, part: str) -> PublicFile | None:
        """A part by itself as JSON."""

        def make(record: PublicRecord, _edition: Edition) -> PublicFile | None:
            found = openapi.one_part(record, part)
            return PublicFile(as_json(found), JSON) if found else None

        return self._kept(country, cycle, f"part {part}", make)

    def _now(self) -> tuple[Published, ...]:
        """What is public at this moment. What was kept of anything else is thrown away."""
        store = self._store()
        number = decisions(store)
        with self._looking:
            if number != self._seen:
                self._items = published(store)
                valid = {item.key for item in self._items}
                self._records = {key: it for key, it in self._records.items() if key in valid}
                self._seen = number
            return self._items

    def _kept(
        self,
        country: str,
        cycle: str,
        place: str,
        make: Callable[[PublicRecord, Edition], PublicFile | None],
    ) -> PublicFile | None:
        item = next(
            (it for it in self._now() if it.country == country and str(it.cycle) == cycle), None
        )
        if item is None:
            return None
        name = (item.key, place)
        found = self._files.get(name)
        if found is not None:
            return found
        with self._making:  # the plan of a country is computed once, however many ask at once
            known = self._record(item)
            made = make(*known) if known else None
            if made is not None:
                self._files[name] = made
                while len(self._files) > MOST_KEPT:
                    self._files.popitem(last=False)
        return made

    def _record(self, item: Published) -> tuple[PublicRecord, Edition] | None:
        if item.key not in self._records:
            found = published_snapshot(self._store(), item.country, item.cycle)
            if found is None or found[0].key != item.key:
                return None  # retracted meanwhile, or altered
            edition = self._edition(found[1].edition)
            self._records[item.key] = (
                to_public_record(edition, found[1], item.parts, item.at),
                edition,
            )
        return self._records[item.key]
