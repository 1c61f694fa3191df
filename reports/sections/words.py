"""Words that several sections share: levels, states, lists, tests on a level."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assessment import AnswerStatus
from questionnaires import Indicator, parse_condition
from reports.facts import Facts
from reports.figures import LevelStyle, level_style
from translations import gettext as _

STATE_SIGNS = {
    AnswerStatus.DONT_KNOW: "?",
    AnswerStatus.NOT_APPLICABLE: "–",
    AnswerStatus.OUTSIDE_MANDATE: "/",
    AnswerStatus.NOT_COLLECTED: "…",
    AnswerStatus.UNANSWERED: "",
}
"""What stands in a square that has no level."""


@dataclass(frozen=True, slots=True)
class LevelMark:
    """A level as number and word, with the style that draws its squares; or why there is no level."""

    style: LevelStyle | None
    text: str


def state_name(state: AnswerStatus) -> str:
    match state:
        case AnswerStatus.DONT_KNOW:
            return _("Don't know")
        case AnswerStatus.NOT_APPLICABLE:
            return _("Not applicable")
        case AnswerStatus.OUTSIDE_MANDATE:
            return _("Outside our mandate")
        case AnswerStatus.NOT_COLLECTED:
            return _("Not collected")
        case AnswerStatus.UNANSWERED:
            return _("Not answered")
        case AnswerStatus.ANSWERED:
            return _("Answered")


def level_mark(facts: Facts, indicator: Indicator, level: int) -> LevelMark:
    """`2 Set up` with its squares."""
    top = facts.edition.scale_of(indicator).top_level
    text = _("{level} {name}").format(level=level, name=facts.level_name(indicator, level))
    return LevelMark(level_style(level, top), text)


def condition_text(facts: Facts, text: str) -> str:
    """`L02>=2` in words: L02 at least 2."""
    condition = parse_condition(text)
    if condition is None:
        return text
    match condition.operator:
        case ">=":
            pattern = _("{id} at level {level} or higher")
        case "<":
            pattern = _("{id} below level {level}")
        case _:
            pattern = _("{id} at level {level}")
    return pattern.format(id=condition.indicator, level=condition.level)


def listed(items: Iterable[str]) -> str:
    """Codes or short names one after the other."""
    return ", ".join(items)
