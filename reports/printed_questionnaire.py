"""The printed questionnaire: the questions of a profile with room for answers, from the edition alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date

from assessment import AnswerStatus, ObservationState
from assessment.answers.offered_states import offered_states
from questionnaires import (
    FULL_PROFILE,
    DetailField,
    Edition,
    Figures,
    Group,
    Indicator,
    Statistic,
)
from questionnaires.labels import edition_text, profile_name
from questionnaires.palette import pillar_colour, pillar_letter
from reports.formats import format_day
from reports.printed_parts import Part, printed_part
from reports.sections.labels import printed_status, respondent_names
from reports.sections.scales import KeyScale, key_scales
from translations import (
    current_language,
    direction_of,
    document_language,
    language_note,
    ngettext,
)
from translations import gettext as _
from translations.sorting import sort_key


@dataclass(frozen=True, slots=True)
class LevelOption:
    """One level to tick: number and name, its descriptor, and the level below that it adds to, if any."""

    value: str
    level: str
    adds_to: str
    text: str


@dataclass(frozen=True, slots=True)
class PrintedQuestion:
    """Texts of one question; `figure` is the unit of a numeric answer, empty for levels."""

    id: str
    question: str
    why: str
    marks: str
    options: tuple[LevelOption, ...]
    states: tuple[tuple[str, str], ...]
    """Value and label of each answer without a level."""
    cases: tuple[str, ...]
    evidence: tuple[tuple[str, tuple[str, ...]], ...]
    respondents: str
    parts: tuple[Part, ...]
    derives: bool
    """Whether the level follows from the parts, so that another one needs a reason."""
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


def joined_name(*parts: str) -> str:
    """The name of a field from its parts, for a form that is not read back."""
    return "_".join(parts)


@dataclass(frozen=True, slots=True)
class FormBinding:
    """What makes a form that can be read back: the names of its fields, and what its hidden fields hold.

    `country` and `institution` are printed on the cover; where they are empty, people write them there.
    """

    name: Callable[..., str] = joined_name
    hidden: Mapping[str, str] = dataclass_field(default_factory=dict)
    country: str = ""
    institution: str = ""


@dataclass(frozen=True, slots=True)
class PrintedQuestionnaire:
    """Everything that the printed questionnaire shows; `day` is its date, `date` the same as a text."""

    language: str
    direction: str
    title: str
    subtitle: str
    notice: str
    day: date
    date: str
    scales: tuple[KeyScale, ...]
    pillars: tuple[PrintedPillar, ...]
    statistics: tuple[PrintedStatistic, ...]
    figure_states: tuple[tuple[str, str], ...]
    """Value and label of each answer without a figure."""
    terms: tuple[tuple[str, str, str], ...]
    binding: FormBinding


def build_questionnaire(
    edition: Edition,
    *,
    profile: str = FULL_PROFILE,
    date: date,
    indicators: Iterable[str] | None = None,
    for_institution: bool = True,
    binding: FormBinding = FormBinding(),
) -> PrintedQuestionnaire:
    """Build the questionnaire of `profile` in the language in use; `date` is printed on the cover.

    `indicators` restricts it to those ids. *Outside our mandate* is offered `for_institution` only.
    """
    selected = set(edition.profile_indicators(profile))
    if indicators is not None:
        selected &= set(indicators)
    pillars = tuple(
        _pillar(edition, pillar, selected, for_institution=for_institution)
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
        language=document_language(current_language()),
        direction=direction_of(current_language()),
        title=edition_text("edition", "title", edition.about.title),
        subtitle=_subtitle(edition, profile, len(selected), binding.institution),
        notice=" ".join(
            filter(None, (edition_text("edition", "notice", edition.about.notice), language_note()))
        ),
        day=date,
        date=format_day(date),
        scales=key_scales(edition, selected),
        pillars=pillars,
        statistics=tuple(
            _statistic(item) for item in edition.statistics if whole or item.id in used
        ),
        figure_states=tuple(
            (state.value, printed_status(AnswerStatus(state.value)))
            for state in (ObservationState.NOT_COLLECTED, ObservationState.DONT_KNOW)
        ),
        terms=tuple(
            (
                item.id if item.id.isupper() else "",
                edition_text(item.id, "term", item.term),
                edition_text(item.id, "meaning", item.meaning),
            )
            for item in sorted(
                edition.terms, key=lambda it: sort_key(edition_text(it.id, "term", it.term))
            )
        ),
        binding=binding,
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


def _pillar(
    edition: Edition, pillar: Group, selected: set[str], *, for_institution: bool
) -> PrintedPillar:
    questions = tuple(
        _question(edition, item, offered_states(item, for_institution=for_institution))
        for item in pillar.walk_indicators()
        if item.id in selected
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


def _question(
    edition: Edition, indicator: Indicator, states: Iterable[AnswerStatus]
) -> PrintedQuestion:
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
        states=tuple((state.value, printed_status(state)) for state in states),
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
                    edition_text(key, f"evidence.{index}.items.{number}", text)
                    for number, text in enumerate(item.items)
                ),
            )
            for index, item in enumerate(indicator.evidence)
        ),
        respondents=respondent_names(edition, indicator),
        parts=tuple(printed_part(edition, indicator, field) for field in _fields(indicator)),
        derives=indicator.details is not None and indicator.number is None,
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
            value=str(level),
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


def _statistic(item: Statistic) -> PrintedStatistic:
    return PrintedStatistic(
        id=item.id,
        name=edition_text(item.id, "name", item.name),
        unit=edition_text(item.id, "unit", item.unit),
        definition=edition_text(item.id, "definition", item.definition),
        custodian=edition_text(item.id, "custodian", item.custodian),
        note=edition_text(item.id, "zero_note", item.zero_note) if item.zero_note else "",
    )
