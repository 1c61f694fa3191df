"""Render the pages of the repository from a record: plain HTML without scripts."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from assessment import Standing
from assessment.answers.labels import confidence_name, evidence_type_name, measure_status_name
from assessment.countries import country_name
from assessment.workflow.publication import PublicPart, Published, part_name
from public.addresses import language_links, root
from public.publication_day import publication_day
from public.record import PublicMeasure, PublicRecord
from public.sdmx.observations import has_observations
from questionnaires import Edition
from questionnaires.labels import edition_text
from reports.basis_labels import standing_note
from reports.chinese import in_typography
from reports.formats import (
    Formats,
    format_amount,
    format_day,
    format_month_short,
    format_not_applicable,
    format_share,
)
from reports.joining import listed
from reports.mirroring import in_direction
from reports.sections.past_values import number_text
from reports.templating import templates_in
from translations import (
    current_language,
    direction_of,
    document_language,
    gettext,
    language_note,
    ngettext,
    pgettext,
)
from translations import gettext as _

TEMPLATES = Path(__file__).parent / "templates"


MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".json": "application/json",
    ".csv": "text/csv",
    ".xml": "application/xml",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Media types of the files, by the ending of their path."""


@cache
def style() -> bytes:
    """The style sheet of the pages."""
    return (TEMPLATES / "style.css").read_bytes()


@cache
def style_address() -> str:
    """The address of the style sheet; it holds a hash of the content, so that browsers may cache it for good."""
    return f"/repository/look/{hashlib.sha256(style()).hexdigest()[:12]}.css"


def list_page(items: Iterable[Published]) -> bytes:
    """The page that lists all publications, by country."""
    return _page("countries.html", "", title=_("What countries publish"), items=tuple(items))


def missing_page() -> bytes:
    """The page of every address without a publication, the same for every reason."""
    return _page("missing.html", None, title=_("There is nothing here"))


def record_page(record: PublicRecord, edition: Edition, path: str) -> bytes | None:
    """The page of a record at a path below its address ("" or "/roadmap"); None where there is none."""
    kind, _slash, pillar = path.removeprefix("/").partition("/")
    if path not in page_paths(record, edition):
        return None
    heading = {
        "roadmap": part_name(PublicPart.ROADMAP),
        "answers": part_name(PublicPart.ANSWERS),
        "evidence": part_name(PublicPart.EVIDENCE),
        "figures": part_name(PublicPart.FIGURES),
    }.get(kind, "")
    pillars = _pillars(record, edition)
    if pillar:
        heading = _("{part}, {pillar}").format(
            part=heading, pillar=next(name for key, name, _count in pillars if key == pillar)
        )
    title = f"{record.country_name} {record.cycle}"
    return _page(
        f"{kind or 'overview'}.html",
        f"/{record.address}{path}",
        title=_("{title}: {heading}").format(title=title, heading=heading) if heading else title,
        description=_description(record),
        dataset=None if kind else _dataset(record),
        record=record,
        heading=heading,
        current_path=f"/{kind}" if kind else "",
        navigation=tuple(_navigation(record)),
        files=tuple(file_names(record.parts)),
        formats=Formats(edition),
        pillars=pillars,
        pillar=pillar,
        measure_groups=_measure_groups(record, edition),
    )


def main_part(page: bytes) -> str:
    """The content of the main element of a page; the same in the preview and in public."""
    return page.decode().split('<main id="main">')[1].split("</main>")[0]


def _measure_groups(
    record: PublicRecord, edition: Edition
) -> tuple[tuple[str, str, tuple[PublicMeasure, ...]], ...]:
    """Id and name of each pillar with measures, and its measures by their start."""
    measures = record.roadmap.measures if record.roadmap is not None else ()
    ordered = sorted(measures, key=lambda item: item.start)
    groups = (
        (
            pillar.id,
            edition_text(pillar.id, "name", pillar.name),
            tuple(item for item in ordered if item.pillar == pillar.id),
        )
        for pillar in edition.pillars
    )
    return tuple(group for group in groups if group[2])


def page_paths(record: PublicRecord, edition: Edition) -> tuple[str, ...]:
    """Paths of all pages below the address of a record."""
    paths = ["", *(f"/{part}" for part in record.parts if part != PublicPart.PROFILE)]
    if record.answers is not None:
        paths += [f"/answers/{key}" for key, _name, _count in _pillars(record, edition)]
    return tuple(paths)


def file_names(parts: Collection[str]) -> Iterator[tuple[str, str]]:
    """Path below the address and name of each file of a publication of `parts`."""
    yield "/document.pdf", _("All of it as a PDF")
    yield "/data.xlsx", _("All of it as an Excel workbook")
    yield "/data.json", _("All of it as JSON")
    for part in map(PublicPart, parts):
        yield f"/{part.value}.csv", _("{part} as CSV").format(part=part_name(part))
    if has_observations(parts):
        yield "/observations.csv", _("Scores, levels and figures as SDMX-CSV 2.0, for statistics")
        yield "/observations.xml", _("The same as SDMX-ML 3.0")
        yield "/structure.xml", _("Their structure as SDMX-ML 3.0")


def document_page(record: PublicRecord, edition: Edition) -> str:
    """All parts on one page, the source of the PDF."""
    page = _environment().get_template("document.html").render(
        **_frame(),
        title=f"{record.country_name} {record.cycle}",
        description=_description(record),
        heading="",
        record=record,
        formats=Formats(edition),
        pillars=_pillars(record, edition),
        measure_groups=_measure_groups(record, edition),
    )  # fmt: skip
    return in_typography(in_direction(page))


def _page(body: str, below: str | None, **values: Any) -> bytes:
    """A page; `below` is its address below that of the list, None where it has none of its own."""
    links = () if below is None else tuple(language_links(below))
    context = {"description": "", "dataset": None, "languages": links, **values}
    template = _environment().get_template("page.html")
    return in_typography(template.render(**_frame(), body=body, **context)).encode()


def _frame() -> dict[str, Any]:
    language = current_language()
    return {
        "language": document_language(language),
        "direction": direction_of(language),
        "root": root(),
        "language_note": language_note(),
        "style_address": style_address(),
        "_": gettext,
        "ngettext": ngettext,
        "pgettext": pgettext,
        "country_name": country_name,
        "format_day": format_day,
        "publication_day": publication_day,
        "format_not_applicable": format_not_applicable,
        "number_text": number_text,
        "format_share": format_share,
        "evidence_type_name": evidence_type_name,
        "confidence_name": confidence_name,
        "status_name": measure_status_name,
        "standing_note": lambda value: standing_note(Standing(value)),
        "cost": _cost,
        "month": _month,
    }


def _navigation(record: PublicRecord) -> Iterator[tuple[str, str]]:
    yield "", _("Overview")
    for part in map(PublicPart, record.parts):
        if part is not PublicPart.PROFILE:
            yield f"/{part.value}", part_name(part)


def _pillars(record: PublicRecord, edition: Edition) -> tuple[tuple[str, str, int], ...]:
    """Id, name and number of questions of each pillar that has answers."""
    answered = [item.pillar for item in record.answers or ()]
    return tuple(
        (pillar.id, edition_text(pillar.id, "name", pillar.name), answered.count(pillar.id))
        for pillar in edition.pillars
        if pillar.id in answered
    )


def _description(record: PublicRecord) -> str:
    return _("Child online protection in {country}, {cycle}: {parts}.").format(
        country=record.country_name,
        cycle=record.cycle,
        parts=listed(part_name(PublicPart(part)) for part in record.parts),
    )


def _dataset(record: PublicRecord) -> Markup:
    """The record as JSON-LD of schema.org/Dataset; `<`, `>` and `&` are escaped, so that no text can end the element."""
    value = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": f"{record.country_name} {record.cycle}: child online protection",
        "description": _description(record)
        + " Assessed against the invitations of ITU Plenipotentiary Resolution 179.",
        "url": f"{root()}/{record.address}",
        "identifier": record.address,
        "datePublished": publication_day(record.country, record.published).isoformat(),
        "temporalCoverage": str(record.cycle),
        "spatialCoverage": {"@type": "Country", "name": record.country_name},
        "inLanguage": current_language(),
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": name,
                "contentUrl": f"{root()}/{record.address}{path}",
                "encodingFormat": MEDIA_TYPES[Path(path).suffix],
            }
            for path, name in file_names(record.parts)
        ],
    }
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 -- no sign of markup is left in it


def _month(text: str) -> str:
    """Return a month of the record (YYYY-MM) in words; empty for none."""
    return format_month_short(dt.date.fromisoformat(f"{text}-01")) if text else ""


def _cost(item: PublicMeasure) -> str:
    once = _range(item.cost_low, item.cost_high)
    if not item.yearly_low and item.yearly_high == 0:
        return once
    return _("{once}, then {yearly} a year").format(
        once=once, yearly=_range(item.yearly_low, item.yearly_high)
    )


def _range(low: float, high: float | None) -> str:
    if high is None:
        return _("from {low}").format(low=format_amount(low))
    return _("{low} to {high}").format(low=format_amount(low), high=format_amount(high))


@cache
def _environment() -> Environment:
    environment = templates_in(TEMPLATES)
    environment.filters["part_name"] = part_name
    return environment
