"""Weaknesses of the evidence: missing at high levels, old, without date or locator, malformed links. Pure."""

from __future__ import annotations

import ipaddress
import re
import urllib.parse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assessment.answers.settlement import answers_of
from assessment.model.assessment import Answer, Assessment, Evidence

MINIMUM_PROVEN_LEVEL = 3
"""The lowest level at which an answer needs evidence."""

OLD_YEARS = 5
"""Age in years from which evidence is old."""


class Weakness(StrEnum):
    """A kind of weakness, the most important first."""

    MISSING = "missing"
    """A level of 3 or more, or a figure, without any evidence."""
    STATEMENT_ONLY = "statement_only"
    """A level of 3 or more with all evidence graded D."""
    OLD = "old"
    """The newest dated piece is older than five years."""
    LINK = "link"
    """A web address without the form of a public one."""
    UNDATED = "undated"
    NO_PLACE = "no_place"
    """A document without article or page."""
    NO_CONFIDENCE = "no_confidence"


@dataclass(frozen=True, slots=True)
class EvidenceFinding:
    """A weakness of the evidence of one answer; `item` is the piece concerned, None where all of it is."""

    weakness: Weakness
    indicator_id: str
    item: Evidence | None = None


def review_evidence(
    assessment: Assessment, institution: str, indicators: Iterable[str], *, today: date
) -> tuple[EvidenceFinding, ...]:
    """Weaknesses in the evidence of an institution, or of the country; by weakness, then in the order of `indicators`."""
    answers = answers_of(assessment, institution)
    findings = [
        finding
        for key in indicators
        if key in answers
        for finding in _of_answer(key, answers[key], today)
    ]
    order = list(Weakness)
    return tuple(sorted(findings, key=lambda item: order.index(item.weakness)))


def _of_answer(key: str, answer: Answer, today: date) -> Iterator[EvidenceFinding]:
    high = answer.level is not None and answer.level >= MINIMUM_PROVEN_LEVEL
    if not answer.evidence:
        if high or answer.value is not None:
            yield EvidenceFinding(Weakness.MISSING, key)
        return
    if high and all(item.confidence == "D" for item in answer.evidence):
        yield EvidenceFinding(Weakness.STATEMENT_ONLY, key)
    dates = [item.dated for item in answer.evidence if item.dated is not None]
    if dates and max(dates) < years_before(today, OLD_YEARS):
        yield EvidenceFinding(Weakness.OLD, key)
    for item in answer.evidence:
        if item.url is not None and not is_link(item.url):
            yield EvidenceFinding(Weakness.LINK, key, item)
        if item.dated is None:
            yield EvidenceFinding(Weakness.UNDATED, key, item)
        if not item.place and item.type not in ("web_page", "membership"):
            yield EvidenceFinding(Weakness.NO_PLACE, key, item)
        if item.confidence is None:
            yield EvidenceFinding(Weakness.NO_CONFIDENCE, key, item)


def years_before(today: date, years: int) -> date:
    """The same month `years` earlier, on the same day but at most the 28th, which every month has."""
    return today.replace(year=today.year - years, day=min(today.day, 28))


def is_link(url: str) -> bool:
    """Whether a web address has the form of a public one; never sends a request.

    >>> is_link("https://www.gov.example/act#s12"), is_link("http://localhost/x"), is_link("https://act")
    (True, False, False)
    """
    if re.search(r"""[\s<>"{}|\\^`]""", url):
        return False
    try:
        parts = urllib.parse.urlsplit(url)
        host, _port = parts.hostname or "", parts.port
        name = host.encode("idna").decode("ascii")
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or parts.username or parts.password:
        return False
    return _is_public_host(name)


def _is_public_host(name: str) -> bool:
    try:
        return ipaddress.ip_address(name).is_global
    except ValueError:
        pass
    labels = name.rstrip(".").split(".")
    ending = labels[-1]
    proper = all(
        re.fullmatch(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?", item, re.I) for item in labels
    )
    known_private = ending.lower() in ("local", "localhost", "internal", "lan", "invalid")
    return proper and len(labels) > 1 and not ending.isdigit() and not known_private
