"""From an assessment to everything a document shows, gathered in one frozen value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from assessment import AnswerStatus, Assessment, Standing
from assessment.countries import country_name
from assessment.model.report_chapters import Chapter
from assessment.workflow.level_basis import Basis, basis_of_state
from questionnaires import Edition
from reports.analysis import Analysis, edition_text, gather_facts
from reports.basis_labels import basis_sentence, standing_name
from reports.chapters import ChapterEntry, Version, chapter_title, chapters_of
from reports.document_metadata import (
    document_direction,
    document_language,
    level_styles,
    page_numbering,
)
from reports.figures import LevelStyle, level_style
from reports.formats import format_day
from reports.sections.annex import AnnexPillar, annex
from reports.sections.children import ChildPage, child_page
from reports.sections.costs import Costs, Path, costs, path
from reports.sections.delivery import DeliveryChapter, delivery
from reports.sections.findings import (
    Gaps,
    OpenGroup,
    OpenPillar,
    RaisedWarning,
    gaps,
    open_groups,
    unanswered,
    warnings,
)
from reports.sections.message import Message, message
from reports.sections.method import Method, method, short_method
from reports.sections.numbers import Number, numbers
from reports.sections.plan import Plan, plan, short_plan
from reports.sections.profile import InvitationTable, ProfileSection, invitations, profile
from reports.sections.sheets import MeasureSheet, sheets
from reports.sections.statistics import StatisticsPage, statistics
from reports.sections.views import DrawnView, drawn_views
from reports.sections.words import STATE_SIGNS, state_name
from translations import gettext as _


@dataclass(frozen=True, slots=True)
class Cover:
    """Who, what, when, and what a reader may take it for."""

    country: str
    title: str
    edition: str
    cycle: str
    profile: str
    date: str
    standing: str
    standing_detail: str
    basis: str
    """Which levels the document uses."""
    is_illustrative: bool
    note: tuple[str, ...]
    notice: str


@dataclass(frozen=True, slots=True)
class KeyLevel:
    """One step of a scale, for the key."""

    style: LevelStyle
    text: str
    meaning: str


@dataclass(frozen=True, slots=True)
class KeySign:
    """What a sign in a square without a level means, or a pillar's letter."""

    sign: str
    colour: str
    text: str


@dataclass(frozen=True, slots=True)
class Key:
    """How to read the document."""

    levels: tuple[KeyLevel, ...]
    signs: tuple[KeySign, ...]
    pillars: tuple[KeySign, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a document shows: texts translated, numbers written out, drawings drawn. Templates only print."""

    language: str
    direction: str
    title: str
    description: str
    day: dt.date
    running_title: str
    running_standing: str
    page_of: tuple[str, str, str]
    """What stands before the page number, between it and the number of pages, and after."""
    level_styles: tuple[LevelStyle, ...]
    version: Version
    chapters: tuple[ChapterEntry, ...]
    """What the document holds, in order; what is not named is left out."""
    cover: Cover
    message: Message
    key: Key
    profile: ProfileSection
    invitations: tuple[InvitationTable, ...]
    warnings: tuple[RaisedWarning, ...]
    views: tuple[DrawnView, ...]
    gaps: Gaps
    plan: Plan
    sheets: tuple[MeasureSheet, ...]
    path: Path | None
    costs: Costs | None
    delivery: tuple[DeliveryChapter, ...]
    statistics: StatisticsPage | None
    children: ChildPage | None
    open_groups: tuple[OpenGroup, ...]
    unanswered: tuple[OpenPillar, ...]
    method: Method
    annex: tuple[AnnexPillar, ...]
    numbers: tuple[Number, ...]

    @property
    def is_short(self) -> bool:
        return self.version is Version.SHORT

    def has(self, chapter: str) -> bool:
        """Whether a chapter stands in the document."""
        return any(entry.id == chapter for entry in self.chapters)

    @property
    def first_delivered(self) -> str:
        """The first of the chapters on carrying the plan out; it begins on a page of its own."""
        return self.delivery[0].id if self.delivery else ""

    def delivered(self, chapter: str) -> DeliveryChapter | None:
        """The chapter on carrying the plan out that goes by this name."""
        return next((item for item in self.delivery if item.id == chapter), None)


def build_report(
    edition: Edition,
    assessment: Assessment,
    *,
    date: dt.date,
    version: Version = Version.FULL,
    without: Collection[str] = (),
    basis: Basis | None = None,
) -> Report:
    """The report on an assessment, in the language in use. `date` stands on its cover and decides what is stale.

    The chapters that the country leaves out (`plan.left_out`), and those in `without`, are not in it. `basis` says which
    levels these are; without it, what follows from the state.
    """
    facts = gather_facts(edition, assessment, date)
    shown = _chapters(facts, version, without)
    short = version is Version.SHORT
    cover = _cover(facts, basis or basis_of_state(assessment.state))
    return Report(
        language=document_language(),
        direction=document_direction(),
        title=_("{country}: child online protection, roadmap {cycle}").format(
            country=cover.country, cycle=assessment.cycle
        ),
        description=_("{title}. {standing}.").format(title=cover.edition, standing=cover.standing),
        day=date,
        running_title=_("{country}: child online protection, cycle {cycle}").format(
            country=cover.country, cycle=assessment.cycle
        ),
        running_standing=cover.standing,
        page_of=page_numbering(),
        level_styles=level_styles(edition),
        version=version,
        chapters=tuple(ChapterEntry(key, chapter_title(key)) for key in shown),
        cover=cover,
        message=message(facts),
        key=_key(facts),
        profile=profile(facts),
        invitations=invitations(facts),
        warnings=warnings(facts),
        views=drawn_views(facts),
        gaps=gaps(facts),
        plan=short_plan(facts) if short else plan(facts),
        sheets=sheets(facts) if Chapter.SHEETS in shown else (),
        path=path(facts),
        costs=costs(facts),
        delivery=tuple(item for item in delivery(facts) if item.id in shown),
        statistics=statistics(facts) if Chapter.STATISTICS in shown else None,
        children=child_page(facts) if Chapter.CHILDREN in shown else None,
        open_groups=open_groups(facts),
        unanswered=unanswered(facts),
        method=short_method(facts) if short else method(facts, cover.basis),
        annex=annex(facts) if Chapter.ANNEX in shown else (),
        numbers=numbers(facts) if Chapter.NUMBERS in shown else (),
    )


def _chapters(facts: Analysis, version: Version, without: Collection[str]) -> tuple[str, ...]:
    """The chapters of the version, without what the country leaves out and what this assessment has nothing for."""
    empty = set()
    if not facts.edition.about.views:
        empty.add(Chapter.VIEWS)
    if not facts.edition.statistics:
        empty.add(Chapter.STATISTICS)
    if not facts.edition.children:
        empty.add(Chapter.CHILDREN)
    if not facts.roadmap.actions:
        empty |= {
            Chapter.SHEETS,
            Chapter.RESPONSIBILITIES,
            Chapter.FUNDING,
            Chapter.RISKS,
            Chapter.MONITORING,
        }
    return chapters_of(version, {*facts.assessment.plan.left_out, *without, *empty})


def _cover(facts: Analysis, basis: Basis) -> Cover:
    assessment, about = facts.assessment, facts.edition.about
    illustrative = assessment.standing is Standing.ILLUSTRATIVE
    profile_name = next(
        (
            edition_text(item.id, "name", item.name)
            for item in about.profiles
            if item.id == assessment.profile
        ),
        _("Full assessment"),
    )
    return Cover(
        country=country_name(assessment.country),
        title=_("Child online protection: where we stand and what to do next"),
        edition=edition_text(about.id, "title", about.title),
        cycle=_("Cycle {cycle}").format(cycle=assessment.cycle),
        profile=_("{profile}, {number} questions").format(
            profile=profile_name, number=len(facts.asked)
        ),
        date=format_day(facts.day),
        standing=standing_name(basis, assessment.standing),
        standing_detail=_(
            "No institution of the country has given or checked these answers. They show what the toolkit does."
        )
        if illustrative
        else _("The country answered these questions itself and owns the data."),
        basis=basis_sentence(basis, assessment.standing),
        is_illustrative=illustrative,
        note=tuple(line for line in assessment.note.split("\n") if line.strip()),
        notice=edition_text(about.id, "notice", about.notice)
        or _("This toolkit is independent and is not a product of the ITU."),
    )


def _key(facts: Analysis) -> Key:
    scale_id = facts.asked[0].scale if facts.asked else next(iter(facts.edition.about.scales))
    scale = facts.edition.about.scales[scale_id]
    return Key(
        levels=tuple(
            KeyLevel(
                style=level_style(place, scale.top_level),
                text=_("{level} {name}").format(
                    level=place, name=edition_text(scale_id, f"levels.{place}.name", step.name)
                ),
                meaning=edition_text(scale_id, f"levels.{place}.meaning", step.meaning),
            )
            for place, step in enumerate(scale.levels)
        ),
        signs=tuple(
            KeySign(sign, "", state_name(AnswerStatus(state)))
            for state, sign in STATE_SIGNS.items()
        ),
        pillars=tuple(
            KeySign(facts.letter(pillar.id), facts.colour(pillar.id), facts.pillar_name(pillar.id))
            for pillar in facts.pillars
        ),
    )
