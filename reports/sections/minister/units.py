"""A unit of money in which the amounts of a table have few digits."""

from __future__ import annotations

from dataclasses import dataclass

from reports.formats import format_number
from translations import gettext as _


@dataclass(frozen=True, slots=True)
class MoneyUnit:
    """A power of ten of the currency: 1, or a thousand, million or billion."""

    size: int

    def name(self, currency: str) -> str:
        """The unit for a head or a caption: `USD thousand`."""
        match self.size:
            case 1:
                return currency
            case 1_000:
                return _("{currency} thousand").format(currency=currency)
            case 1_000_000:
                return _("{currency} million").format(currency=currency)
            case _other:
                return _("{currency} billion").format(currency=currency)

    def amount(self, value: float) -> str:
        """An amount in the unit, with one decimal below ten."""
        scaled = value / self.size
        return format_number(scaled, 1 if 0 < scaled < 9.95 and self.size > 1 else 0)

    def range(self, low: float, high: float) -> str:
        """Both ends of a range in the unit; one amount where they round alike."""
        first, last = self.amount(low), self.amount(high)
        return first if first == last else f"{first}\N{EN DASH}{last}"


def unit_for(largest: float) -> MoneyUnit:
    """The unit in which `largest` has at most four digits before the decimals.

    >>> [unit_for(value).size for value in (0, 9_000, 25_000, 20_000_000, 48_000_000_000_000)]
    [1, 1, 1000, 1000000, 1000000000]
    """
    sizes = (1, 1_000, 1_000_000, 1_000_000_000)
    return MoneyUnit(next((size for size in sizes if largest < size * 10_000), sizes[-1]))
