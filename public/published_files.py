"""Cache of the public files, in memory: refreshed after every decision on a publication."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from assessment import apply_details
from assessment.review.outcomes import basis_of_review
from assessment.store import Store, decisions, published, published_snapshot
from assessment.workflow.publication import Published
from public import openapi
from public.catalogue import MEDIA_TYPE, catalogue
from public.feed import feed
from public.files import HTML, JSON, PublicFile, public_file
from public.pages import list_page
from public.record import PublicRecord, as_json
from public.redaction import to_public_record
from questionnaires import Edition
from translations import current_language

MAXIMUM_FILES = 500
"""Files in the cache; a page has some 10 kB, a workbook 40 kB."""

SECONDS_TRUSTED = 0.25
"""Seconds for which the last look at the decisions is trusted. A decision of this process is seen at once, one of another
process after this time."""


@dataclass(frozen=True, slots=True)
class _Look:
    """A look at the decisions: when it began, by the clock in seconds, the store's `last_write` then, their number."""

    began: float
    last_write: int
    decisions: int


class PublishedFiles:
    """Public files by address and language in use, each made once. Thread-safe.

    Newer decisions are asked for once the last look at them is older than `SECONDS_TRUSTED`, or this process has written
    since. `clock` gives seconds.
    """

    def __init__(
        self,
        store: Callable[[], Store],
        edition: Callable[[str], Edition],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store, self._edition, self._clock = store, edition, clock
        self._look: _Look | None = None
        self._items: tuple[Published, ...] = ()
        self._records: dict[tuple[str, str], tuple[PublicRecord, Edition] | None] = {}
        self._files: OrderedDict[tuple[str, ...], PublicFile | None] = OrderedDict()
        self._refreshing, self._making = threading.Lock(), threading.Lock()

    def listing(self, media: str) -> PublicFile:
        """The list of publications; `media` is "html", "atom", "catalogue" or "json"."""
        items = self._published()
        match media:
            case "html":
                return PublicFile(list_page(items), HTML)
            case "atom":
                return PublicFile(feed(items), "application/atom+xml")
            case "catalogue":
                return PublicFile(as_json(catalogue(items)), MEDIA_TYPE)
            case _:
                return PublicFile(as_json(openapi.listing(items)), JSON)

    def file(self, country: str, cycle: str, path: str) -> PublicFile | None:
        """The file at a path of a country's cycle; None where nothing is public."""
        return self._cached(
            country, cycle, path, lambda record, edition: public_file(record, edition, path)
        )

    def part(self, country: str, cycle: str, part: str) -> PublicFile | None:
        """One part as JSON; None where it is not public."""

        def make(record: PublicRecord, _edition: Edition) -> PublicFile | None:
            content = openapi.part_record(record, part)
            return PublicFile(as_json(content), JSON) if content else None

        return self._cached(country, cycle, f"part {part}", make)

    def known_decisions(self) -> int | None:
        """Number of decisions, without a question to the database; None where the last look is not trusted any more.

        While the number stays the same, so do all files.
        """
        look = self._look
        return look.decisions if look is not None and self._is_trusted(look) else None

    def _is_trusted(self, look: _Look) -> bool:
        is_recent = self._clock() - look.began < SECONDS_TRUSTED
        return is_recent and look.last_write == self._store().last_write

    def _published(self) -> tuple[Published, ...]:
        """The current publications. Records of others are dropped."""
        with self._refreshing:
            known = self._look
            if known is not None and self._is_trusted(known):
                return self._items
            store = self._store()
            began, last_write = self._clock(), store.last_write
            number = decisions(store)
            if known is None or number != known.decisions:
                self._look = None
                self._items = published(store)
                valid = {item.key for item in self._items}
                self._records = {key: it for key, it in self._records.items() if key[0] in valid}
            self._look = _Look(began, last_write, number)
            return self._items

    def _cached(
        self,
        country: str,
        cycle: str,
        key: str,
        make: Callable[[PublicRecord, Edition], PublicFile | None],
    ) -> PublicFile | None:
        item = next(
            (it for it in self._published() if it.country == country and str(it.cycle) == cycle),
            None,
        )
        if item is None:
            return None
        name = (item.key, current_language(), key)
        file = self._files.get(name)
        if file is not None:
            return file
        with self._making:  # concurrent requests for a country compute its plan once
            source = self._record(item)
            file = make(*source) if source else None
            if file is not None:
                self._files[name] = file
                while len(self._files) > MAXIMUM_FILES:
                    self._files.popitem(last=False)
        return file

    def _record(self, item: Published) -> tuple[PublicRecord, Edition] | None:
        """The public record of a publication and its edition; None where it is no longer public."""
        name = (item.key, current_language())
        if name not in self._records:
            result = published_snapshot(self._store(), item.country, item.cycle)
            if result is None or result.published.key != item.key:
                return None  # retracted meanwhile, or altered
            edition = self._edition(result.assessment.edition)
            assessment = apply_details(edition, result.assessment)
            basis = basis_of_review(edition, assessment, result.reviews, result.history)
            record = to_public_record(edition, assessment, item.parts, item.at, basis)
            self._records[name] = record, edition
        return self._records[name]
