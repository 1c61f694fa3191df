"""Labels shared by several sections: levels, statuses, respondents, conditions, lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assessment import Answer, AnswerStatus
from assessment.answers.labels import status_name
from assessment.model.base import NOT_STORABLE
from questionnaires import Edition, Indicator, parse_condition
from questionnaires.labels import edition_text, level_text, role_name
from reports.analysis import Analysis
from reports.figures import LevelStyle, level_style
from reports.formats import cut_text, format_number
from reports.joining import join_clauses, listed
from translations import gettext as _

STATE_SIGNS = {
    AnswerStatus.DONT_KNOW: "?",
    AnswerStatus.NOT_APPLICABLE: "–",
    AnswerStatus.OUTSIDE_MANDATE: "/",
    AnswerStatus.NOT_COLLECTED: "…",
    AnswerStatus.UNANSWERED: "",
}
"""Signs printed in the square of an indicator without a level."""


@dataclass(frozen=True, slots=True)
class LevelMark:
    """A level as number and name, with the CSS class of its squares; or the status, without a class."""

    style: LevelStyle | None
    text: str


def printed_status(status: AnswerStatus) -> str:
    """The label of an answer's status with a straight apostrophe, as documents have always printed it."""
    return status_name(status).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def answer_text(edition: Edition, indicator: Indicator, answer: Answer) -> str:
    """An answer as a text: level with its name, figure with its unit, or the status."""
    if answer.level is not None:
        return level_text(edition, indicator, answer.level)
    if answer.value is not None:
        unit = indicator.number.unit if indicator.number else ""
        number = format_number(answer.value, 6)
        return f"{number} {edition_text(indicator.id, 'number.unit', unit)}".strip()
    return printed_status(answer.state)


def answer_mark(edition: Edition, indicator: Indicator, answer: Answer) -> LevelMark:
    """As `answer_text`, with the squares of a level."""
    style = None
    if answer.level is not None:
        style = level_style(answer.level, edition.scale_of(indicator).top_level)
    return LevelMark(style, answer_text(edition, indicator, answer))


def descriptor_texts(
    edition: Edition, indicator: Indicator, levels: Iterable[int]
) -> tuple[str, ...]:
    """The descriptors of `levels`; number and name of a level without one."""
    return tuple(
        edition_text(indicator.id, f"descriptors.{level}", indicator.descriptors[level])
        if level < len(indicator.descriptors)
        else level_text(edition, indicator, level)
        for level in levels
    )


def level_mark(analysis: Analysis, indicator: Indicator, level: int) -> LevelMark:
    """Number and name of a level, such as `2 Set up`, with its squares."""
    return mark_of_level(analysis.edition, indicator, level)


def mark_of_level(edition: Edition, indicator: Indicator, level: int) -> LevelMark:
    """As `level_mark`, from the edition alone."""
    top = edition.scale_of(indicator).top_level
    return LevelMark(level_style(level, top), level_text(edition, indicator, level))


def condition_text(text: str) -> str:
    """A condition such as `L02>=2` as a text; unchanged where it can't be parsed."""
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


NAME_LENGTH, BRIEF_LENGTH = 60, 40
"""Largest numbers of characters of a question or a measure named in a sentence or a table, and where room is short."""


def named_measure(edition: Edition, key: str, length: int = NAME_LENGTH) -> str:
    """The title of a measure, shortened, with its code in brackets."""
    title = edition_text(key, "title", edition.measure[key].title)
    return _("{name} ({code})").format(name=cut_text(title, length), code=key)


NAMED = 3
"""Largest number of measures or questions that a sentence names; more are counted."""


def first_of(names: Sequence[str], most: int = NAMED) -> str:
    """The first names, separated by commas, and how many more there are."""
    if len(names) <= most:
        return listed(names)
    return _("{names} and {count} more").format(names=listed(names[:most]), count=len(names) - most)


def named_measures(
    edition: Edition, keys: Iterable[str], *, most: int = NAMED, length: int = NAME_LENGTH
) -> str:
    """The first measures by title and code, and how many more there are."""
    return first_of([named_measure(edition, key, length) for key in keys], most)


def named_questions(
    edition: Edition, keys: Iterable[str], *, most: int = NAMED, length: int = NAME_LENGTH
) -> str:
    """The first questions with their codes, and how many more there are."""
    return first_of([named_question(edition, key, length) for key in keys], most)


def named_question(edition: Edition, key: str, length: int = NAME_LENGTH) -> str:
    """The question of an indicator, shortened, with its code in brackets."""
    question = edition_text(key, "question", edition.indicators[key].question)
    return _("{name} ({code})").format(name=cut_text(question, length), code=key)


def named_condition(edition: Edition, text: str, length: int = NAME_LENGTH) -> str:
    """As `condition_text`, with the question; the measure where the text is the id of one."""
    if text in edition.measure:
        return named_measure(edition, text, length)
    condition = parse_condition(text)
    if condition is None or condition.indicator not in edition.indicators:
        return text
    name = named_question(edition, condition.indicator, length)
    return condition_text(text).replace(condition.indicator, name, 1)


def respondent_names(edition: Edition, indicator: Indicator) -> str:
    """The roles that know the answer, each with its desk, separated by semicolons."""
    return join_clauses(
        _respondent(edition, indicator, index) for index in range(len(indicator.respondents))
    )


def _respondent(edition: Edition, indicator: Indicator, index: int) -> str:
    respondent = indicator.respondents[index]
    name = role_name(edition, respondent.role)
    if not respondent.desk:
        return name
    desk = edition_text(indicator.id, f"respondents.{index}.desk", respondent.desk)
    return _("{role} ({desk})").format(role=name, desk=desk.rstrip("."))


def typed_paragraphs(text: str) -> tuple[str, ...]:
    """The stripped non-empty lines of a text; characters that documents can't hold become U+FFFD.

    >>> typed_paragraphs("one\\n\\n two\\x07")
    ('one', 'two�')
    """
    clean = NOT_STORABLE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r", "\n"))
    return tuple(line.strip() for line in clean.split("\n") if line.strip())
