"""The first page: whose review it is, what it came to, how the profiles differ, what is open, who signs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessment import NodeScore
from assessment.answers.labels import state_name
from assessment.countries import country_name
from assessment.review.answer_review import BY_EXPERT, OpenPoint
from assessment.review.outcomes import Result
from assessment.workflow.level_basis import BasisKind, basis_of_state
from reports.edition_labels import edition_text, pillar_name
from reports.formats import format_day
from reports.review_report.analysis import Reviewed
from reports.review_report.open_points import OpenPart, Who
from reports.sections.message import KeyFigure
from translations import gettext as _
from translations import ngettext

MOST_CODES = 24
"""Codes on the first page; all of them stand with the open points."""


@dataclass(frozen=True, slots=True)
class Head:
    """Whose review it is: the country, and lines of a name and what it is."""

    country: str
    subtitle: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReviewMessage:
    """What a reader takes from the first page."""

    headline: str
    figures: tuple[KeyFigure, ...]
    came_to: tuple[str, ...]
    profiles: tuple[str, ...]
    open: tuple[str, ...]
    signs: tuple[str, ...]
    """Who signs."""


def head(reviewed: Reviewed) -> Head:
    return Head(
        country=country_name(reviewed.assessment.country),
        subtitle=_("Child online protection: report of the review"),
        lines=tuple(_lines(reviewed)),
    )


def _lines(reviewed: Reviewed) -> Iterator[tuple[str, str]]:
    assessment, about, course = reviewed.assessment, reviewed.edition.about, reviewed.course
    yield _("Cycle"), str(assessment.cycle)
    yield (
        _("Edition"),
        _("{title} ({edition})").format(
            title=edition_text(about.id, "title", about.title), edition=about.id
        ),
    )
    state = state_name(assessment.state)
    if reviewed.is_agreed and course.agreed:
        state = _("{state}, agreed on {date}").format(
            state=state, date=format_day(course.agreed.at.date())
        )
    yield _("State"), state
    handed_in = course.handed_in
    if handed_in is None:
        yield _("Handed in"), _("not yet")
    else:
        yield _("Handed in"), format_day(handed_in.at.date())
        yield _("Snapshot (SHA-256)"), handed_in.snapshot
    yield _("Expert’s remarks"), _span(reviewed)
    yield _("Report of"), format_day(reviewed.day)


def _span(reviewed: Reviewed) -> str:
    """From the first to the last day on which an expert said anything."""
    days = sorted(
        remark.at.date()
        for item in reviewed.findings
        for remark in item.review.remarks
        if remark.at is not None and remark.kind in BY_EXPERT
    )
    if not days:
        return _("none yet")
    if days[0] == days[-1]:
        return format_day(days[0])
    return _("{first} to {last}").format(first=format_day(days[0]), last=format_day(days[-1]))


def review_message(
    reviewed: Reviewed, waiting: tuple[OpenPart, ...], of_plan: str
) -> ReviewMessage:
    """`of_plan` says in a sentence where the review of the plan stands; empty where there is none."""
    return ReviewMessage(
        headline=_headline(reviewed),
        figures=_figures(reviewed),
        came_to=tuple(_came_to(reviewed))
        or (
            _(
                "Every question was looked at, and no level was changed after it had been handed in."
            ),
        ),
        profiles=tuple(_profiles(reviewed)),
        open=tuple(_open(waiting, of_plan)),
        signs=(_("For the country"), _("The expert")),
    )


def _headline(reviewed: Reviewed) -> str:
    still_open = reviewed.counts[Result.OPEN]
    if still_open:
        return ngettext(
            "{number} question is open between country and expert",
            "{number} questions are open between country and expert",
            still_open,
        ).format(number=still_open)
    if basis_of_state(reviewed.assessment.state).kind is BasisKind.WITHDRAWN:
        return _("The assessment was withdrawn")
    if reviewed.is_agreed:
        return _("Country and expert have agreed")
    if not reviewed.looked_at:
        return _("The expert has not looked at any answer yet")
    return _("Nothing is open; it is not agreed yet")


def _figures(reviewed: Reviewed) -> tuple[KeyFigure, ...]:
    counts = reviewed.counts
    return (
        KeyFigure(
            _("{part} of {whole}").format(part=reviewed.looked_at, whole=len(reviewed.findings)),
            _("questions looked at"),
        ),
        KeyFigure(str(counts[Result.AS_IT_WAS]), _("levels agreed as they were")),
        KeyFigure(str(counts[Result.TAKEN_OVER]), _("levels taken over from the expert")),
        KeyFigure(str(counts[Result.BOTH_KEPT]), _("levels on which both kept theirs")),
        KeyFigure(str(counts[Result.OPEN]), _("questions still open")),
    )


def _came_to(reviewed: Reviewed) -> Iterator[str]:
    if reviewed.counts[Result.BOTH_KEPT]:
        yield _(
            "Where both kept their level, the country’s counts, because the result is the country’s."
        )
    asked = reviewed.counts[Result.ASKED]
    if asked:
        yield ngettext(
            "On {number} question the expert asked, has the reply, and gave no level.",
            "On {number} questions the expert asked, has the reply, and gave no level.",
            asked,
        ).format(number=asked)
    unseen = reviewed.counts[Result.NOT_LOOKED_AT]
    if unseen:
        yield ngettext(
            "{number} question was not looked at; its level stands as the country gave it.",
            "{number} questions were not looked at; their levels stand as the country gave them.",
            unseen,
        ).format(number=unseen)
    again = sum(OpenPoint.CHANGED in item.review.open_points for item in reviewed.findings)
    if again:
        yield ngettext(
            "{number} answer was changed after the expert had looked at it, and waits for another look.",
            "{number} answers were changed after the expert had looked at them, and wait for another look.",
            again,
        ).format(number=again)
    changed = sum(item.changed for item in reviewed.findings)
    if changed:
        yield ngettext(
            "The country changed {number} level itself after it had handed in.",
            "The country changed {number} levels itself after it had handed in.",
            changed,
        ).format(number=changed)


def stands_name(reviewed: Reviewed) -> str:
    """What the third profile is called."""
    return _("Agreed") if reviewed.is_agreed else _("As it stands")


def _profiles(reviewed: Reviewed) -> Iterator[str]:
    own, expert, stands = reviewed.scores
    scored = [node.score for layer in reviewed.scores for node in (layer.overall, *layer.pillars)]
    if not any(score is not None for score in scored):
        yield _("Too little is answered for a score, of the whole or of any pillar.")
        return
    yield _("Overall score: {scores}.").format(
        scores=_three(reviewed, (own.overall, expert.overall, stands.overall))
    )
    nodes = tuple(zip(own.pillars, expert.pillars, stands.pillars, strict=True))
    differ = [three for three in nodes if _differ(reviewed, three)]
    for three in differ:
        yield _("{pillar}: {scores}.").format(
            pillar=pillar_name(reviewed.edition, three[0].id), scores=_three(reviewed, three)
        )
    same = len(nodes) - len(differ)
    if not differ:
        yield _("In every pillar the three profiles are the same.")
    elif same:
        yield ngettext(
            "In the other {number} pillar the three are the same.",
            "In the other {number} pillars the three are the same.",
            same,
        ).format(number=same)


def _differ(reviewed: Reviewed, three: tuple[NodeScore, ...]) -> bool:
    """Whether a reader sees different numbers."""
    return len({reviewed.formats.score(node.score) for node in three}) > 1


def _three(reviewed: Reviewed, three: tuple[NodeScore, ...]) -> str:
    own, expert, stands = (
        reviewed.formats.score(node.score) if node.score is not None else _("no score")
        for node in three
    )
    pattern = (
        _("self {own}, expert {expert}, agreed {stands}")
        if reviewed.is_agreed
        else _("self {own}, expert {expert}, as it stands {stands}")
    )
    return pattern.format(own=own, expert=expert, stands=stands)


def _open(waiting: tuple[OpenPart, ...], of_plan: str) -> Iterator[str]:
    if not waiting:
        yield _("Of the levels: nothing.") if of_plan else _("Nothing.")
    for part in waiting:
        number = len(part.items)
        pattern = (
            ngettext(
                "{number} question waits for the country: {codes}.",
                "{number} questions wait for the country: {codes}.",
                number,
            )
            if part.who is Who.COUNTRY
            else ngettext(
                "{number} question waits for the expert: {codes}.",
                "{number} questions wait for the expert: {codes}.",
                number,
            )
        )
        codes = [item.code for item in part.items]
        shown = ", ".join(codes[:MOST_CODES]) + (", …" if number > MOST_CODES else "")
        yield pattern.format(number=number, codes=shown)
    if of_plan:
        yield _("The plan: {sentence}").format(sentence=of_plan)
