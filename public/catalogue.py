"""The catalogue of publications as JSON-LD after DCAT 3 (W3C), for catalogues of open data."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from assessment.countries import country_name
from assessment.workflow.publication import Published, part_name
from public.addresses import root
from public.pages import MEDIA_TYPES, file_names
from public.publication_day import publication_day
from reports.joining import listed
from translations import current_language
from translations import gettext as _

MEDIA_TYPE = "application/ld+json"
MEDIA_TYPES_OF_IANA = "https://www.iana.org/assignments/media-types/"


def catalogue(items: Iterable[Published]) -> dict[str, Any]:
    """The catalogue; its addresses are relative, as the host name is not known here."""
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": root(),
        "@type": "dcat:Catalog",
        "dct:title": _text(_("Child online protection: what countries publish")),
        "dct:language": current_language(),
        "dcat:dataset": [_dataset(item) for item in items],
    }


def _dataset(item: Published) -> dict[str, Any]:
    address = f"{root()}/{item.country}/{item.cycle}"
    return {
        "@id": address,
        "@type": "dcat:Dataset",
        "dct:identifier": f"{item.country}/{item.cycle}",
        "dct:title": _text(f"{country_name(item.country)} {item.cycle}"),
        "dct:description": _text(listed(map(part_name, item.parts))),
        "dct:issued": {
            "@type": "xsd:date",
            "@value": publication_day(item.country, item.at).isoformat(),
        },
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@type": "xsd:gYear", "@value": str(item.cycle)},
        },
        "dct:spatial": {"@type": "dct:Location", "dct:identifier": item.country},
        "dcat:landingPage": {"@id": address},
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dct:title": _text(name),
                "dcat:accessURL": {"@id": f"{address}{path}"},
                "dcat:mediaType": {
                    "@id": MEDIA_TYPES_OF_IANA + MEDIA_TYPES[PurePosixPath(path).suffix]
                },
            }
            for path, name in file_names(item.parts)
        ],
    }


def _text(text: str) -> dict[str, str]:
    return {"@language": current_language(), "@value": text}
