"""Words that several sections share: levels, states, lists, tests on a level."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assessment import Answer, AnswerStatus
from questionnaires import Edition, Indicator, parse_condition
from reports.analysis import Analysis, edition_text
from reports.figures import LevelStyle, level_style
from reports.formats import format_number
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


def level_text(edition: Edition, indicator: Indicator, level: int) -> str:
    """`2 Set up`."""
    step = edition.scale_of(indicator).levels[level]
    name = edition_text(indicator.scale, f"levels.{level}.name", step.name)
    return _("{level} {name}").format(level=level, name=name)


def answer_text(edition: Edition, indicator: Indicator, answer: Answer) -> str:
    """What an answer says: its level in number and word, its figure with the unit, or why there is neither."""
    if answer.level is not None:
        return level_text(edition, indicator, answer.level)
    if answer.value is not None:
        unit = indicator.number.unit if indicator.number else ""
        number = format_number(answer.value, 6)
        return f"{number} {edition_text(indicator.id, 'number.unit', unit)}".strip()
    return state_name(answer.state)


def answer_mark(edition: Edition, indicator: Indicator, answer: Answer) -> LevelMark:
    """The same, with the squares of a level."""
    style = None
    if answer.level is not None:
        style = level_style(answer.level, edition.scale_of(indicator).top_level)
    return LevelMark(style, answer_text(edition, indicator, answer))


def descriptor_texts(
    edition: Edition, indicator: Indicator, places: Iterable[int]
) -> tuple[str, ...]:
    """The descriptors at these places of the scale; the level's name where it explains itself."""
    return tuple(
        edition_text(indicator.id, f"descriptors.{place}", indicator.descriptors[place])
        if place < len(indicator.descriptors)
        else level_text(edition, indicator, place)
        for place in places
    )


def level_mark(facts: Analysis, indicator: Indicator, level: int) -> LevelMark:
    """`2 Set up` with its squares."""
    return mark_of_level(facts.edition, indicator, level)


def mark_of_level(edition: Edition, indicator: Indicator, level: int) -> LevelMark:
    """The same, where there is an edition only."""
    top = edition.scale_of(indicator).top_level
    return LevelMark(level_style(level, top), level_text(edition, indicator, level))


def condition_text(facts: Analysis, text: str) -> str:
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


def respondent_names(edition: Edition, indicator: Indicator) -> str:
    """Who in a country knows the answer: each role, and where in it."""
    return "; ".join(
        _respondent(edition, indicator, place) for place in range(len(indicator.respondents))
    )


def _respondent(edition: Edition, indicator: Indicator, place: int) -> str:
    found = indicator.respondents[place]
    role = edition.role.get(found.role)
    name = edition_text(role.id, "name", role.name) if role else found.role
    if not found.desk:
        return name
    desk = edition_text(indicator.id, f"respondents.{place}.desk", found.desk)
    return _("{role} ({desk})").format(role=name, desk=desk.rstrip("."))


def listed(items: Iterable[str]) -> str:
    """Codes or short names one after the other."""
    return ", ".join(items)
