"""What may put a child in danger today, and what the plan does about each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from assessment import AnswerStatus, OpenDanger, PlanStanding, cost_currency, quarter_start
from questionnaires import Indicator
from questionnaires.labels import edition_text
from reports.analysis import Analysis
from reports.formats import DASH, cut_text, format_money, format_month_short
from reports.joining import listed
from reports.sections.gap_outlook import levels_after
from reports.sections.labels import LevelMark, descriptor_texts, level_mark
from reports.sections.minister.danger_costs import cost_text
from reports.sections.roadmap.money_years import fiscal_year_name, year_name
from reports.sections.roadmap.plan_descriptions import lacks_text
from translations import gettext as _
from translations import ngettext

SHOWN = 6
"""Dangers in the table; the others are counted below it."""

TEXT_LENGTH, WHEN_LENGTH = 150, 75
"""Largest numbers of characters of a danger and of its date or price."""


class Prospect(StrEnum):
    """What a plan does about a danger; the value is the class of its mark."""

    CLOSED = "closed"
    HALF_WAY = "half-way"
    OPEN = "open"
    NO_PLAN = "no-plan"
    """Too little is answered for a plan."""
    UNKNOWN = "unknown"
    """The question has no level."""


class Lack(StrEnum):
    """What a danger left open lacks."""

    MONEY = "money"
    PEOPLE = "people"
    MONEY_AND_PEOPLE = "money_and_people"
    TIME = "time"
    DECIDED = "decided"
    """The country decided against a measure, or stopped it."""
    NO_MEASURE = "no_measure"
    NOTHING = "nothing"
    """It fits beside the plan."""


@dataclass(frozen=True, slots=True)
class Danger:
    """An indicator without which a child may be in danger, below its target or without a level.

    `after` is the level at the end of the plan; `now` and `after` are None where unknown. `open` says what closes it
    where the plan does not.
    """

    indicator: Indicator
    prospect: Prospect
    target: int
    now: int | None = None
    after: int | None = None
    open: OpenDanger | None = None
    state: AnswerStatus = AnswerStatus.ANSWERED

    @property
    def lack(self) -> Lack | None:
        """What it lacks; None where the plan closes it or leaves nothing to say."""
        return None if self.open is None else lack_of(self.open)


@dataclass(frozen=True, slots=True)
class DangerRow:
    """A danger as printed."""

    letter: str
    colour: str
    text: str
    code: str
    now: LevelMark | None
    target: str
    prospect: Prospect
    status: str
    when: str
    cost: str
    """What closes it costs until the end of the plan; where the plan does not close it, the price."""


def lack_of(item: OpenDanger) -> Lack:
    """What a danger left open lacks."""
    if item.blocked_by:
        return Lack.DECIDED
    if item.quarters is not None:
        return Lack.TIME
    if not item.measures:
        return Lack.NO_MEASURE
    kinds = {shortage.resource is None for shortage in item.shortages}
    if kinds == {True, False}:
        return Lack.MONEY_AND_PEOPLE
    if not kinds:
        return Lack.NOTHING
    return Lack.MONEY if True in kinds else Lack.PEOPLE


def dangers(analysis: Analysis) -> tuple[Danger, ...]:
    """The dangers by priority, those with an unknown level last."""
    after = levels_after(analysis)
    lacks = {item.indicator: item for item in analysis.roadmap.open_dangers}
    known = tuple(
        _danger(
            analysis,
            gap.indicator,
            gap.current_level,
            gap.target_level,
            after.get(gap.indicator.id, gap.current_level),
            lacks.get(gap.indicator.id),
        )
        for gap in analysis.gaps
        if gap.indicator.severe
    )
    counted = analysis.counted
    unknown = tuple(
        Danger(
            item, Prospect.UNKNOWN, analysis.targets[item.id], state=counted.answer(item.id).state
        )
        for item in analysis.indicators
        if item.severe
        and item.id in analysis.targets
        and counted.level(item.id) is None
        and counted.answer(item.id).state is not AnswerStatus.NOT_APPLICABLE
    )
    return known + unknown


def _danger(
    analysis: Analysis,
    indicator: Indicator,
    now: int,
    target: int,
    after: int,
    lack: OpenDanger | None,
) -> Danger:
    if analysis.standing is PlanStanding.WITHHELD:
        return Danger(indicator, Prospect.NO_PLAN, target, now)
    if after >= target:
        return Danger(indicator, Prospect.CLOSED, target, now, after)
    prospect = Prospect.HALF_WAY if after > now else Prospect.OPEN
    return Danger(indicator, prospect, target, now, after, lack)


def danger_rows(analysis: Analysis, items: tuple[Danger, ...]) -> tuple[DangerRow, ...]:
    """The first dangers as printed."""
    on_paper = {item.indicator for item in analysis.chains if item.missing}
    return tuple(
        _row(analysis, item, on_paper=item.indicator.id in on_paper) for item in items[:SHOWN]
    )


def further_sentence(items: tuple[Danger, ...]) -> str:
    """Sentence on the dangers beyond those printed; empty without any."""
    more = len(items) - SHOWN
    if more <= 0:
        return ""
    return ngettext(
        "{count} more is not shown here.", "{count} more are not shown here.", more
    ).format(count=more)


def _row(analysis: Analysis, item: Danger, *, on_paper: bool) -> DangerRow:
    pillar = analysis.edition.pillar_of[item.indicator.id]
    return DangerRow(
        letter=analysis.letter(pillar.id),
        colour=analysis.colour(pillar.id),
        text=cut_text(danger_text(analysis, item), TEXT_LENGTH),
        code=item.indicator.id,
        now=None if item.now is None else _squares(analysis, item.indicator, item.now),
        target=_("target {level}").format(level=item.target),
        prospect=item.prospect,
        status=_status(item, on_paper=on_paper),
        when=cut_text(_when(analysis, item), WHEN_LENGTH),
        cost=_cost(analysis, item),
    )


def _squares(analysis: Analysis, indicator: Indicator, level: int) -> LevelMark:
    """The squares of a level with its number."""
    return replace(level_mark(analysis, indicator, level), text=str(level))


def danger_text(analysis: Analysis, item: Danger) -> str:
    """What a child faces while it is open.

    In an edition that does not say it, what is missing: the lowest level's descriptor, or the next level's as not yet
    true; of a danger without a level, the question.
    """
    indicator = item.indicator
    if item.now is not None and indicator.danger:
        return edition_text(indicator.id, "danger", indicator.danger)
    if item.now is None or item.now + 1 >= len(indicator.descriptors):
        return analysis.question(indicator)
    if item.now == 0:
        return _first_sentence(descriptor_texts(analysis.edition, indicator, (0,))[0])
    missing = analysis.edition.asking(indicator, item.now, item.now + 1)
    return _("Not yet: {descriptor}").format(
        descriptor=_first_sentence(descriptor_texts(analysis.edition, indicator, missing)[0])
    )


def _first_sentence(text: str) -> str:
    """The text up to its first full stop that a space follows, without the stop at its end.

    >>> _first_sentence("There is none. None is planned.")
    'There is none'
    """
    return text.split(". ")[0].rstrip(".")


def _status(item: Danger, *, on_paper: bool) -> str:
    """A prospect in words; `on_paper` where what a closed danger needs to work does not stand by then."""
    match item.prospect:
        case Prospect.CLOSED:
            return _("Closed on paper") if on_paper else _("Closed by the plan")
        case Prospect.HALF_WAY:
            return _("Half-way: level {level}").format(level=item.after)
        case Prospect.OPEN:
            if item.lack is Lack.NOTHING or (
                item.open and not item.open.measures and item.open.quarters
            ):
                return _("Open after the plan")
            return _("Not in the plan")
        case Prospect.NO_PLAN:
            return _("Nothing planned yet")
        case Prospect.UNKNOWN:
            known = item.state is AnswerStatus.DONT_KNOW
            return _("Nobody knows") if known else _("Not answered yet")


def _when(analysis: Analysis, item: Danger) -> str:
    """When the plan lifts it, planned and safe; what it lacks where it is not lifted."""
    if item.prospect in (Prospect.NO_PLAN, Prospect.UNKNOWN):
        return DASH
    if item.after is not None and item.now is not None and item.after > item.now:
        return _dates(analysis, item.indicator.id, min(item.after, item.target)) or DASH
    return lack_phrase(analysis, item.open) if item.open else DASH


def _cost(analysis: Analysis, item: Danger) -> str:
    """The cost in the plan; the price where it is open, a dash where nothing is planned."""
    if item.prospect in (Prospect.NO_PLAN, Prospect.UNKNOWN):
        return DASH
    return cost_text(analysis, item.indicator.id, item.open)


def danger_caption() -> str:
    """The caption of the table, which explains its columns."""
    return _(
        "Safely: in four of five simulations. Cost: of all measures that lead there, until the plan ends"
    )


def danger_head() -> tuple[str, ...]:
    """The heads of the columns of the table."""
    return _("Today"), _("Level"), _("With this plan"), _("When, or lacking"), _("Cost")


def _dates(analysis: Analysis, key: str, level: int) -> str:
    reached = next(
        (
            milestone
            for milestone in analysis.roadmap.milestones
            if milestone.indicator_id == key and milestone.level >= level
        ),
        None,
    )
    if reached is None:
        return ""
    planned = format_month_short(reached.date)
    dates = analysis.risk.milestones.get((key, reached.level))
    if dates is None or dates.safe <= dates.planned:
        return planned
    return _("{planned}, safely {safe}").format(
        planned=planned, safe=format_month_short(dates.safe)
    )


def lack_phrase(analysis: Analysis, item: OpenDanger) -> str:
    """What a danger left open lacks, as a phrase for a table."""
    match lack_of(item):
        case Lack.DECIDED:
            return _("Decided against, or stopped")
        case Lack.TIME:
            months = (item.quarters or 0) * 3
            return ngettext(
                "In a plan of {months} month", "In a plan of {months} months", months
            ).format(months=months)
        case Lack.NO_MEASURE:
            return _("No measure leads to its target")
        case Lack.NOTHING:
            return _("Room in the plan for it")
        case Lack.MONEY:
            return _("Money: {sums}").format(sums=sums_text(analysis, item))
        case Lack.PEOPLE:
            return _("People: {lacks}").format(lacks=_people(analysis, item))
        case Lack.MONEY_AND_PEOPLE:
            return _("Money and people: {sums}").format(sums=sums_text(analysis, item))


def _people(analysis: Analysis, item: OpenDanger) -> str:
    people = tuple(entry for entry in item.shortages if entry.resource is not None)
    return lacks_text(analysis.edition, analysis.assessment, analysis.roadmap, people)


def sums_text(analysis: Analysis, item: OpenDanger) -> str:
    """The money that a danger left open lacks, by year: `USD 285,000 more in 2029`."""
    currency = cost_currency(analysis.edition, analysis.assessment.plan)
    sums: dict[int, int] = {}
    for entry in item.shortages:
        if entry.resource is None:
            sums[entry.period] = max(sums.get(entry.period, 0), entry.units)
    return listed(
        _("{amount} more in {year}").format(
            amount=format_money(currency, amount), year=plan_year(analysis, period)
        )
        for period, amount in sorted(sums.items())
    )


def plan_year(analysis: Analysis, year: int) -> str:
    """A year of money, counted from 0: the fiscal year, or that of the plan, as `2027` where it begins in January, else `2027/28`."""
    if name := fiscal_year_name(analysis.roadmap.start, analysis.assessment.plan, year):
        return name
    first = quarter_start(analysis.roadmap.start, 4 * year)
    return year_name(first.year, first.year + (first.month > 1))
