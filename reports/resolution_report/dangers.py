"""Dangers open before and now: questions without which a child may be in danger, by the targets of the newest cycle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assessment import AnswerStatus
from assessment.planning.gaps import severe_below_target
from reports.resolution_report.analysis import ResolutionAnalysis
from reports.sections.labels import LevelMark, answer_mark
from translations import gettext as _
from translations import ngettext, pgettext


class DangerState(StrEnum):
    """What became of a danger between two cycles."""

    CLOSED = "closed"
    STILL_OPEN = "still_open"
    OPENED = "opened"
    STAYED_CLOSED = "stayed_closed"
    OPEN = "open"
    """Open now; before it was not asked, had no level, or there is no cycle before."""
    NOT_OPEN = "not_open"
    """Closed now; before it was not asked, had no level, or there is no cycle before."""
    UNKNOWN = "unknown"
    """It has no level now."""


@dataclass(frozen=True, slots=True)
class DangerChange:
    """Whether one danger, by the id of its indicator, was open and is open.

    `was_open` is None with one cycle, and where it was not asked, meant another thing or had no level; `is_open` is None
    where it has no level now.
    """

    indicator_id: str
    was_open: bool | None
    is_open: bool | None

    @property
    def state(self) -> DangerState:
        """What became of it."""
        if self.is_open is None:
            return DangerState.UNKNOWN
        if self.was_open is None:
            return DangerState.OPEN if self.is_open else DangerState.NOT_OPEN
        if self.is_open:
            return DangerState.STILL_OPEN if self.was_open else DangerState.OPENED
        return DangerState.CLOSED if self.was_open else DangerState.STAYED_CLOSED


@dataclass(frozen=True, slots=True)
class DangerLine:
    """A danger as printed; `before` is None with one cycle."""

    code: str
    letter: str
    colour: str
    question: str
    before: LevelMark | None
    now: LevelMark
    state: str


@dataclass(frozen=True, slots=True)
class DangerPart:
    """The section on dangers; without lines the sentence says that the edition names none."""

    title: str
    sentence: str
    caption: str
    columns: tuple[str, ...]
    lines: tuple[DangerLine, ...]


def danger_changes(analysis: ResolutionAnalysis) -> tuple[DangerChange, ...]:
    """What became of each danger that the newest cycle asks, in the order of the content; not applicable ones left out."""
    now = analysis.now
    below, unknown = severe_below_target(now.edition, now.assessment)
    former, comparable = analysis.former, _asked_before(analysis)
    open_before = analysis.trend.cycles[0].dangers
    changes = []
    for indicator in now.indicators:
        key = indicator.id
        is_out = now.assessment.answer(key).state is AnswerStatus.NOT_APPLICABLE
        if not indicator.severe or key not in now.targets or is_out:
            continue
        was_open = None
        if former is not None and key in comparable and former.assessment.level(key) is not None:
            was_open = key in open_before
        is_open = None if key in unknown else key in below
        changes.append(DangerChange(key, was_open, is_open))
    return tuple(changes)


def _asked_before(analysis: ResolutionAnalysis) -> frozenset[str]:
    """The ids of the questions that the former cycle asked too, in its profile and with the same meaning."""
    former = analysis.former
    if former is None:
        return frozenset()
    return frozenset(analysis.trend.same).intersection(
        former.edition.profile_indicators(former.assessment.profile)
    )


def danger_part(analysis: ResolutionAnalysis) -> DangerPart:
    """The section on dangers."""
    changes = danger_changes(analysis)
    return DangerPart(
        title=_("What may put a child in danger"),
        sentence=danger_sentence(analysis),
        caption=_("Dangers, by the targets of {cycle}").format(cycle=analysis.cycles[-1]),
        columns=(_("Question"), *map(str, analysis.cycles), _("State")),
        lines=tuple(_line(analysis, item) for item in changes),
    )


def danger_sentence(analysis: ResolutionAnalysis) -> str:
    """How many dangers were open before, are open now, and are not known."""
    return " ".join(_sentences(analysis, danger_changes(analysis)))


def _sentences(analysis: ResolutionAnalysis, changes: tuple[DangerChange, ...]) -> Iterator[str]:
    if not changes:
        yield _("No question that is asked here and applies is about a danger.")
        return
    known_before = [item for item in changes if item.was_open is not None]
    known = [item for item in changes if item.is_open is not None]
    now = sum(item.is_open is True for item in known)
    if known_before:
        yield ngettext(
            "In {cycle}, {open} of {known} danger with a level was open.",
            "In {cycle}, {open} of {known} dangers with a level were open.",
            len(known_before),
        ).format(
            cycle=analysis.cycles[0],
            open=sum(item.was_open is True for item in known_before),
            known=len(known_before),
        )
    elif analysis.former is not None:
        yield _("In {cycle} no danger had a level that can be compared.").format(
            cycle=analysis.cycles[0]
        )
    if known:
        yield ngettext(
            "Now {open} of {known} danger with a level is open.",
            "Now {open} of {known} dangers with a level are open.",
            len(known),
        ).format(open=now, known=len(known))
    without = len(changes) - len(known)
    if without:
        yield ngettext(
            "{number} danger has no level now, so it is not known whether it is open.",
            "{number} dangers have no level now, so it is not known whether they are open.",
            without,
        ).format(number=without)


def _line(analysis: ResolutionAnalysis, item: DangerChange) -> DangerLine:
    now, former = analysis.now, analysis.former
    indicator = now.edition.indicators[item.indicator_id]
    pillar = now.edition.pillar_of[indicator.id].id
    before = None
    if former is not None:
        before = (
            answer_mark(now.edition, indicator, former.assessment.answer(indicator.id))
            if indicator.id in _asked_before(analysis)
            else LevelMark(None, _("Not asked before"))
        )
    return DangerLine(
        code=indicator.id,
        letter=now.letter(pillar),
        colour=now.colour(pillar),
        question=now.question(indicator),
        before=before,
        now=answer_mark(now.edition, indicator, now.assessment.answer(indicator.id)),
        state=_state_name(item.state),
    )


def _state_name(state: DangerState) -> str:
    return {
        DangerState.CLOSED: _("Closed since"),
        DangerState.STILL_OPEN: _("Still open"),
        DangerState.OPENED: _("Opened since"),
        DangerState.STAYED_CLOSED: _("Closed in both"),
        DangerState.OPEN: pgettext("danger", "Open"),
        DangerState.NOT_OPEN: _("Closed"),
        DangerState.UNKNOWN: _("Not known"),
    }[state]
