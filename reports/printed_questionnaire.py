"""The printed questionnaire: the questions of a profile with room for answers, from the edition alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from questionnaires import (
    FULL_PROFILE,
    Checklist,
    DetailField,
    Edition,
    Figures,
    Group,
    Indicator,
    Rows,
    Statistic,
    Statuses,
)
from questionnaires.labels import edition_text, profile_name
from questionnaires.palette import pillar_colour, pillar_letter
from reports.formats import format_day
from reports.sections.labels import respondent_names
from reports.sections.scales import KeyScale, key_scales
from translations import current_language, ngettext
from translations import gettext as _

BLANK_ROWS = 3
"""Number of empty rows in a table of any length."""


MAXIMUM_COLUMNS = 6
"""Maximum number of columns of a table; a wider one is printed as lines."""


@dataclass(frozen=True, slots=True)
class LevelOption:
    """One level to tick: number and name, its descriptor, and the level below that it adds to, if any."""

    level: str
    adds_to: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """One detail field on paper: boxes to tick, lines of choices, or a table to fill in."""

    label: str
    checks: tuple[str, ...] = ()
    """Items answered with yes or no."""
    lines: tuple[tuple[str, tuple[str, ...], str], ...] = ()
    """Label, choices, and the label of a blank after them."""
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedQuestion:
    """Texts of one question; `figure` is the unit of a numeric answer, empty for levels."""

    id: str
    question: str
    why: str
    marks: str
    options: tuple[LevelOption, ...]
    cases: tuple[str, ...]
    evidence: tuple[tuple[str, tuple[str, ...]], ...]
    respondents: str
    parts: tuple[Part, ...]
    figure: str


@dataclass(frozen=True, slots=True)
class PrintedPillar:
    """One pillar with its questions."""

    id: str
    letter: str
    name: str
    description: str
    colour: str
    count: str
    questions: tuple[PrintedQuestion, ...]


@dataclass(frozen=True, slots=True)
class PrintedStatistic:
    """One statistic of the catalogue."""

    id: str
    name: str
    unit: str
    definition: str
    custodian: str
    note: str


@dataclass(frozen=True, slots=True)
class PrintedQuestionnaire:
    """Everything that the printed questionnaire shows; `day` is its date, `date` the same as a text."""

    language: str
    title: str
    subtitle: str
    notice: str
    day: date
    date: str
    scales: tuple[KeyScale, ...]
    pillars: tuple[PrintedPillar, ...]
    statistics: tuple[PrintedStatistic, ...]
    terms: tuple[tuple[str, str, str], ...]


def build_questionnaire(
    edition: Edition,
    *,
    profile: str = FULL_PROFILE,
    date: date,
    indicators: Iterable[str] | None = None,
    institution: str = "",
) -> PrintedQuestionnaire:
    """Build the questionnaire of `profile` in the language in use; `date` is printed on the cover.

    `indicators` restricts it to those ids, for the `institution` named on the cover.
    """
    selected = set(edition.profile_indicators(profile))
    if indicators is not None:
        selected &= set(indicators)
    pillars = tuple(
        _pillar(edition, pillar, selected)
        for pillar in edition.pillars
        if any(item.id in selected for item in pillar.walk_indicators())
    )
    used = {
        code
        for key in selected
        for field in _fields(edition.indicators[key])
        if isinstance(field, Figures)
        for code in field.statistics
    }
    whole = profile == FULL_PROFILE and indicators is None
    return PrintedQuestionnaire(
        language=current_language(),
        title=edition_text("edition", "title", edition.about.title),
        subtitle=_subtitle(edition, profile, len(selected), institution),
        notice=edition_text("edition", "notice", edition.about.notice),
        day=date,
        date=format_day(date),
        scales=key_scales(edition, selected),
        pillars=pillars,
        statistics=tuple(
            _statistic(item) for item in edition.statistics if whole or item.id in used
        ),
        terms=tuple(
            (
                item.id if item.id.isupper() else "",
                edition_text(item.id, "term", item.term),
                edition_text(item.id, "meaning", item.meaning),
            )
            for item in sorted(edition.terms, key=lambda term: term.term.casefold())
        ),
    )


def _subtitle(edition: Edition, profile: str, count: int, institution: str) -> str:
    if not institution:
        return _profile_name(edition, profile, count)
    questions = ngettext("{count} question", "{count} questions", count).format(count=count)
    return _("For {institution}, {questions}").format(institution=institution, questions=questions)


def _profile_name(edition: Edition, profile: str, count: int) -> str:
    questions = ngettext("{count} question", "{count} questions", count).format(count=count)
    if profile == FULL_PROFILE:
        return _("Full questionnaire, {questions}").format(questions=questions)
    return _("{name}, {questions}").format(name=profile_name(edition, profile), questions=questions)


def _pillar(edition: Edition, pillar: Group, selected: set[str]) -> PrintedPillar:
    questions = tuple(
        _question(edition, item) for item in pillar.walk_indicators() if item.id in selected
    )
    return PrintedPillar(
        id=pillar.id,
        letter=pillar_letter(edition, pillar.id),
        name=edition_text(pillar.id, "name", pillar.name),
        description=edition_text(pillar.id, "description", pillar.description),
        colour=pillar_colour(edition, pillar.id),
        count=ngettext("{count} question", "{count} questions", len(questions)).format(
            count=len(questions)
        ),
        questions=questions,
    )


def _fields(indicator: Indicator) -> tuple[DetailField, ...]:
    return indicator.details.fields if indicator.details else ()


def _question(edition: Edition, indicator: Indicator) -> PrintedQuestion:
    key = indicator.id
    marks = [
        word
        for holds, word in (
            (indicator.core, _("core question")),
            (_in_quick_scan(edition, key), _("in the quick scan")),
            (not indicator.scored, _("shown, not scored")),
        )
        if holds
    ]
    return PrintedQuestion(
        id=key,
        question=edition_text(key, "question", indicator.question),
        why=edition_text(key, "why", indicator.why),
        marks=" · ".join(marks),
        options=_options(edition, indicator),
        cases=tuple(
            _("{low} or {high}? {case} Answer: {level}. {because}").format(
                low=case.levels[0],
                high=case.levels[1],
                level=case.level,
                case=edition_text(key, f"cases.{index}.case", case.case),
                because=edition_text(key, f"cases.{index}.because", case.because),
            )
            for index, case in enumerate(indicator.cases)
        ),
        evidence=tuple(
            (
                _("Proof of level {level}").format(level=item.level),
                tuple(
                    edition_text(key, f"evidence.{item.level}.{index}", text)
                    for index, text in enumerate(item.items)
                ),
            )
            for item in indicator.evidence
        ),
        respondents=respondent_names(edition, indicator),
        parts=tuple(_part(edition, indicator, field) for field in _fields(indicator)),
        figure=indicator.number.unit or _("a figure") if indicator.number else "",
    )


def _in_quick_scan(edition: Edition, key: str) -> bool:
    return any(key in profile.indicators for profile in edition.about.profiles)


def _options(edition: Edition, indicator: Indicator) -> tuple[LevelOption, ...]:
    if indicator.number is not None:
        return ()
    scale = edition.scale_of(indicator)
    return tuple(
        LevelOption(
            level=f"{level} {edition_text(indicator.scale, f'levels.{level}.name', step.name)}",
            adds_to=_("Level {below}, and:").format(below=level - 1)
            if scale.additive and level > 1
            else "",
            text=edition_text(indicator.id, f"descriptors.{level}", indicator.descriptors[level])
            if indicator.descriptors
            else "",
        )
        for level, step in enumerate(scale.levels)
    )


def _part(edition: Edition, indicator: Indicator, field: DetailField) -> Part:
    """A detail field as boxes, lines or a table."""
    owner = f"{indicator.id}.{field.id}"
    label = edition_text(owner, "label", field.label)
    match field:
        case Checklist():
            return Part(
                label,
                checks=tuple(
                    edition_text(owner, f"items.{item.id}", item.label) for item in field.items
                ),
            )
        case Statuses():
            choices = tuple(
                edition_text(owner, f"statuses.{item.id}", item.label) for item in field.statuses
            )
            return Part(
                label,
                lines=tuple(
                    (
                        edition_text(owner, f"items.{item.id}", item.label),
                        choices,
                        _("Since:") if field.dated else "",
                    )
                    for item in field.items
                ),
            )
        case Rows():
            return _rows(field, owner, label)
        case Figures():
            names = (
                _("{name} ({unit})").format(
                    name=edition_text(code, "name", edition.statistic[code].name),
                    unit=edition_text(code, "unit", edition.statistic[code].unit),
                )
                for code in field.statistics
            )
            return Part(
                label,
                head=(_("Figure asked"), _("Value"), _("Year"), _("Source")),
                rows=tuple((name, "", "", "") for name in names),
            )


def _rows(field: Rows, owner: str, label: str) -> Part:
    """A table to fill in; with more than `MAXIMUM_COLUMNS` columns one row of it as lines."""
    columns = [
        (
            edition_text(owner, f"columns.{item.id}", item.label),
            tuple(
                edition_text(owner, f"columns.{item.id}.{choice.id}", choice.label)
                for choice in item.choices
            ),
        )
        for item in field.columns
    ]
    if len(columns) > MAXIMUM_COLUMNS:
        return Part(
            _("{label} (repeat these lines for each further one)").format(label=label),
            lines=tuple((head, choices, "" if choices else " ") for head, choices in columns),
        )
    return Part(
        label,
        head=tuple(head for head, _choices in columns),
        rows=(("",) * len(columns),) * BLANK_ROWS,
        notes=tuple(
            _("{column}: {choices}").format(column=head, choices=" / ".join(choices))
            for head, choices in columns
            if choices
        ),
    )


def _statistic(item: Statistic) -> PrintedStatistic:
    return PrintedStatistic(
        id=item.id,
        name=edition_text(item.id, "name", item.name),
        unit=edition_text(item.id, "unit", item.unit),
        definition=edition_text(item.id, "definition", item.definition),
        custodian=edition_text(item.id, "custodian", item.custodian),
        note=edition_text(item.id, "zero_note", item.zero_note) if item.zero_note else "",
    )
