"""The report on a roadmap: everything a document shows, in one frozen value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from assessment import AnswerStatus, Assessment, EmphasisOutcome, Standing
from assessment.countries import country_name
from assessment.model.readership import DEFAULT, Reader, Readership
from assessment.model.report_chapters import Chapter
from assessment.planning.schedule.problem_builder import LEAD_AGENCY
from assessment.workflow.level_basis import Basis, basis_of_state
from questionnaires import FULL_PROFILE, Edition
from questionnaires.labels import edition_text, profile_name
from reports.analysis import Analysis, build_analysis
from reports.basis_labels import basis_sentence, standing_line
from reports.chapters import BODY, MESSAGE, ChapterEntry, chapter_title, chapters_of
from reports.document_look import Look, document_look
from reports.document_metadata import (
    level_styles,
    page_numbering,
)
from reports.figures import LevelStyle
from reports.figures.signs import sign_styles
from reports.formats import format_day
from reports.sections.annex import AnnexPillar, annex
from reports.sections.children import ChildPage, child_page
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
from reports.sections.labels import STATE_SIGNS, printed_status
from reports.sections.method import Method, method, short_method
from reports.sections.minister.pages import MinisterPages, minister_pages
from reports.sections.minister.tiles import Tile, score_tile
from reports.sections.numbers import Number, numbers
from reports.sections.profile import InvitationTable, ProfileSection, invitations, profile
from reports.sections.roadmap.body import BodyPages, body_pages
from reports.sections.roadmap.costs import Costs, Path, costs, path
from reports.sections.roadmap.delivery import (
    DeliveryChapter,
    DeliveryTable,
    cabinet_delivery,
    delivery,
)
from reports.sections.roadmap.emphasis_table import emphasis_outcomes, emphasis_table
from reports.sections.roadmap.partners import partner_requests
from reports.sections.roadmap.plan import Plan, plan, short_plan
from reports.sections.roadmap.plan_standing import (
    AnswerFirst,
    answer_first,
    marked,
    standing_sentence,
)
from reports.sections.roadmap.sheets import MeasureSheet, chosen_sheets, sheets, sheets_sentence
from reports.sections.scales import KeyScale, key_scales
from reports.sections.statistics import StatisticsPage, statistics
from reports.sections.views import DrawnView, drawn_views
from translations import current_language, direction_of, document_language, language_note, ngettext
from translations import gettext as _


@dataclass(frozen=True, slots=True)
class Cover:
    """Texts of the cover."""

    country: str
    title: str
    edition: str
    cycle: str
    profile: str
    date: str
    standing: str
    standing_detail: str
    basis: str
    """Sentence on the levels used."""
    is_own: bool
    """Whether the country's own assessment; else the cover warns."""
    note: tuple[str, ...]
    notice: str
    note_line: str
    """The sentences that mark a sketch and a translation that nobody has checked; mostly empty."""
    lead: str
    """The lead agency by its name in the country; empty where it has none."""
    figure: Tile
    """The score today and at the end of the plan."""


@dataclass(frozen=True, slots=True)
class KeySign:
    """A sign and its meaning: of a square without a level, or a pillar's letter with its colour."""

    sign: str
    colour: str
    text: str


@dataclass(frozen=True, slots=True)
class Key:
    """The key of the document."""

    scales: tuple[KeyScale, ...]
    signs: tuple[KeySign, ...]
    pillars: tuple[KeySign, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a document shows: translated texts, formatted numbers, charts. Templates only print it."""

    language: str
    direction: str
    title: str
    description: str
    day: dt.date
    running_title: str
    running_standing: str
    page_of: tuple[str, str, str]
    """Texts before the page number, between it and the number of pages, and after them."""
    level_styles: tuple[LevelStyle, ...]
    reader: Reader
    chapters: tuple[ChapterEntry, ...]
    """The chapters of the document in printed order."""
    kicker: str
    """Country, subject and cycle, above a headline."""
    cover: Cover
    look: Look
    minister: MinisterPages | None
    body: BodyPages | None
    partners: tuple[str, ...]
    """What is asked of partners."""
    key: Key
    profile: ProfileSection
    invitations: tuple[InvitationTable, ...]
    warnings: tuple[RaisedWarning, ...]
    views: tuple[DrawnView, ...]
    gaps: Gaps
    answer_first: AnswerFirst | None
    """What to answer first, where too little is answered for a plan."""
    plan: Plan
    emphases: DeliveryTable | None
    """What each emphasis would do."""
    sheets: tuple[MeasureSheet, ...]
    sheets_sentence: str
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
        """Whether this is the document for the cabinet."""
        return self.reader is Reader.CABINET

    @property
    def has_cover(self) -> bool:
        """Whether the document has a cover and contents before its first chapter."""
        return self.reader is Reader.TECHNICAL

    def has(self, chapter: str) -> bool:
        """Whether the document contains the chapter with the id `chapter`."""
        return any(entry.id == chapter for entry in self.chapters)

    def delivered(self, chapter: str) -> DeliveryChapter | None:
        """The delivery chapter with the id `chapter`; None for any other chapter."""
        return next((item for item in self.delivery if item.id == chapter), None)


def build_report(
    edition: Edition,
    assessment: Assessment,
    *,
    date: dt.date,
    readership: Readership = DEFAULT,
    without: Collection[str] = (),
    basis: Basis | None = None,
    sketch: bool = False,
) -> Report:
    """Analyse an assessment and build its report, in the language in use; see `report_of`.

    `date` is printed on the cover and decides which evidence is outdated. Below the minimum coverage nothing is planned
    unless `sketch`.
    """
    analysis = build_analysis(edition, assessment, date, sketch=sketch)
    return report_of(
        analysis,
        readership=readership,
        without=without,
        basis=basis,
        outcomes=emphasis_outcomes(analysis, readership),
    )


def report_of(
    analysis: Analysis,
    *,
    readership: Readership = DEFAULT,
    without: Collection[str] = (),
    basis: Basis | None = None,
    outcomes: tuple[EmphasisOutcome, ...] = (),
) -> Report:
    """Build the report from an analysis, in the language in use.

    Chapters in `without`, and those that the country leaves out (`plan.left_out`), are omitted. `basis` is the origin
    of the levels; by default the one that the state implies. `outcomes` are what each emphasis would come to, where that
    is shown (`emphasis_outcomes`).
    """
    edition, assessment = analysis.edition, analysis.assessment
    shown = _chapters(analysis, readership, without)
    short = readership.reader is Reader.CABINET
    cover = _cover(analysis, basis or basis_of_state(assessment.state))
    return Report(
        language=document_language(current_language()),
        direction=direction_of(current_language()),
        title=_("{country}: child online protection, roadmap {cycle}").format(
            country=cover.country, cycle=assessment.cycle
        ),
        description=_("{title}. {standing}.").format(title=cover.edition, standing=cover.standing),
        day=analysis.day,
        running_title=_("{country}: child online protection, cycle {cycle}").format(
            country=cover.country, cycle=assessment.cycle
        ),
        running_standing=marked(analysis.standing, cover.standing),
        page_of=page_numbering(),
        level_styles=(*level_styles(edition), *sign_styles()),
        reader=readership.reader,
        chapters=tuple(ChapterEntry(key, chapter_title(key)) for key in shown),
        kicker=_("{country} · Child online protection · {cycle}").format(
            country=cover.country, cycle=cover.cycle
        ),
        cover=cover,
        look=document_look(assessment, cover.note),
        minister=minister_pages(analysis) if MESSAGE in shown else None,
        body=body_pages(analysis, readership.body) if BODY in shown else None,
        partners=partner_requests(analysis),
        key=_key(analysis),
        profile=profile(analysis),
        invitations=invitations(analysis),
        warnings=warnings(analysis),
        views=drawn_views(analysis),
        gaps=gaps(analysis),
        answer_first=answer_first(edition, analysis.standing, analysis.first),
        plan=short_plan(analysis) if short else plan(analysis),
        emphases=emphasis_table(analysis, outcomes),
        sheets=_sheets(analysis, readership) if Chapter.SHEETS in shown else (),
        sheets_sentence=sheets_sentence(every=readership.annexes),
        path=path(analysis),
        costs=costs(analysis),
        delivery=tuple(
            item
            for item in (
                cabinet_delivery(analysis)
                if short
                else delivery(analysis, with_levels=Chapter.GAPS not in shown)
            )
            if item.id in shown
        ),
        statistics=statistics(analysis) if Chapter.STATISTICS in shown else None,
        children=child_page(analysis) if Chapter.CHILDREN in shown else None,
        open_groups=open_groups(analysis),
        unanswered=unanswered(analysis),
        method=short_method(analysis) if short else method(analysis, cover.basis),
        annex=annex(analysis) if Chapter.ANNEX in shown else (),
        numbers=numbers(analysis) if Chapter.NUMBERS in shown else (),
    )


def _sheets(analysis: Analysis, readership: Readership) -> tuple[MeasureSheet, ...]:
    return sheets(analysis) if readership.annexes else chosen_sheets(analysis)


def _chapters(
    analysis: Analysis, readership: Readership, without: Collection[str]
) -> tuple[str, ...]:
    """The ids of the chapters for a readership, without omitted and empty ones."""
    empty = set()
    if not analysis.edition.about.views:
        empty.add(Chapter.VIEWS)
    if not analysis.edition.statistics:
        empty.add(Chapter.STATISTICS)
    if not analysis.edition.children:
        empty.add(Chapter.CHILDREN)
    if not analysis.roadmap.actions:
        empty |= {
            Chapter.SHEETS,
            Chapter.RESPONSIBILITIES,
            Chapter.FUNDING,
            Chapter.RISKS,
            Chapter.MONITORING,
        }
    return chapters_of(readership, {*analysis.assessment.plan.left_out, *without, *empty})


def _cover(analysis: Analysis, basis: Basis) -> Cover:
    assessment, about = analysis.assessment, analysis.edition.about
    is_full = assessment.profile == FULL_PROFILE
    profile = (
        _("Full assessment") if is_full else profile_name(analysis.edition, assessment.profile)
    )
    return Cover(
        country=country_name(assessment.country),
        title=_("Child online protection: where we stand and what to do next"),
        edition=edition_text("edition", "title", about.title),
        cycle=_("Cycle {cycle}").format(cycle=assessment.cycle),
        profile=ngettext(
            "{profile}, {number} question",
            "{profile}, {number} questions",
            len(analysis.indicators),
        ).format(profile=profile, number=len(analysis.indicators)),
        date=format_day(analysis.day),
        standing=standing_line(basis, assessment.standing),
        standing_detail=_standing_detail(assessment.standing),
        basis=basis_sentence(basis, assessment.standing),
        is_own=assessment.standing.is_own,
        note=(
            *filter(None, (standing_sentence(analysis.standing, analysis.first), language_note())),
            *(line for line in assessment.note.split("\n") if line.strip()),
        ),
        notice=edition_text("edition", "notice", about.notice)
        or _("This toolkit is independent and is not a product of the ITU."),
        note_line=" ".join(
            filter(None, (standing_sentence(analysis.standing, analysis.first), language_note()))
        ),
        lead=_lead_agency(analysis),
        figure=score_tile(analysis),
    )


def _lead_agency(analysis: Analysis) -> str:
    """The name of the lead agency: that of the institution with its role, else as a decision names it."""
    assessment = analysis.assessment
    named = [item.name for item in assessment.institutions if item.role == LEAD_AGENCY]
    named += [
        item.lead_name
        for item in analysis.roadmap.actions
        if item.lead_name and item.measure.lead == LEAD_AGENCY
    ]
    return named[0] if named else ""


def _standing_detail(standing: Standing) -> str:
    return {
        Standing.SELF_ASSESSED: _("The country answered these questions itself and owns the data."),
        Standing.ILLUSTRATIVE: _(
            "No institution of the country has given or checked these answers. They show what the toolkit does."
        ),
        Standing.TRAINING: _(
            "There is no such country. Its answers, figures, institutions and documents show what the toolkit does."
        ),
    }[standing]


def _key(analysis: Analysis) -> Key:
    return Key(
        scales=key_scales(analysis.edition, (item.id for item in analysis.indicators)),
        signs=tuple(
            KeySign(sign, "", printed_status(AnswerStatus(state)))
            for state, sign in STATE_SIGNS.items()
        ),
        pillars=tuple(
            KeySign(
                analysis.letter(pillar.id),
                analysis.colour(pillar.id),
                analysis.pillar_name(pillar.id),
            )
            for pillar in analysis.pillars
        ),
    )
