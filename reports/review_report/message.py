"""First page: facts of the assessment, result of the review, profiles, open points, signatures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessment import NodeScore
from assessment.answers.labels import state_name
from assessment.countries import country_name
from assessment.review.answer_review import BY_EXPERT, OpenPoint
from assessment.review.outcomes import Result
from assessment.workflow.level_basis import BasisKind, basis_of_state
from questionnaires.labels import edition_text, pillar_name
from reports.document_metadata import Head
from reports.formats import format_day
from reports.joining import listed
from reports.review_report.analysis import ReviewAnalysis
from reports.review_report.open_points import Party, PartyPoints
from translations import gettext as _
from translations import ngettext, pgettext
from translations.local_time import local_day

MAXIMUM_CODES = 24
"""Maximum number of codes on the first page; the chapter on open points has all."""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A key figure, formatted, and what it counts."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class ReviewMessage:
    """Texts of the first page: headline, key figures, results, profiles, open points."""

    headline: str
    figures: tuple[KeyFigure, ...]
    outcomes: tuple[str, ...]
    profiles: tuple[str, ...]
    open: tuple[str, ...]
    signs: tuple[str, ...]
    """Parties that sign."""


def head(analysis: ReviewAnalysis) -> Head:
    """The head of the first page."""
    return Head(
        country=country_name(analysis.assessment.country),
        subtitle=_("Child online protection: report of the review"),
        lines=tuple(_lines(analysis)),
    )


def _lines(analysis: ReviewAnalysis) -> Iterator[tuple[str, str]]:
    assessment, about, history = analysis.assessment, analysis.edition.about, analysis.history
    yield _("Cycle"), str(assessment.cycle)
    yield (
        _("Edition"),
        _("{title} ({edition})").format(
            title=edition_text("edition", "title", about.title), edition=about.id
        ),
    )
    state = state_name(assessment.state)
    if analysis.is_agreed and history.agreed:
        state = _("{state}, agreed on {date}").format(
            state=state, date=format_day(local_day(history.agreed.at))
        )
    yield _("State"), state
    handed_in = history.handed_in
    if handed_in is None:
        yield _("Handed in"), _("not yet")
    else:
        yield _("Handed in"), format_day(local_day(handed_in.at))
        yield _("Snapshot (SHA-256)"), handed_in.snapshot
    yield _("Expert’s remarks"), _span(analysis)
    yield _("Report of"), format_day(analysis.day)


def _span(analysis: ReviewAnalysis) -> str:
    """The first and last day of the expert's remarks, as a text."""
    days = sorted(
        local_day(remark.at)
        for item in analysis.findings
        for remark in item.review.remarks
        if remark.at is not None and remark.kind in BY_EXPERT
    )
    if not days:
        return _("none yet")
    if days[0] == days[-1]:
        return format_day(days[0])
    return _("{first} to {last}").format(first=format_day(days[0]), last=format_day(days[-1]))


def review_message(
    analysis: ReviewAnalysis, waiting: tuple[PartyPoints, ...], plan_sentence: str
) -> ReviewMessage:
    """The message; `plan_sentence` is the state of the plan review, empty where there is none."""
    return ReviewMessage(
        headline=_headline(analysis),
        figures=_figures(analysis),
        outcomes=tuple(_outcomes(analysis))
        or (
            _(
                "Every question was looked at, and no level was changed after it had been handed in."
            ),
        ),
        profiles=tuple(_profiles(analysis)),
        open=tuple(_open(waiting, plan_sentence)),
        signs=(pgettext("signature", "For the country"), _("The expert")),
    )


def _headline(analysis: ReviewAnalysis) -> str:
    still_open = analysis.counts[Result.OPEN]
    if still_open:
        return ngettext(
            "{number} question is open between country and expert",
            "{number} questions are open between country and expert",
            still_open,
        ).format(number=still_open)
    if basis_of_state(analysis.assessment.state).kind is BasisKind.WITHDRAWN:
        return _("The assessment was withdrawn")
    if analysis.is_agreed:
        return _("Country and expert have agreed")
    if not analysis.looked_at:
        return _("The expert has not looked at any answer yet")
    return _("Nothing is open; it is not agreed yet")


def _figures(analysis: ReviewAnalysis) -> tuple[KeyFigure, ...]:
    counts = analysis.counts
    return (
        KeyFigure(
            _("{part} of {whole}").format(part=analysis.looked_at, whole=len(analysis.findings)),
            _("questions looked at"),
        ),
        KeyFigure(str(counts[Result.AS_IT_WAS]), _("levels agreed as they were")),
        KeyFigure(str(counts[Result.TAKEN_OVER]), _("levels taken over from the expert")),
        KeyFigure(str(counts[Result.BOTH_KEPT]), _("levels on which both kept theirs")),
        KeyFigure(str(counts[Result.OPEN]), _("questions still open")),
    )


def _outcomes(analysis: ReviewAnalysis) -> Iterator[str]:
    if analysis.counts[Result.BOTH_KEPT]:
        yield _(
            "Where both kept their level, the country’s counts, because the result is the country’s."
        )
    questioned = analysis.counts[Result.ASKED]
    if questioned:
        yield ngettext(
            "On {number} question the expert asked, has the reply, and gave no level.",
            "On {number} questions the expert asked, has the reply, and gave no level.",
            questioned,
        ).format(number=questioned)
    unseen = analysis.counts[Result.NOT_LOOKED_AT]
    if unseen:
        yield ngettext(
            "{number} question was not looked at; its level stands as the country gave it.",
            "{number} questions were not looked at; their levels stand as the country gave them.",
            unseen,
        ).format(number=unseen)
    again = sum(OpenPoint.CHANGED in item.review.open_points for item in analysis.findings)
    if again:
        yield ngettext(
            "{number} answer was changed after the expert had looked at it, and waits for another look.",
            "{number} answers were changed after the expert had looked at them, and wait for another look.",
            again,
        ).format(number=again)
    changed = sum(item.changed for item in analysis.findings)
    if changed:
        yield ngettext(
            "The country changed {number} level itself after it had handed in.",
            "The country changed {number} levels itself after it had handed in.",
            changed,
        ).format(number=changed)


def third_profile_name(analysis: ReviewAnalysis) -> str:
    """The name of the third profile: agreed, or current."""
    return pgettext("levels", "Agreed") if analysis.is_agreed else _("As it stands")


def _profiles(analysis: ReviewAnalysis) -> Iterator[str]:
    own, expert, stands = analysis.scores
    scored = [node.score for layer in analysis.scores for node in (layer.overall, *layer.pillars)]
    if not any(score is not None for score in scored):
        yield _("Too little is answered for a score, of the whole or of any pillar.")
        return
    yield _("Overall score: {scores}.").format(
        scores=_three(analysis, (own.overall, expert.overall, stands.overall))
    )
    nodes = tuple(zip(own.pillars, expert.pillars, stands.pillars, strict=True))
    differ = [three for three in nodes if _differ(analysis, three)]
    for three in differ:
        yield _("{pillar}: {scores}.").format(
            pillar=pillar_name(analysis.edition, three[0].id), scores=_three(analysis, three)
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


def _differ(analysis: ReviewAnalysis, three: tuple[NodeScore, ...]) -> bool:
    """Whether the printed scores differ."""
    return len({analysis.formats.score(node.score) for node in three}) > 1


def _three(analysis: ReviewAnalysis, three: tuple[NodeScore, ...]) -> str:
    own, expert, stands = (
        analysis.formats.score(node.score) if node.score is not None else _("no score")
        for node in three
    )
    pattern = (
        _("self {own}, expert {expert}, agreed {stands}")
        if analysis.is_agreed
        else _("self {own}, expert {expert}, as it stands {stands}")
    )
    return pattern.format(own=own, expert=expert, stands=stands)


def _open(waiting: tuple[PartyPoints, ...], plan_sentence: str) -> Iterator[str]:
    if not waiting:
        yield _("Of the levels: nothing.") if plan_sentence else _("Nothing.")
    for part in waiting:
        number = len(part.items)
        pattern = (
            ngettext(
                "{number} question waits for the country: {codes}.",
                "{number} questions wait for the country: {codes}.",
                number,
            )
            if part.party is Party.COUNTRY
            else ngettext(
                "{number} question waits for the expert: {codes}.",
                "{number} questions wait for the expert: {codes}.",
                number,
            )
        )
        codes = [item.code for item in part.items]
        shown = listed((*codes[:MAXIMUM_CODES], "…" if number > MAXIMUM_CODES else ""))
        yield pattern.format(number=number, codes=shown)
    if plan_sentence:
        yield _("The plan: {sentence}").format(sentence=plan_sentence)
