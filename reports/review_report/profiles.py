"""Self, expert and agreed profile together: a figure, and a table with the numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessment import NodeScore
from assessment.review.outcomes import ReviewFinding
from questionnaires import Group
from reports.edition_labels import (
    edition_text,
    pillar_colour,
    pillar_letter,
    pillar_name,
    place_on_scale,
)
from reports.figures import Chart, MarkRow, mark_figure
from reports.figures.shapes import INK
from reports.formats import DASH
from reports.review_report.analysis import Reviewed
from reports.review_report.message import stands_name
from translations import gettext as _
from translations import ngettext

Three = tuple[NodeScore, NodeScore, NodeScore]


@dataclass(frozen=True, slots=True)
class Profiles:
    """The figure with its finding, and the table under its head."""

    title: str
    figure: Chart
    key: str
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def profiles(reviewed: Reviewed) -> Profiles:
    nodes = tuple(_nodes(reviewed))
    names = (_("Self"), _("Expert"), stands_name(reviewed))
    whole = reviewed.empty.overall
    low, high = whole.low or 0.0, whole.high or 1.0
    return Profiles(
        title=_title(reviewed),
        figure=mark_figure(
            tuple(_row(reviewed, three) for three in nodes),
            ticks=tuple(
                reviewed.formats.score(low + step / 4 * (high - low)) for step in range(5)
            ),
            names=names,
            alternative=_alternative(reviewed, nodes, names),
        ),
        key=_("Dot: self. Square: expert. Triangle: {name}. A dash: too little is answered.").format(
            name=names[2]
        ),
        caption=_("Scores of the three profiles, and how many levels they differ in"),
        head=(_("Pillar"), _("Asked"), _("Looked at"), _("Levels that differ"), *names),
        rows=tuple(_numbers(reviewed, three) for three in nodes),
    )  # fmt: skip


def _nodes(reviewed: Reviewed) -> Iterator[Three]:
    own, expert, stands = reviewed.scores
    yield own.overall, expert.overall, stands.overall
    yield from zip(own.pillars, expert.pillars, stands.pillars, strict=True)


def _name(reviewed: Reviewed, node: NodeScore) -> str:
    if node.kind == "overall":
        return edition_text(node.id, "name", reviewed.edition.about.overall.name)
    return pillar_name(reviewed.edition, node.id)


def _row(reviewed: Reviewed, three: Three) -> MarkRow:
    node, edition = three[0], reviewed.edition
    is_pillar = node.kind == "group"
    own, expert, stands = (place_on_scale(reviewed.empty, item, item.score) for item in three)
    return MarkRow(
        name=_name(reviewed, node),
        letter=pillar_letter(edition, node.id) if is_pillar else "",
        colour=pillar_colour(edition, node.id) if is_pillar else INK,
        places=(own, expert, stands),
        texts=_texts(reviewed, three),
    )


def _texts(reviewed: Reviewed, three: Three) -> tuple[str, str, str]:
    own, expert, stands = (reviewed.formats.score(node.score) for node in three)
    return own, expert, stands


def _alternative(
    reviewed: Reviewed, nodes: tuple[Three, ...], names: tuple[str, str, str]
) -> str:  # fmt: skip
    """The numbers of the figure in sentences."""
    return " ".join(
        _("{name}: {marks}.").format(
            name=_name(reviewed, three[0]),
            marks=", ".join(
                _("{profile} {score}").format(
                    profile=name, score=_("no score") if text == DASH else text
                )
                for name, text in zip(names, _texts(reviewed, three), strict=True)
            ),
        )
        for three in nodes
    )


def _title(reviewed: Reviewed) -> str:
    """What the figure shows: in how many pillars the expert's profile lies lower or higher."""
    if not reviewed.looked_at:
        return _("The expert has not looked at any answer yet: all three are the country’s")
    own, expert, _stands = reviewed.scores
    pairs = [
        (before.score, after.score)
        for before, after in zip(own.pillars, expert.pillars, strict=True)
        if before.score is not None and after.score is not None
    ]
    if not pairs:
        return _("Too little is answered for a score of any pillar")
    numbers = reviewed.formats.number
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


def _numbers(reviewed: Reviewed, three: Three) -> tuple[str, ...]:
    found = _findings(reviewed, three[0])
    return (
        _name(reviewed, three[0]),
        str(len(found)),
        str(sum(item.review.is_looked_at for item in found)),
        str(sum(item.differs for item in found)),
        *_texts(reviewed, three),
    )


def _findings(reviewed: Reviewed, node: NodeScore) -> tuple[ReviewFinding, ...]:
    pillar: Group | None = next(
        (item for item in reviewed.edition.pillars if item.id == node.id), None
    )
    return reviewed.findings if pillar is None else reviewed.in_pillar(pillar)
