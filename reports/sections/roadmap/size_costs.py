"""Sentences on costs that were computed from the size of a country."""

from __future__ import annotations

from assessment import Action
from assessment.planning.cost_drivers import DriverNumber, SizedCost
from assessment.planning.costs import CostBasis
from assessment.population import populations
from questionnaires import Edition
from questionnaires.labels import edition_text
from reports.formats import format_amount, format_number, format_share
from translations import gettext as _


def size_sentence(edition: Edition, sized: SizedCost) -> str:
    """How a cost was computed: amount a unit, share, number of units, fixed part, and where the number comes from."""
    return f"{_computation(edition, sized)} {_origin(sized.number)}"


def _computation(edition: Edition, sized: SizedCost) -> str:
    rule, number = sized.rule, sized.number
    values = {
        "currency": edition.about.effort.currency if edition.about.effort else "",
        "unit": _range(rule.unit.low, rule.unit.high),
        "share": format_share(rule.share),
        "number": _number(number.number),
        "units": driver_name(number),
        "fixed": _range(rule.fixed.low, rule.fixed.high),
    }
    if rule.share < 1:
        text = _("Computed: {share} of {number} {units}, at {currency} {unit} each")
    else:
        text = _("Computed: {number} {units}, at {currency} {unit} each")
    if rule.fixed.high:
        text = _("{computed}, and {fixed} whatever the size").format(
            computed=text.format(**values), **values
        )
    return _("{sentence}.").format(sentence=text.format(**values))


def _origin(number: DriverNumber) -> str:
    """Where the number of a driver comes from, and that a default is rough."""
    if number.own:
        if number.year is None:
            return _("The number is the country's own.")
        return _("The number is the country's own, of {year}.").format(year=number.year)
    values = {
        "rate": _number(number.driver.per_million),
        "millions": _number(number.millions or 0),
        "source": populations().source,
        "year": populations().year,
    }
    if number.number == number.driver.at_least:
        return _("The number is rough: the least that a country is taken to have.")
    if number.millions_own:
        return _(
            "The number is rough: {rate} for each million of {millions} million inhabitants, the country's own figure."
        ).format(**values)
    return _(
        "The number is rough: {rate} for each million of {millions} million inhabitants ({source}, {year}, rounded). "
        "Enter the country's own on the page Figures."
    ).format(**values)


def effort_name(edition: Edition, action: Action) -> str:
    """The name of the effort band of a measure, else its id; instead, that the cost depends on the size of the country."""
    if action.cost.once.sized is not None:
        return _("By size")
    effort, key = edition.about.effort, action.measure.effort
    name = next((band.name for band in effort.bands if band.id == key), "") if effort else ""
    return edition_text(key, "name", name) if name else key


def cost_basis_name(basis: CostBasis) -> str:
    """Where a cost comes from, for a column."""
    return {
        CostBasis.OWN: _("The country"),
        CostBasis.SIZE: _("Size of the country"),
        CostBasis.SIZE_ROUGH: _("Size of the country, rough"),
        CostBasis.BAND: _("Band of the questionnaire"),
        CostBasis.NONE: _("Not known"),
    }[basis]


def driver_name(number: DriverNumber) -> str:
    """The name of a driver in the language in use."""
    return edition_text(number.driver.id, "name", number.driver.name)


def _number(value: float) -> str:
    """A number with decimals only where it is small."""
    return format_number(value, 0 if value >= 10 else 1 if value >= 1 else 3)


def _range(low: float, high: float) -> str:
    first, last = (
        format_amount(value) if value >= 100 else _number(value) for value in (low, high)
    )
    return first if first == last else _("{low} to {high}").format(low=first, high=last)
