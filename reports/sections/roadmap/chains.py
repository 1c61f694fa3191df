"""When a danger is closed on paper, and what else has to stand for it to work: one wording for pages and documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assessment import Assessment, DangerChain, Link, LinkState, Roadmap, danger_chains
from questionnaires import Edition
from questionnaires.labels import edition_text
from reports.formats import format_month, format_month_short
from reports.joining import join_clauses, listed
from reports.sections.labels import BRIEF_LENGTH, named_question
from translations import gettext as _

NAMED = 3
"""Names of one kind in the remark; the others are counted."""


def chains_title() -> str:
    """The title over the sentences of `chain_sentences`."""
    return _("Closed on paper, and what it needs to work")


def chain_sentences(edition: Edition, assessment: Assessment, roadmap: Roadmap) -> tuple[str, ...]:
    """For each danger that the plan closes: the month, and what it needs besides, with the month or that it is not planned."""
    return tuple(_sentence(edition, item) for item in danger_chains(edition, assessment, roadmap))


def chains_remark(chains: Iterable[DangerChain]) -> str:
    """A short remark on what dangers lack on the day they are closed, each named once; empty where nothing is missing."""
    lacking: dict[str, Link] = {}
    for chain in chains:
        for link in chain.missing:
            lacking.setdefault(link.indicator, link)
    groups = [
        _("{names} ({when})").format(names=_some_names(found), when=_when_all(state, found))
        for state in (LinkState.NOT_IN_PLAN, LinkState.PLANNED, LinkState.UNKNOWN)
        if (found := [link for link in lacking.values() if link.state is state])
    ]
    if not groups:
        return ""
    return _("Closed on paper: to help a child it also takes {groups}.").format(
        groups=join_clauses(groups)
    )


def _some_names(links: Sequence[Link]) -> str:
    """The names of the first links, and how many more there are."""
    names = [_name(link) for link in links[:NAMED]]
    more = len(links) - NAMED
    return listed([*names, _("{count} more").format(count=more)] if more > 0 else names)


def _when_all(state: LinkState, links: Sequence[Link]) -> str:
    """When all links of a state stand."""
    months = [link.month for link in links if link.month]
    if not months:
        return _state(state)
    return _("planned by {month}").format(month=format_month_short(max(months)))


def _sentence(edition: Edition, chain: DangerChain) -> str:
    danger = named_question(edition, chain.indicator, BRIEF_LENGTH)
    month = format_month(chain.closed)
    if not chain.missing:
        return _(
            "{danger}: closed by {month}, and what it needs to work stands by then: {needs}."
        ).format(
            danger=danger,
            month=month,
            needs=listed(
                _("{name} ({id})").format(name=_name(link), id=link.indicator)
                for link in chain.links
            ),
        )
    needs = join_clauses(
        _("{name} ({id}, level {level}): {when}").format(
            name=_name(link), id=link.indicator, level=link.level, when=_when(link)
        )
        for link in chain.missing
    )
    if chain.works is None:
        return _(
            "{danger}: closed on paper by {month}. It works when these stand too: {needs}."
        ).format(danger=danger, month=month, needs=needs)
    return _(
        "{danger}: closed on paper by {month}. It works from {works}, when these stand too: {needs}."
    ).format(danger=danger, month=month, works=format_month(chain.works), needs=needs)


def _name(link: Link) -> str:
    return edition_text(link.indicator, "companion", link.name)


def _when(link: Link) -> str:
    """When a companion stands."""
    return format_month(link.month) if link.month else _state(link.state)


def _state(state: LinkState) -> str:
    """Whether a companion stands, in words."""
    return {
        LinkState.STANDS: _("stands today"),
        LinkState.UNKNOWN: _("level not known"),
        LinkState.NOT_IN_PLAN: _("not in the plan"),
        LinkState.PLANNED: _("planned"),
    }[state]
