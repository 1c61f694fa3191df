"""Lint rules for the catalogue of statistics: each says what it is, its range, and where its codes are from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from questionnaires.errors import Problem
from questionnaires.meaning.places import STATISTICS_FILE
from questionnaires.model import Edition
from translations import gettext as _

STATED = (
    "series",
    "breakdowns",
    "minimum",
    "plausible",
    "whole",
    "zero",
    "zero_note",
    "clauses",
    "references",
)
"""Keys that every statistic has, also where the value is empty: left out, nobody knows whether it was thought of."""

_CODE = re.compile(r"[A-Z]{2}_[A-Za-z0-9_]+|EDR?[0-9]+(?:bis)?|HH[0-9]+|[0-9]+\.[a-z0-9]+\.[0-9]+")
_ASIDE = re.compile(r"\([^()]*\)")


def statistics_are_complete(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each statistic that leaves a key of `STATED` out, or names no source or clause."""
    for statistic in edition.statistics:
        missing = [key for key in STATED if key not in statistic.model_fields_set]
        missing += [
            key
            for key in ("clauses", "references")
            if key not in missing and not getattr(statistic, key)
        ]
        if missing:
            yield _problem(
                statistic.id,
                _("lacks {keys}.").format(keys=", ".join(missing)),
                _("State them, also where the value is empty."),
            )


def shares_have_bounds(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each share that is not between 0 and 100, and for each count in per cent."""
    for statistic in edition.statistics:
        is_share = statistic.unit.startswith("%")
        is_bounded = statistic.minimum == 0 and statistic.maximum == 100
        if is_share and (not is_bounded or statistic.whole):
            yield _problem(
                statistic.id,
                _("is in per cent, but its figures are not any from 0 to 100."),
                _("Write minimum: 0, maximum: 100, whole: false."),
            )
        if not is_share and is_bounded:
            yield _problem(
                statistic.id,
                _("has figures from 0 to 100, but its unit is no per cent."),
                _("Begin the unit with % or correct the bounds."),
            )


def zeros_are_explained(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each statistic whose zeros are missing figures, without a note that says so."""
    for statistic in edition.statistics:
        if statistic.zero == "missing" and not statistic.zero_note:
            yield _problem(
                statistic.id,
                _("reads a zero as a missing figure and does not say why."),
                _("Say it in 'zero_note'."),
            )


def codes_are_cited(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each code that stands in series or locators alone, and for each series of two statistics."""
    for statistic in edition.statistics:
        cited = {code for ref in statistic.references for code in _CODE.findall(ref.locator)}
        named = set(_CODE.findall(statistic.series))
        for code in _CODE.findall(_ASIDE.sub("", statistic.series)):
            if code not in cited:
                yield _problem(
                    statistic.id,
                    _("names the code {code}, and no locator says where it was read.").format(
                        code=code
                    ),
                    _("Add the code to the locator of its source."),
                )
        for code in sorted(cited - named):
            yield _problem(
                statistic.id,
                _("cites the code {code}, which its series does not name.").format(code=code),
                _("Add the code to 'series', or correct the locator."),
            )
    first: dict[str, str] = {}
    for statistic in edition.statistics:
        if statistic.series and first.setdefault(statistic.series, statistic.id) != statistic.id:
            yield _problem(
                statistic.id,
                _("has the same series as {id}.").format(id=first[statistic.series]),
                _("Say in one of them what part of the series it is."),
            )


def keepers_are_named(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each code of UIS or ITU whose keeper is not the custodian."""
    for statistic in edition.statistics:
        for keeper in ("UIS", "ITU"):
            if re.search(rf"\b{keeper}\b", statistic.series) and keeper not in statistic.custodian:
                yield _problem(
                    statistic.id,
                    _("has a code of {keeper}, which is not its custodian.").format(keeper=keeper),
                    _("Name the keeper of the series in 'custodian'."),
                )


def _problem(statistic: str, what: str, remedy: str) -> Problem:
    return Problem(STATISTICS_FILE, f"statistics: {statistic}", what, remedy)
