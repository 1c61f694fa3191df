"""The Atom feed (RFC 4287) of publications, the newest first."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from assessment.countries import country_name
from assessment.workflow.publication import Published, part_name
from public import addresses
from reports.joining import listed
from translations import gettext as _

ATOM = "http://www.w3.org/2005/Atom"
NAMESPACE = uuid.UUID("9d5a1c39-6f0e-5d8c-9a43-6f9d0a6f6f10")
"""Namespace of the ids of the entries, which are made from their permanent address."""
EPOCH = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
"""The time of a feed without entries."""


def feed(items: Iterable[Published]) -> bytes:
    """The feed of `items`; its addresses are relative, as the host name is not known here."""
    newest = sorted(items, key=lambda item: item.at, reverse=True)
    root = ET.Element("feed", {"xmlns": ATOM})
    _text(root, "title", _("Child online protection: what countries publish"))
    _text(root, "id", _id("repository"))
    _text(root, "updated", _time(newest[0].at if newest else EPOCH))
    ET.SubElement(root, "link", {"rel": "self", "href": f"{addresses.root()}/feed.atom"})
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": addresses.root()})
    author = ET.SubElement(root, "author")
    _text(author, "name", _("The countries named"))
    for item in newest:
        address = f"{item.country}/{item.cycle}"
        entry = ET.SubElement(root, "entry")
        _text(entry, "title", f"{country_name(item.country)} {item.cycle}")
        _text(entry, "id", _id(address))
        _text(entry, "updated", _time(item.at))
        _text(entry, "summary", listed(map(part_name, item.parts)))
        ET.SubElement(
            entry,
            "link",
            {"rel": "alternate", "type": "text/html", "href": f"{addresses.root()}/{address}"},
        )
    result: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return result


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _id(name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, name)}"


def _time(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
