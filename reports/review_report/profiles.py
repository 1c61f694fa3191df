"""Chapter on the three profiles (self, expert, agreed or current): a chart and a table of scores."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessment import NodeScore
from assessment.review.outcomes import ReviewFinding
from questionnaires import Group
from questionnaires.labels import edition_text, pillar_name
from questionnaires.palette import INK, pillar_colour, pillar_letter
from reports.figures import Chart, MarkRow, mark_chart
from reports.figures.scale import scale_position, tick_values
from reports.formats import DASH
from reports.joining import listed
from reports.review_report.analysis import ReviewAnalysis
from reports.review_report.message import third_profile_name
from translations import gettext as _
from translations import ngettext

Three = tuple[NodeScore, NodeScore, NodeScore]


@dataclass(frozen=True, slots=True)
class Profiles:
    """Chart with its finding as title, and table with caption, head and rows."""

    title: str
    chart: Chart
    key: str
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def profiles(analysis: ReviewAnalysis) -> Profiles:
    """Chart and table of the overall score and of every pillar."""
    nodes = tuple(_nodes(analysis))
    names = (_("Self"), _("Expert"), third_profile_name(analysis))
    return Profiles(
        title=_title(analysis),
        chart=mark_chart(
            tuple(_row(analysis, three) for three in nodes),
            ticks=tuple(
                analysis.formats.score(value) for value in tick_values(analysis.empty.overall)
            ),
            names=names,
            alternative=_alternative(analysis, nodes, names),
        ),
        key=_("Dot: self. Square: expert. Triangle: {name}. A dash: too little is answered.").format(
            name=names[2]
        ),
        caption=_("Scores of the three profiles, and how many levels they differ in"),
        head=(_("Pillar"), _("Asked"), _("Looked at"), _("Levels that differ"), *names),
        rows=tuple(_numbers(analysis, three) for three in nodes),
    )  # fmt: skip


def _nodes(analysis: ReviewAnalysis) -> Iterator[Three]:
    own, expert, stands = analysis.scores
    yield own.overall, expert.overall, stands.overall
    yield from zip(own.pillars, expert.pillars, stands.pillars, strict=True)


def _name(analysis: ReviewAnalysis, node: NodeScore) -> str:
    if node.kind == "overall":
        return edition_text(node.id, "name", analysis.edition.about.overall.name)
    return pillar_name(analysis.edition, node.id)


def _row(analysis: ReviewAnalysis, three: Three) -> MarkRow:
    node, edition = three[0], analysis.edition
    is_pillar = node.kind == "group"
    own, expert, stands = (scale_position(analysis.empty, item, item.score) for item in three)
    return MarkRow(
        name=_name(analysis, node),
        letter=pillar_letter(edition, node.id) if is_pillar else "",
        colour=pillar_colour(edition, node.id) if is_pillar else INK,
        positions=(own, expert, stands),
        texts=_texts(analysis, three),
    )


def _texts(analysis: ReviewAnalysis, three: Three) -> tuple[str, str, str]:
    own, expert, stands = (analysis.formats.score(node.score) for node in three)
    return own, expert, stands


def _alternative(
    analysis: ReviewAnalysis, nodes: tuple[Three, ...], names: tuple[str, str, str]
) -> str:  # fmt: skip
    """Text alternative of the chart: the scores of each row."""
    return " ".join(
        _("{name}: {marks}.").format(
            name=_name(analysis, three[0]),
            marks=listed(
                _("{profile} {score}").format(
                    profile=name, score=_("no score") if text == DASH else text
                )
                for name, text in zip(names, _texts(analysis, three), strict=True)
            ),
        )
        for three in nodes
    )


def _title(analysis: ReviewAnalysis) -> str:
    """Title of the chart: the number of pillars that the expert scores lower or higher than the country."""
    if not analysis.looked_at:
        return _("The expert has not looked at any answer yet: all three are the country’s")
    own, expert, _stands = analysis.scores
    pairs = [
        (before.score, after.score)
        for before, after in zip(own.pillars, expert.pillars, strict=True)
        if before.score is not None and after.score is not None
    ]
    if not pairs:
        return _("Too little is answered for a score of any pillar")
    numbers = analysis.formats.number
    lower = sum(after < before and numbers(after) != numbers(before) for before, after in pairs)
    higher = sum(after > before and numbers(after) != numbers(before) for before, after in pairs)
    if not lower and not higher:
        return _("Expert and country see every pillar alike")
    if not higher:
        return ngettext(
            "The expert sees {number} pillar lower than the country does",
            "The expert sees {number} pillars lower than the country does",
            lower,
        ).format(number=lower)
    if not lower:
        return ngettext(
            "The expert sees {number} pillar higher than the country does",
            "The expert sees {number} pillars higher than the country does",
            higher,
        ).format(number=higher)
    return _("The expert sees {lower} pillars lower and {higher} higher than the country does").format(
        lower=lower, higher=higher
    )  # fmt: skip


def _numbers(analysis: ReviewAnalysis, three: Three) -> tuple[str, ...]:
    findings = _findings(analysis, three[0])
    return (
        _name(analysis, three[0]),
        str(len(findings)),
        str(sum(item.review.is_looked_at for item in findings)),
        str(sum(item.differs for item in findings)),
        *_texts(analysis, three),
    )


def _findings(analysis: ReviewAnalysis, node: NodeScore) -> tuple[ReviewFinding, ...]:
    pillar: Group | None = next(
        (item for item in analysis.edition.pillars if item.id == node.id), None
    )
    return analysis.findings if pillar is None else analysis.in_pillar(pillar)
