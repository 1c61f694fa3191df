"""Section on the method of scores and plan, their limits, and the sources of the document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from questionnaires import TierSettings
from questionnaires.labels import edition_text
from questionnaires.model import Reference, Source
from reports.analysis import Analysis
from reports.formats import format_share
from reports.joining import listed
from reports.sections.edition_rules import scoring_sentences, target_sentence
from reports.sections.gap_descriptions import order_sentence
from translations import gettext as _


@dataclass(frozen=True, slots=True)
class MethodPart:
    """One heading and its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceItem:
    """One source with the codes of the items that cite it."""

    title: str
    issuer: str
    year: str
    url: str
    used_by: str


@dataclass(frozen=True, slots=True)
class Method:
    """Parts of the method, sources, and the edition with its content hash."""

    parts: tuple[MethodPart, ...]
    sources: tuple[SourceItem, ...]
    edition: str


def method(analysis: Analysis, basis: str) -> Method:
    """The method in full; `basis` is the sentence on the levels used."""
    return Method(
        parts=(MethodPart(_("Which levels this document uses"), (basis,)), *_parts(analysis)),
        sources=tuple(_sources(analysis)),
        edition=_("Edition {edition}, content {hash}").format(
            edition=analysis.edition.id, hash=analysis.edition.content_hash[:12]
        ),
    )


def short_method(analysis: Analysis) -> Method:
    """The limits of the score and the edition, for the short version."""
    whole = method(analysis, "")
    return Method(parts=whole.parts[-1:], sources=(), edition=whole.edition)


def _parts(analysis: Analysis) -> Iterator[MethodPart]:
    top, tier = analysis.edition.settings_of(None, 0), analysis.edition.settings_of(None, 1)
    yield MethodPart(
        _("How a score is made"),
        (
            *_value_sentences(analysis),
            _rule_sentence(tier.aggregation, top.aggregation),
            *_missing_sentences(tier),
            _(
                "A pillar needs {pillar} of its weight answered to show a score, the overall score {overall}."
            ).format(
                pillar=format_share(tier.minimum_coverage),
                overall=format_share(top.minimum_coverage),
            ),
            _(
                "The bounds say what the score would be if everything missing stood at the lowest level, and if it "
                "stood at the highest."
            ),
            _(
                "Figures are rounded for print only, halves up; so rounded parts need not add up to the rounded whole."
            ),
            *scoring_sentences(analysis.edition, analysis.assessment),
        ),
    )
    yield MethodPart(
        _("How gaps are ranked and the plan is made"),
        (
            *filter(None, (target_sentence(analysis.edition, analysis.assessment),)),
            _("A gap is the target level minus the level today.") + " " + order_sentence(),
            _(
                "Each gap brings in the measures that close it, and these the measures they wait for. Among all plans "
                "within budget, capacity and horizon, the one is sought that reaches the most levels the earliest, "
                "core and dangerous ones counting more; how near it is to the best is said with the roadmap. "
                "Durations are the likely ones. A safe date is one that four in five of 5,000 simulated courses "
                "keep. Nothing is planned for a question without a level."
            ),
        ),
    )
    yield MethodPart(
        _("What the score does not say"),
        (
            _(
                "It describes what institutions have put in place, not how many children are harmed or protected. "
                "It is no ranking of countries: each country states its own levels. A high level without evidence is "
                "a claim. A low score with little answered says little."
            ),
        ),
    )


def _value_sentences(analysis: Analysis) -> Iterator[str]:
    """Sentences on the value of a level, and of a figure, where questions are answered with it."""
    if analysis.targets:
        yield _(
            "Each question is answered with the highest level whose text and all lower texts are true. "
            "The lowest level counts as nothing, the top level in full, and the levels between in equal steps "
            "unless the edition says otherwise."
        )
    if len(analysis.targets) < len(analysis.indicators):
        yield _(
            "A question that asks for a figure counts the place of the figure between the worst and the best one that "
            "the edition names; a figure beyond them counts as the nearest of the two."
        )


def _missing_sentences(tier: TierSettings) -> Iterator[str]:
    missing = tier.missing
    if "zero" in (missing.unanswered, missing.dont_know):
        yield _("A question without a level counts as zero where the edition says so.")
    else:
        yield _(
            "A question without a level does not count as zero: it is left out together with its weight."
        )
    if tier.must_have_cap is not None:
        yield _(
            "Where an indispensable indicator stands at its lowest level, the score of its pillar is capped."
        )


def _rule_sentence(pillar_rule: str, overall_rule: str) -> str:
    names = {
        "arithmetic_mean": _("the weighted mean"),
        "geometric_mean": _("the weighted geometric mean"),
        "harmonic_mean": _("the weighted harmonic mean"),
        "sum": _("the sum"),
        "minimum": _("the lowest"),
        "maximum": _("the highest"),
    }
    return _(
        "How the score of a pillar is made of its questions: {pillar}. How the overall score is made of the pillars: {overall}."
    ).format(pillar=names[pillar_rule], overall=names[overall_rule])


def _sources(analysis: Analysis) -> Iterator[SourceItem]:
    """The sources cited by what the document shows, in the order of the content."""
    used: dict[str, dict[str, None]] = {}

    def note(references: tuple[Reference, ...], code: str) -> None:
        for reference in references:
            used.setdefault(reference.source, {})[code] = None

    for indicator in analysis.indicators:
        if analysis.assessment.answer(indicator.id).state != "unanswered":
            note(indicator.references, indicator.id)
    for action in analysis.roadmap.actions:
        note(action.measure.references, action.measure.id)
    for raised in analysis.gates:
        note(raised.gate.references, raised.gate.id)
    if any(clause.kind == "invitation" for clause in analysis.edition.clauses):
        resolution = next((item for item in analysis.edition.sources if "res-179" in item.id), None)
        if resolution is not None:
            used.setdefault(resolution.id, {})
    for source in analysis.edition.sources:
        if source.id in used:
            yield _source(source, tuple(used[source.id]))


def _source(source: Source, codes: tuple[str, ...]) -> SourceItem:
    return SourceItem(
        title=edition_text(source.id, "title", source.title),
        issuer=edition_text(source.id, "issuer", source.issuer),
        year="" if source.year is None else str(source.year),
        url=source.url or "",
        used_by=listed(codes),
    )
