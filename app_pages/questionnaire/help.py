"""Help beside a question that opens in place: why it matters, borderline cases, what proves it, who knows, sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from app_pages.shell import labels as shell_labels
from app_pages.shell.markup import join
from questionnaires import Edition, Indicator
from translations import gettext as _


def show_help(edition: Edition, indicator: Indicator) -> Markup:
    """Two blocks, both closed; what is above them never moves."""
    choosing = join(_choosing(edition, indicator))
    proving = join(_proving(edition, indicator))
    blocks = (
        (_("Help: why it matters, and cases on the border of two levels"), choosing),
        (_("What proves it, who may know, and sources"), proving),
    )
    return join(
        Markup('<details class="cop-help"><summary>{}</summary><dl>{}</dl></details>').format(
            title, text
        )
        for title, text in blocks
        if text
    )


def _choosing(edition: Edition, indicator: Indicator) -> Iterator[Markup]:
    if indicator.why:
        yield _entry(_("Why it matters"), shell_labels.content(indicator.id, "why", indicator.why))
    for place, case in enumerate(indicator.cases):
        title = _("Between levels {low} and {high}").format(low=case.levels[0], high=case.levels[1])
        text = _("{case} This is level {level} {name}: {because}").format(
            case=shell_labels.content(indicator.id, f"cases.{place}.case", case.case),
            level=case.level,
            name=shell_labels.level_name(edition, indicator, case.level),
            because=shell_labels.content(indicator.id, f"cases.{place}.because", case.because),
        )
        yield _entry(title, text)
    if indicator.note:
        yield _entry(_("Note"), shell_labels.content(indicator.id, "note", indicator.note))


def _proving(edition: Edition, indicator: Indicator) -> Iterator[Markup]:
    for place, proof in enumerate(indicator.evidence):
        title = _("What proves level {level} {name}").format(
            level=proof.level, name=shell_labels.level_name(edition, indicator, proof.level)
        )
        yield _listed(
            title,
            (
                shell_labels.content(indicator.id, f"evidence.{place}.items.{number}", item)
                for number, item in enumerate(proof.items)
            ),
        )
    yield _listed(_("Who may know"), _respondents(edition, indicator))
    yield _listed(_("Sources"), (*_references(edition, indicator), *_crosswalk(indicator)))


def _respondents(edition: Edition, indicator: Indicator) -> Iterator[str]:
    for place, respondent in enumerate(indicator.respondents):
        role = edition.role.get(respondent.role)
        name = shell_labels.content(role.id, "name", role.name) if role else respondent.role
        desk = shell_labels.content(indicator.id, f"respondents.{place}.desk", respondent.desk)
        yield _("{role}: {desk}").format(role=name, desk=desk) if desk else name


def _references(edition: Edition, indicator: Indicator) -> Iterator[str]:
    for reference in indicator.references:
        source = edition.source[reference.source]
        title = shell_labels.content(source.id, "title", source.title)
        yield f"{title}, {reference.locator}" if reference.locator else title


def _crosswalk(indicator: Indicator) -> Iterator[str]:
    """The matching places in other instruments, those not read in their own text said so."""
    read = [item.key for item in indicator.crosswalk if item.status == "verified"]
    other = [item.key for item in indicator.crosswalk if item.status == "provisional"]
    if read:
        yield _("Compare: {keys}").format(keys="; ".join(read))
    if other:
        yield _("Compare, place still to be checked in the text itself: {keys}").format(
            keys="; ".join(other)
        )


def _entry(title: str, text: str) -> Markup:
    return Markup("<dt>{}</dt><dd>{}</dd>").format(title, text)


def _listed(title: str, items: Iterable[str]) -> Markup:
    texts = [Markup("<li>{}</li>").format(item) for item in items]
    if not texts:
        return Markup()
    return Markup("<dt>{}</dt><dd><ul>{}</ul></dd>").format(title, join(texts))
