"""Write docs/coverage.md: indicators and measures by clause of the resolution, and clauses by indicator.

`python -m questionnaires.coverage` writes it again; a test fails while it is older than the content.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from questionnaires.loader import edition_ids, load_published_edition
from questionnaires.model import Clause, ClausesFile, Edition, Indicator

DOCUMENT = Path(__file__).parents[1] / "docs" / "coverage.md"

KINDS = (
    ("invitation", "Invitations to Member States and Sector Members"),
    ("task", "Tasks of ITU and its bodies"),
    ("context", "Context"),
)
"""Kinds of clauses with their headings; those that a country is asked to act on come first."""

KNOWLEDGE = {
    "adopted_text": "the adopted text",
    "draft": "a draft",
    "quoted": "quotations in other documents",
    "none": "nothing read yet",
}
"""Words for what is known of a version of the resolution."""


def coverage_text(edition: Edition) -> str:
    """The tables of clauses, views and indicators in Markdown, for checks of the instrument against the mandate."""
    return "\n".join(_lines(edition)).rstrip() + "\n"


def _lines(edition: Edition) -> Iterator[str]:
    yield "# What answers what: clauses, indicators, measures"
    yield ""
    yield (
        f"Made from edition {edition.id} by `python -m questionnaires.coverage`; do not edit. The clauses are those of "
        f"the resolution in the version `{edition.clause_version}`, paraphrased in "
        f"`questionnaires/content/{edition.id}/clauses/`; the published text prevails. A measure is listed by its id; "
        'what it is stands in `measures/`. A clause marked "check" was not compared with a published text.'
    )
    if edition.resolution_versions:
        yield from _version_rows(edition.resolution_versions)
    for kind, title in KINDS:
        clauses = [clause for clause in edition.clauses if clause.kind == kind]
        yield from ("", f"## {title}", "")
        yield "| Clause | Addressee | What it says, in short | Indicators | Related, not scored | Measures |"
        yield "|---|---|---|---|---|---|"
        yield from (_clause_row(edition, clause) for clause in clauses)
    yield from (
        "",
        "## Questions across the pillars",
        "",
        "| View | Clauses | Indicators |",
        "|---|---|---|",
    )
    for view in edition.about.views:
        yield f"| {view.name} | {', '.join(view.clauses)} | {', '.join(view.indicators)} |"
    yield from ("", "## Indicator by indicator", "")
    yield "| Indicator | Question | Clauses | Related | Measures, step by step |"
    yield "|---|---|---|---|---|"
    for indicator in edition.indicators.values():
        yield (
            f"| {indicator.id} | {indicator.question} | {', '.join(indicator.clauses)} "
            f"| {', '.join(indicator.related)} "
            f"| {_steps(edition, indicator)} |"
        )


def _version_rows(versions: Iterable[ClausesFile]) -> Iterator[str]:
    yield from ("", "## Versions of the resolution", "")
    yield "| Version | Text | What is known comes from | Note |"
    yield "|---|---|---|---|"
    for item in versions:
        yield f"| `{item.version}` | {item.title} | {KNOWLEDGE[item.knowledge]} | {item.note} |"


def _clause_row(edition: Edition, clause: Clause) -> str:
    indicators = edition.indicators_of_clause[clause.id]
    measures = [item.id for one in indicators for item in edition.measures_of[one.id]]
    return (
        f"| {clause.id}{' (check)' if clause.check else ''} | {clause.addressee} | {clause.title or clause.text} "
        f"| {_listed(item.id for item in indicators)} "
        f"| {', '.join(item.id for item in edition.related_to_clause[clause.id])} | {_listed(measures)} |"
    )


def _listed(ids: Iterable[str]) -> str:
    return ", ".join(ids) or "none: nothing a country is asked to do"


def _steps(edition: Edition, indicator: Indicator) -> str:
    """The measures needed for each step between levels, such as `0→1: L02-a, L02-b; …`."""
    if indicator.number is not None:
        return "answered with a figure"
    top = edition.scale_of(indicator).top_level
    return "; ".join(
        f"{low}→{low + 1}: "
        + _listed(
            item.id for item in edition.measures_of[indicator.id] if item.lifts.covers(low, low + 1)
        )
        for low in range(top)
    )


if __name__ == "__main__":
    newest = load_published_edition(edition_ids()[-1])
    DOCUMENT.write_text(coverage_text(newest), encoding="utf-8")
