"""The profile: scores by pillar, all answers at a glance, the view by invitation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessment import NodeScore
from questionnaires import Clause, Indicator
from reports.analysis import Analysis, edition_text
from reports.figures import (
    Bullet,
    Cell,
    CellRow,
    Chart,
    bullet_figure,
    glance_figure,
    small_bar,
)
from reports.figures.levels import level_colour
from reports.figures.shapes import ACTION, INK
from reports.formats import format_share
from reports.sections.message import coverage_sentence
from reports.sections.words import STATE_SIGNS, state_name
from translations import gettext as _
from translations import ngettext


@dataclass(frozen=True, slots=True)
class ProfileSection:
    """Scores by pillar and the squares of all indicators."""

    title: str
    sentence: str
    bullets: Chart
    glance_title: str
    glance: Chart


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """One invitation: what it asks, where the country stands."""

    code: str
    title: str
    text: str
    bar: Chart | None
    score: str
    sentence: str
    indicators: str


@dataclass(frozen=True, slots=True)
class InvitationTable:
    """The invitations to one addressee."""

    caption: str
    rows: tuple[InvitationRow, ...]


def profile(facts: Analysis) -> ProfileSection:
    nodes = (facts.scores.overall, *facts.scores.pillars)
    bullets = tuple(_bullet(facts, node) for node in nodes)
    whole = facts.empty.overall
    low, high = whole.low or 0.0, whole.high or 1.0
    ticks = tuple(facts.formats.score(low + step / 4 * (high - low)) for step in range(5))
    rows = tuple(_cells(facts))
    return ProfileSection(
        title=_profile_title(facts),
        sentence=coverage_sentence(facts),
        bullets=bullet_figure(
            bullets,
            ticks,
            " ".join(score_in_words(facts, node, node_name(facts, node)) for node in nodes),
        ),
        glance_title=_glance_title(facts),
        glance=glance_figure(rows, _glance_in_words(facts)),
    )


def node_name(facts: Analysis, node: NodeScore) -> str:
    if node.kind == "overall":
        return edition_text(node.id, "name", facts.edition.about.overall.name)
    return facts.pillar_name(node.id)


def _profile_title(facts: Analysis) -> str:
    pillars = facts.scores.pillars
    scored = [node for node in pillars if node.score is not None]
    if not facts.known:
        return _("Nothing has been answered with a level yet")
    if len(scored) < len(pillars):
        return ngettext(
            "{scored} of {number} pillar has enough answers for a score",
            "{scored} of {number} pillars have enough answers for a score",
            len(pillars),
        ).format(scored=len(scored), number=len(pillars))
    lowest = min(node.score or 0.0 for node in scored)
    highest = max(node.score or 0.0 for node in scored)
    if facts.formats.number(lowest) == facts.formats.number(highest):
        return _("All pillars stand at the same score")
    first = next(node for node in scored if node.score == lowest)
    return _("{pillar}: the lowest score of {number} pillars").format(
        pillar=facts.pillar_name(first.id), number=len(pillars)
    )


def _bullet(facts: Analysis, node: NodeScore) -> Bullet:
    is_pillar = node.kind == "group"
    return Bullet(
        name=node_name(facts, node),
        letter=facts.letter(node.id) if is_pillar else "",
        colour=facts.colour(node.id) if is_pillar else INK,
        score=facts.place(node, node.score),
        low=facts.place(node, node.low),
        high=facts.place(node, node.high),
        target=facts.place(node, facts.at_target.nodes[node.id].high),
        score_text=facts.formats.score(node.score) if node.score is not None else _("No score"),
        remark=_("{coverage} answered").format(coverage=format_share(node.coverage)),
    )


def score_in_words(facts: Analysis, node: NodeScore, name: str) -> str:
    """The numbers of one bar as a sentence."""
    formats = facts.formats
    if node.score is None:
        pattern = _(
            "{name}: no score, between {low} and {high}, {coverage} answered, target {target}."
        )
    else:
        pattern = _(
            "{name}: {score}, between {low} and {high}, {coverage} answered, target {target}."
        )
    return pattern.format(
        name=name,
        score=formats.score(node.score),
        low=formats.score(node.low),
        high=formats.score(node.high),
        coverage=format_share(node.coverage),
        target=formats.score(facts.at_target.nodes[node.id].high),
    )


def _cells(facts: Analysis) -> Iterator[CellRow]:
    for pillar in facts.pillars:
        cells = tuple(_cell(facts, item) for item in facts.asked_in(pillar))
        yield CellRow(facts.letter(pillar.id), facts.colour(pillar.id), cells)


def _cell(facts: Analysis, indicator: Indicator) -> Cell:
    answer = facts.assessment.answer(indicator.id)
    if answer.level is None:
        sign = "#" if answer.value is not None else STATE_SIGNS.get(answer.state, "")
        return Cell(indicator.id, sign, "", dark=False)
    top = facts.edition.scale_of(indicator).top_level
    return Cell(
        indicator.id,
        str(answer.level),
        level_colour(answer.level, top),
        dark=answer.level / top > 0.6,
    )


def _glance_title(facts: Analysis) -> str:
    return ngettext(
        "{answered} of {total} indicator has a level",
        "{answered} of {total} indicators have a level",
        facts.applicable,
    ).format(answered=facts.known, total=facts.applicable)


def _glance_in_words(facts: Analysis) -> str:
    parts = []
    for pillar in facts.pillars:
        found = []
        for item in facts.asked_in(pillar):
            answer = facts.assessment.answer(item.id)
            if answer.level is not None:
                found.append(_("{id} level {level}").format(id=item.id, level=answer.level))
            elif answer.state != "unanswered":
                found.append(_("{id} {state}").format(id=item.id, state=state_name(answer.state)))
        parts.append(
            _("{pillar}: {levels}.").format(
                pillar=facts.pillar_name(pillar.id),
                levels=", ".join(found)
                or _("none of {number} answered").format(number=len(facts.asked_in(pillar))),
            )
        )
    return " ".join(parts)


def invitations(facts: Analysis) -> tuple[InvitationTable, ...]:
    """The invitations of the resolution, a table for each addressee in the order of the content."""
    invited = [clause for clause in facts.edition.clauses if clause.kind == "invitation"]
    return tuple(
        InvitationTable(
            caption=_("Invitations to {addressee}").format(
                addressee=edition_text(items[0].id, "addressee", addressee)
            ),
            rows=tuple(_invitation(facts, clause) for clause in items),
        )
        for addressee in dict.fromkeys(clause.addressee for clause in invited)
        if (items := [clause for clause in invited if clause.addressee == addressee])
    )


def _invitation(facts: Analysis, clause: Clause) -> InvitationRow:
    node = next((item for item in facts.scores.clauses if item.id == clause.id), None)
    title = edition_text(clause.id, "title", clause.title)
    return InvitationRow(
        code=clause.id,
        title=title,
        text=edition_text(clause.id, "text", clause.text),
        bar=score_bar(facts, node, clause.id),
        score=facts.formats.score(node.score if node else None),
        sentence=_invitation_sentence(facts, node),
        indicators=", ".join(child.id for child in node.children) if node else "",
    )


def score_bar(facts: Analysis, node: NodeScore | None, name: str) -> Chart | None:
    """The bar of one score for a row of a table; None where there is nothing to draw."""
    if node is None or node.low is None:
        return None
    bullet = Bullet(
        name=name,
        letter="",
        colour=ACTION,
        score=facts.place(node, node.score),
        low=facts.place(node, node.low),
        high=facts.place(node, node.high),
        target=facts.place(node, facts.at_target.nodes[node.id].high),
        score_text="",
        remark="",
    )
    return small_bar(bullet, score_in_words(facts, node, name))


def _invitation_sentence(facts: Analysis, node: NodeScore | None) -> str:
    if node is None or not node.total:
        return _("No indicator asked here answers it.")
    if not node.answered:
        return ngettext(
            "The {total} indicator is not answered.",
            "None of {total} indicators is answered.",
            node.total,
        ).format(total=node.total)
    if node.score is None:
        return _("{answered} of {total} indicators answered, too few for a score.").format(
            answered=node.answered, total=node.total
        )
    if node.answered == node.total:
        return ngettext(
            "The {total} indicator is answered.", "All {total} indicators are answered.", node.total
        ).format(total=node.total)
    return _("{answered} of {total} indicators answered.").format(
        answered=node.answered, total=node.total
    )
