"""Section on the profile: scores by pillar, the grid of all answers, scores by invitation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessment import NodeScore
from questionnaires import Clause, Indicator
from questionnaires.labels import edition_text
from questionnaires.palette import ACTION, INK, level_colour
from reports.analysis import Analysis, figures_known
from reports.figures import (
    Bullet,
    BulletPositions,
    Cell,
    CellRow,
    Chart,
    answer_grid_chart,
    bullet_chart,
    bullet_positions,
    small_bar,
)
from reports.formats import format_not_applicable, format_share, not_applicable_sentence
from reports.joining import listed
from reports.sections.coverage import coverage_sentence
from reports.sections.labels import STATE_SIGNS, printed_status
from translations import gettext as _
from translations import ngettext


@dataclass(frozen=True, slots=True)
class ProfileSection:
    """Section with the chart of scores by pillar and the grid of all answers."""

    title: str
    sentence: str
    bullets: Chart
    answer_grid_title: str
    answer_grid: Chart


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """One invitation: its text, its score with a bar, and the indicators that measure it."""

    code: str
    title: str
    text: str
    bar: Chart | None
    score: str
    sentence: str
    indicators: str
    related: str
    """Indicators with a related link, which are part of no score; empty where none is asked."""


@dataclass(frozen=True, slots=True)
class InvitationTable:
    """Rows of the invitations to one addressee."""

    caption: str
    rows: tuple[InvitationRow, ...]


def profile(analysis: Analysis) -> ProfileSection:
    """Section with both charts and their titles."""
    nodes = (analysis.scores.overall, *analysis.scores.pillars)
    bullets = profile_bullets(analysis)
    rows = tuple(answer_rows(analysis))
    return ProfileSection(
        title=_profile_title(analysis),
        sentence=coverage_sentence(analysis),
        bullets=bullet_chart(
            bullets,
            analysis.score_ticks(),
            " ".join(score_sentence(analysis, node, node_name(analysis, node)) for node in nodes),
        ),
        answer_grid_title=_answer_grid_title(analysis),
        answer_grid=answer_grid_chart(rows, _answer_grid_summary(analysis)),
    )


def profile_bullets(analysis: Analysis) -> tuple[Bullet, ...]:
    """The overall score and that of each pillar, with bounds and target."""
    nodes = (analysis.scores.overall, *analysis.scores.pillars)
    return tuple(_bullet(analysis, node) for node in nodes)


def node_name(analysis: Analysis, node: NodeScore) -> str:
    """The name of the overall score or of a pillar."""
    if node.kind == "overall":
        return edition_text(node.id, "name", analysis.edition.about.overall.name)
    return analysis.pillar_name(node.id)


def _profile_title(analysis: Analysis) -> str:
    pillars = analysis.scores.pillars
    scored = [node for node in pillars if node.score is not None]
    if not analysis.answered_count:
        return _("Nothing has been answered with a level yet")
    if len(scored) < len(pillars):
        return ngettext(
            "{scored} of {number} pillar has enough answers for a score",
            "{scored} of {number} pillars have enough answers for a score",
            len(pillars),
        ).format(scored=len(scored), number=len(pillars))
    lowest = min(node.score or 0.0 for node in scored)
    highest = max(node.score or 0.0 for node in scored)
    if analysis.formats.number(lowest) == analysis.formats.number(highest):
        return _("All pillars stand at the same score")
    first = next(node for node in scored if node.score == lowest)
    return ngettext(
        "{pillar}: the lowest score of {number} pillar",
        "{pillar}: the lowest score of {number} pillars",
        len(pillars),
    ).format(pillar=analysis.pillar_name(first.id), number=len(pillars))


def _bullet(analysis: Analysis, node: NodeScore) -> Bullet:
    is_pillar = node.kind == "group"
    return Bullet(
        name=node_name(analysis, node),
        letter=analysis.letter(node.id) if is_pillar else "",
        colour=analysis.colour(node.id) if is_pillar else INK,
        positions=_positions(analysis, node),
        score_text=analysis.formats.score(node.score) if node.score is not None else _("No score"),
        remark=_remark(analysis, node),
    )


def _remark(analysis: Analysis, node: NodeScore) -> str:
    """The band of the score, the answered share, and what was taken out; instead of the share, that no question is left."""
    taken_out = format_not_applicable(node.not_applicable)
    if taken_out and not node.total:
        answered = _("no question left")
    else:
        answered = _("{coverage} answered").format(coverage=format_share(node.coverage))
    return "\n".join(filter(None, (analysis.formats.band(node.score), answered, taken_out)))


def _positions(analysis: Analysis, node: NodeScore) -> BulletPositions:
    return bullet_positions(node, empty=analysis.empty, at_target=analysis.at_target)


def score_sentence(analysis: Analysis, node: NodeScore, name: str) -> str:
    """The numbers of one bar as a sentence: score, bounds, coverage, target."""
    formats = analysis.formats
    if node.score is None:
        pattern = _(
            "{name}: no score, between {low} and {high}, {coverage} answered, target {target}."
        )
    else:
        pattern = _(
            "{name}: {score}, between {low} and {high}, {coverage} answered, target {target}."
        )
    text = pattern.format(
        name=name,
        score=formats.score(node.score),
        low=formats.score(node.low),
        high=formats.score(node.high),
        coverage=format_share(node.coverage),
        target=formats.score(analysis.at_target.nodes[node.id].high),
    )
    taken_out = not_applicable_sentence(node.not_applicable, is_rest=True)
    return " ".join(filter(None, (text, taken_out)))


def answer_rows(analysis: Analysis) -> Iterator[CellRow]:
    """Yield the squares of all answers, by pillar."""
    for pillar in analysis.pillars:
        cells = tuple(_cell(analysis, item) for item in analysis.indicators_of(pillar))
        yield CellRow(analysis.letter(pillar.id), analysis.colour(pillar.id), cells)


def _cell(analysis: Analysis, indicator: Indicator) -> Cell:
    answer = analysis.assessment.answer(indicator.id)
    if answer.level is None:
        sign = "#" if answer.value is not None else STATE_SIGNS.get(answer.state, "")
        return Cell(indicator.id, sign, "", dark=False)
    top = analysis.edition.scale_of(indicator).top_level
    return Cell(
        indicator.id,
        str(answer.level),
        level_colour(answer.level, top),
        dark=answer.level / top > 0.6,
    )


def _answer_grid_title(analysis: Analysis) -> str:
    if not analysis.targets:
        return figures_known(analysis)
    return ngettext(
        "{answered} of {total} indicator has a level",
        "{answered} of {total} indicators have a level",
        analysis.applicable_count,
    ).format(answered=analysis.answered_count, total=analysis.applicable_count)


def _answer_grid_summary(analysis: Analysis) -> str:
    parts = []
    for pillar in analysis.pillars:
        levels = []
        for item in analysis.indicators_of(pillar):
            answer = analysis.assessment.answer(item.id)
            if answer.level is not None:
                levels.append(_("{id} level {level}").format(id=item.id, level=answer.level))
            elif answer.state != "unanswered":
                levels.append(
                    _("{id} {state}").format(id=item.id, state=printed_status(answer.state))
                )
        parts.append(
            _("{pillar}: {levels}.").format(
                pillar=analysis.pillar_name(pillar.id),
                levels=listed(levels)
                or _("none of {number} answered").format(
                    number=len(analysis.indicators_of(pillar))
                ),
            )
        )
    return " ".join(parts)


def invitations(analysis: Analysis) -> tuple[InvitationTable, ...]:
    """Tables of the invitations of Resolution 179, one for each addressee in the order of the content."""
    invited = [clause for clause in analysis.edition.clauses if clause.kind == "invitation"]
    return tuple(
        InvitationTable(
            caption=_("Invitations to {addressee}").format(
                addressee=edition_text(items[0].id, "addressee", addressee)
            ),
            rows=tuple(_invitation(analysis, clause) for clause in items),
        )
        for addressee in dict.fromkeys(clause.addressee for clause in invited)
        if (items := [clause for clause in invited if clause.addressee == addressee])
    )


def _invitation(analysis: Analysis, clause: Clause) -> InvitationRow:
    node = next((item for item in analysis.scores.clauses if item.id == clause.id), None)
    title = edition_text(clause.id, "title", clause.title)
    return InvitationRow(
        code=clause.id,
        title=title,
        text=edition_text(clause.id, "text", clause.text),
        bar=score_bar(analysis, node, clause.id),
        score=analysis.formats.score(node.score if node else None),
        sentence=_invitation_sentence(analysis, node),
        indicators=listed(child.id for child in node.children) if node else "",
        related=_related(analysis, clause),
    )


def _related(analysis: Analysis, clause: Clause) -> str:
    asked = {item.id for item in analysis.indicators}
    codes = [item.id for item in analysis.edition.related_to_clause[clause.id] if item.id in asked]
    return _("Related, not in the score: {codes}").format(codes=listed(codes)) if codes else ""


def score_bar(analysis: Analysis, node: NodeScore | None, name: str) -> Chart | None:
    """The bar of one score for a table row; None without bounds."""
    if node is None or node.low is None:
        return None
    bullet = Bullet(
        name=name,
        letter="",
        colour=ACTION,
        positions=_positions(analysis, node),
        score_text="",
        remark="",
    )
    return small_bar(bullet, score_sentence(analysis, node, name))


def _invitation_sentence(analysis: Analysis, node: NodeScore | None) -> str:
    if node is None or not node.total + node.not_applicable:
        return _("No indicator asked here answers it.")
    taken_out = not_applicable_sentence(node.not_applicable, is_rest=node.total > 0)
    return " ".join(filter(None, (_answered_sentence(node) if node.total else "", taken_out)))


def _answered_sentence(node: NodeScore) -> str:
    if not node.answered:
        return ngettext(
            "The {total} indicator is not answered.",
            "None of {total} indicators is answered.",
            node.total,
        ).format(total=node.total)
    if node.score is None:
        return ngettext(
            "{answered} of {total} indicator answered, too few for a score.",
            "{answered} of {total} indicators answered, too few for a score.",
            node.total,
        ).format(answered=node.answered, total=node.total)
    if node.answered == node.total:
        return ngettext(
            "The {total} indicator is answered.", "All {total} indicators are answered.", node.total
        ).format(total=node.total)
    return ngettext(
        "{answered} of {total} indicator answered.",
        "{answered} of {total} indicators answered.",
        node.total,
    ).format(answered=node.answered, total=node.total)
