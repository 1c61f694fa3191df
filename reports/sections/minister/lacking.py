"""What is asked for dangers that the plan leaves open: money, people, time, another decision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.analysis import Analysis
from reports.joining import join_clauses
from reports.sections.minister.dangers import Danger, Lack, lack_phrase, sums_text
from reports.sections.roadmap.timeline import measure_title
from translations import gettext as _
from translations import ngettext


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as an imperative sentence, and its reason or effect."""

    title: str
    text: str


def lacking(analysis: Analysis, items: Sequence[Danger]) -> Iterator[Decision]:
    """Yield a decision for each kind of thing that dangers left open lack, money first."""
    for lack, rule in (
        (Lack.MONEY, _money),
        (Lack.MONEY_AND_PEOPLE, _money_and_people),
        (Lack.PEOPLE, _people),
        (Lack.TIME, _time),
        (Lack.DECIDED, _decided),
        (Lack.NOTHING, _room),
    ):
        left = [item for item in items if item.lack is lack]
        if left:
            yield rule(analysis, left)


def _effect(analysis: Analysis, left: Sequence[Danger]) -> str:
    """What the measures that the first danger lacks are, what the second lacks, and how many more there are."""
    opened = left[0].open
    titles = join_clauses(
        measure_title(analysis.edition.measure[key]) for key in (opened.measures if opened else ())
    )
    text = _("With it a danger to children can be closed: {titles}.").format(titles=titles)
    if len(left) == 1:
        return text
    second = left[1].open
    if second is not None and (sums := sums_text(analysis, second)):
        text = _("{text} Another danger needs {sums}.").format(text=text, sums=sums)
        left = left[1:]
    others = len(left) - 1
    if not others:
        return text
    return ngettext(
        "{text} {others} more danger stays open for such a reason.",
        "{text} {others} more dangers stay open for such a reason.",
        others,
    ).format(text=text, others=others)


def _cheapest(left: Sequence[Danger]) -> list[Danger]:
    """The dangers by the money that they lack."""

    def money(item: Danger) -> int:
        shortages = item.open.shortages if item.open else ()
        return sum(entry.units for entry in shortages if entry.resource is None)

    return sorted(left, key=money)


def _money(analysis: Analysis, left: Sequence[Danger]) -> Decision:
    ordered = _cheapest(left)
    sums = sums_text(analysis, ordered[0].open) if ordered[0].open else ""
    return Decision(
        _("Find {sums}, or say which measure gives way.").format(sums=sums),
        _effect(analysis, ordered),
    )


def _money_and_people(analysis: Analysis, left: Sequence[Danger]) -> Decision:
    ordered = _cheapest(left)
    sums = sums_text(analysis, ordered[0].open) if ordered[0].open else ""
    return Decision(
        _("Find {sums} and the people for it, or say which measure gives way.").format(sums=sums),
        _effect(analysis, ordered),
    )


def _people(analysis: Analysis, left: Sequence[Danger]) -> Decision:
    return Decision(
        _("Free people for what closes a danger, or say which measure gives way."),
        _("{lack}. {effect}").format(
            lack=lack_phrase(analysis, left[0].open) if left[0].open else "",
            effect=_effect(analysis, left),
        ),
    )


def _time(analysis: Analysis, left: Sequence[Danger]) -> Decision:
    months = 3 * max((item.open.quarters or 0) if item.open else 0 for item in left)
    return Decision(
        ngettext(
            "Plan for {months} month, or leave what takes longer to the next plan.",
            "Plan for {months} months, or leave what takes longer to the next plan.",
            months,
        ).format(months=months),
        ngettext(
            "{count} danger to children stays open when this plan ends.",
            "{count} dangers to children stay open when this plan ends.",
            len(left),
        ).format(count=len(left)),
    )


def _decided(analysis: Analysis, left: Sequence[Danger]) -> Decision:
    keys = dict.fromkeys(
        key for item in left for key in (item.open.blocked_by if item.open else ())
    )
    titles = join_clauses(measure_title(analysis.edition.measure[key]) for key in keys)
    return Decision(
        _("Look again at what was decided against or stopped: {titles}.").format(titles=titles),
        ngettext(
            "Without it {count} danger to children stays open.",
            "Without it {count} dangers to children stay open.",
            len(left),
        ).format(count=len(left)),
    )


def _room(analysis: Analysis, left: Sequence[Danger]) -> Decision:
    return Decision(_("Take into the plan what fits and closes a danger."), _effect(analysis, left))
