"""Expandable help on a question: why it matters, borderline cases, evidence, respondents, sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from app_pages.shell import labels
from app_pages.shell.markup import join
from questionnaires import Edition, Indicator
from reports.joining import join_clauses
from translations import gettext as _


def help_blocks(edition: Edition, indicator: Indicator) -> Markup:
    """Return the help as two collapsed blocks, one on choosing a level and one on evidence; empty ones are omitted.

    page.js opens the first where it stands beside the question.
    """
    choosing = join(_choosing(edition, indicator))
    proving = join(_proving(edition, indicator))
    blocks = (
        ("beside", _("Help: why it matters, and cases on the border of two levels"), choosing),
        ("", _("What proves it, who may know, and sources"), proving),
    )
    return join(
        Markup(
            '<details class="cop-help {place}"><summary>{title}</summary>'
            '<div role="region" aria-label="{title}" tabindex="0"><dl>{text}</dl></div></details>'
        ).format(place=place, title=title, text=text)
        for place, title, text in blocks
        if text
    )


def _choosing(edition: Edition, indicator: Indicator) -> Iterator[Markup]:
    if indicator.why:
        yield _entry(_("Why it matters"), labels.content(indicator.id, "why", indicator.why))
    for index, case in enumerate(indicator.cases):
        title = _("Between levels {low} and {high}").format(low=case.levels[0], high=case.levels[1])
        text = _("{case} This is level {level} {name}: {because}").format(
            case=labels.content(indicator.id, f"cases.{index}.case", case.case),
            level=case.level,
            name=labels.level_name(edition, indicator, case.level),
            because=labels.content(indicator.id, f"cases.{index}.because", case.because),
        )
        yield _entry(title, text)
    if indicator.note:
        yield _entry(_("Note"), labels.content(indicator.id, "note", indicator.note))


def _proving(edition: Edition, indicator: Indicator) -> Iterator[Markup]:
    for index, proof in enumerate(indicator.evidence):
        title = _("What proves level {level} {name}").format(
            level=proof.level, name=labels.level_name(edition, indicator, proof.level)
        )
        yield _listed(
            title,
            (
                labels.content(indicator.id, f"evidence.{index}.items.{number}", item)
                for number, item in enumerate(proof.items)
            ),
        )
    yield _listed(_("Who may know"), _respondents(edition, indicator))
    yield _listed(_("Sources"), (*_references(edition, indicator), *_crosswalk(indicator)))


def _respondents(edition: Edition, indicator: Indicator) -> Iterator[str]:
    for index, respondent in enumerate(indicator.respondents):
        role = edition.role.get(respondent.role)
        name = labels.content(role.id, "name", role.name) if role else respondent.role
        desk = labels.content(indicator.id, f"respondents.{index}.desk", respondent.desk)
        yield _("{role}: {desk}").format(role=name, desk=desk) if desk else name


def _references(edition: Edition, indicator: Indicator) -> Iterator[str]:
    for reference in indicator.references:
        source = edition.source[reference.source]
        title = labels.content(source.id, "title", source.title)
        yield f"{title}, {reference.locator}" if reference.locator else title


def _crosswalk(indicator: Indicator) -> Iterator[str]:
    """Yield the matching provisions of other instruments: the verified ones, then the provisional ones."""
    verified = [item.key for item in indicator.crosswalk if item.status == "verified"]
    provisional = [item.key for item in indicator.crosswalk if item.status == "provisional"]
    if verified:
        yield _("Compare: {keys}").format(keys=join_clauses(verified))
    if provisional:
        yield _("Compare, place still to be checked in the text itself: {keys}").format(
            keys=join_clauses(provisional)
        )


def _entry(title: str, text: str) -> Markup:
    return Markup("<dt>{}</dt><dd>{}</dd>").format(title, text)


def _listed(title: str, items: Iterable[str]) -> Markup:
    texts = [Markup("<li>{}</li>").format(item) for item in items]
    if not texts:
        return Markup()
    return Markup("<dt>{}</dt><dd><ul>{}</ul></dd>").format(title, join(texts))
