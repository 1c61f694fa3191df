"""Numbers, dates and money formatted for readers; the only place that rounds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal
from typing import Final, Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_compact_decimal, format_decimal

from questionnaires import Edition
from questionnaires.labels import edition_text
from reports.joining import join_phrases
from translations import PSEUDO_LANGUAGES, current_language, ngettext
from translations import gettext as _

DASH: Final = "–"
"""Printed in place of a missing number."""

MONEY_DIGITS: Final = 3
"""Amounts have as many significant digits, in any currency: cost estimates are ranges."""

WRITTEN_OUT: Final = 100_000_000
"""From this amount on the unit is a word (*123 million*): the digits of a weak currency would fill a column."""

_RULES: Final = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "down": ROUND_DOWN,
    "up": ROUND_UP,
}


def round_number(value: float, decimals: int = 0, rule: str = "half_up") -> Decimal:
    """`value` rounded to `decimals` places; `rule` is a key of `_RULES`, by default halves away from zero.

    Rounding starts from 13 significant decimal digits, so that 0.145 is a half although its binary value is not.

    >>> round_number(2.5), round_number(0.145, 2), round_number(-2.5)
    (Decimal('3'), Decimal('0.15'), Decimal('-3'))
    """
    # 13 digits remove the rounding errors of sums of shares (0.1 + 0.2 is 0.3).
    read = Decimal(f"{value:.13g}")
    rounded = read.quantize(Decimal(1).scaleb(-decimals), rounding=_RULES[rule])
    return rounded if rounded else abs(rounded)


def locale() -> Locale:
    """Babel's locale of the language in use; British English where there is none."""
    language = current_language()
    if language in PSEUDO_LANGUAGES:
        return Locale("en", "GB")
    try:
        return Locale.parse("en_GB" if language == "en" else language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en", "GB")


def format_number(value: float | Decimal, decimals: int = 0) -> str:
    """A number with the language's separators, rounded half up to at most `decimals` places.

    >>> format_number(1234.5), format_number(2.25, 2), format_number(3.0, 2)
    ('1,235', '2.25', '3')
    """
    rounded = round_number(float(value), decimals)
    pattern = "#,##0." + "#" * decimals if decimals else "#,##0"
    return str(format_decimal(rounded, format=pattern, locale=locale()))


def format_share(value: float | None) -> str:
    """A share from 0 to 1 in per cent, without decimals.

    >>> format_share(0.205), format_share(None)
    ('21\\xa0%', '–')
    """
    if value is None:
        return DASH
    return _percent(str(format_decimal(round_number(value * 100), "#,##0", locale=locale())))


def _percent(number: str) -> str:
    return _("{number}\N{NO-BREAK SPACE}%").format(number=number)


def format_day(day: date) -> str:
    """A date in the long form of the language in use.

    The first of a French month is an ordinal (*1er janvier*), which the pattern of CLDR has not.

    >>> format_day(date(2026, 11, 23))
    '23 November 2026'
    """
    text = _without_year_sign(str(format_date(day, format="long", locale=locale())))
    return text.replace("1", "1er", 1) if day.day == 1 and locale().language == "fr" else text


def format_month(day: date) -> str:
    """Month and year of a date.

    >>> format_month(date(2027, 3, 1))
    'March 2027'
    """
    return _without_year_sign(str(format_skeleton("yMMMM", day, locale=locale())))


def month_name(number: int) -> str:
    """The name of a month, 1 to 12.

    >>> month_name(7)
    'July'
    """
    return str(format_date(date(2000, number, 1), format="LLLL", locale=locale()))


def format_month_short(day: date) -> str:
    """Month and year of a date, the month shortened.

    >>> format_month_short(date(2027, 12, 1))
    'Dec 2027'
    """
    return _without_year_sign(str(format_skeleton("yMMM", day, locale=locale())))


def _without_year_sign(text: str) -> str:
    """A Russian date without the abbreviation *г.*, whose stop would stand before that of a sentence."""
    return text.removesuffix("г.").rstrip() if locale().language == "ru" else text


def format_quarter(day: date) -> str:
    """The calendar quarter that holds `day`.

    >>> format_quarter(date(2027, 1, 1))
    'Q1 2027'
    """
    return _("Q{quarter} {year}").format(quarter=(day.month + 2) // 3, year=day.year)


def format_quarters(first: date, last: date) -> str:
    """The calendar quarters from `first` to `last`; one quarter where both are in it.

    >>> format_quarters(date(2027, 1, 1), date(2027, 12, 1))
    'Q1 2027 to Q4 2027'
    """
    if (first.year, (first.month + 2) // 3) == (last.year, (last.month + 2) // 3):
        return format_quarter(first)
    return _("{first} to {last}").format(first=format_quarter(first), last=format_quarter(last))


def format_amount(value: float) -> str:
    """An amount of money without its currency, rounded to `MONEY_DIGITS` and to whole units; a large one with a word.

    >>> format_amount(262214.3), format_amount(499.4), format_amount(2_077_679_000)
    ('262,000', '499', '2.08 billion')
    """
    whole = round_number(value)
    step = max(0, whole.adjusted() - MONEY_DIGITS + 1)
    rounded = round_number(value, -step).quantize(Decimal(1))
    if abs(rounded) < WRITTEN_OUT:
        return str(format_decimal(rounded, "#,##0", locale=locale()))
    kind: Literal["long", "short"] = (
        "long" if "long" in locale().compact_decimal_formats else "short"  # Chinese has one form
    )
    words = format_compact_decimal(
        rounded, format_type=kind, locale=locale(), fraction_digits=MONEY_DIGITS - 1
    )
    return str(words).replace("\N{NO-BREAK SPACE}", " ")


def format_amounts(low: float, high: float) -> str:
    """Both ends of a cost range for a narrow column; one amount where they round alike.

    >>> format_amounts(25_000, 100_000), format_amounts(0, 0)
    ('25,000–100,000', '0')
    """
    first, last = format_amount(low), format_amount(high)
    return first if first == last else f"{first}\N{EN DASH}{last}"


def format_money(currency: str, value: float) -> str:
    """An amount of money with its currency, rounded as `format_amount`.

    >>> format_money("USD", 1500)
    'USD\\xa01,500'
    """
    return _("{currency}\N{NO-BREAK SPACE}{amount}").format(
        currency=currency, amount=format_amount(value)
    )


def format_money_compact(currency: str, value: float) -> str:
    """An amount of money for a key figure: two significant digits, thousands and more shortened.

    >>> format_money_compact("USD", 1_200_000), format_money_compact("USD", 285_400)
    ('USD\\xa01.2M', 'USD\\xa0290K')
    """
    whole = round_number(value)
    rounded = round_number(value, -max(0, whole.adjusted() - 1)).quantize(Decimal(1))
    amount = format_compact_decimal(
        rounded, format_type="short", locale=locale(), fraction_digits=1
    )
    return _("{currency}\N{NO-BREAK SPACE}{amount}").format(currency=currency, amount=amount)


def format_money_range(currency: str, low: float, high: float) -> str:
    """A range of money with its currency, rounded as `format_amount`.

    >>> format_money_range("USD", 455_000, 2_210_000)
    'USD\\xa0455,000 to 2,210,000'
    """
    return _("{currency}\N{NO-BREAK SPACE}{low} to {high}").format(
        currency=currency, low=format_amount(low), high=format_amount(high)
    )


@dataclass(frozen=True, slots=True)
class Formats:
    """Formats of the scores of one edition, by its factor, decimals and rounding rule."""

    edition: Edition

    def number(self, value: float) -> str:
        """A score as a bare number in the edition's units."""
        rounding = self.edition.scoring.rounding
        rounded = round_number(value * rounding.factor, rounding.decimals, rounding.rule)
        pattern = "#,##0." + "0" * rounding.decimals if rounding.decimals else "#,##0"
        return str(format_decimal(rounded, format=pattern, locale=locale()))

    def precise(self, value: float) -> str:
        """A score in the edition's units with two more decimals than `number`, to recompute sums by hand."""
        rounding = self.edition.scoring.rounding
        return format_number(value * rounding.factor, rounding.decimals + 2)

    def score(self, value: float | None) -> str:
        """A score in the edition's units, in per cent where its factor is 100; a dash for None."""
        if value is None:
            return DASH
        return self._with_unit(self.number(value))

    def band(self, value: float | None) -> str:
        """The name of the band in which the printed score lies; empty for None, or where the edition names none."""
        scoring = self.edition.scoring
        if value is None:
            return ""
        rounding = scoring.rounding
        printed = round_number(value * rounding.factor, rounding.decimals, rounding.rule)
        for index, band in enumerate(scoring.bands):
            if band.up_to is None or printed <= Decimal(str(band.up_to)):
                return edition_text("scoring", f"bands.{index}.name", band.name)
        return ""

    def band_texts(self) -> tuple[str, ...]:
        """The bands of the edition with the printed scores at which they end: `minimal (to 40)`, the last `full`."""
        texts = []
        for index, band in enumerate(self.edition.scoring.bands):
            name = edition_text("scoring", f"bands.{index}.name", band.name)
            end = "" if band.up_to is None else format_number(band.up_to, 6)
            texts.append(_("{name} (to {end})").format(name=name, end=end) if end else name)
        return tuple(texts)

    def banded(self, value: float | None) -> str:
        """A score with the name of its band, where it has one: `38 %, minimal`."""
        return join_phrases(self.score(value), self.band(value))

    def score_range(self, low: float | None, high: float | None) -> str:
        """`22 to 62 %`; a dash where there are no bounds."""
        if low is None or high is None:
            return DASH
        if self.number(low) == self.number(high):
            return self.score(low)
        return self._with_unit(
            _("{low} to {high}").format(low=self.number(low), high=self.number(high))
        )

    def _with_unit(self, number: str) -> str:
        return _percent(number) if self.edition.scoring.rounding.factor == 100 else number


def format_share_fine(value: float) -> str:
    """A share in per cent with one decimal, rounded up, so that an upper bound stays one.

    >>> format_share_fine(0.00201)
    '0.3\xa0%'
    """
    tenths = round_number(value * 1000, rule="up") / 10
    return _percent(str(format_decimal(tenths, "0.0", locale=locale())))


def format_not_applicable(number: int) -> str:
    """How many questions were taken out of a score as not applicable; empty for 0.

    >>> format_not_applicable(3), format_not_applicable(0)
    ('3 not applicable', '')
    """
    if not number:
        return ""
    return ngettext("{number} not applicable", "{number} not applicable", number).format(
        number=number
    )


def not_applicable_sentence(number: int, *, is_rest: bool) -> str:
    """The sentence on questions left out of a score as not applicable; `is_rest` where others are left. Empty for 0.

    >>> not_applicable_sentence(3, is_rest=True), not_applicable_sentence(0, is_rest=True)
    ('3 questions are not applicable and left out of the score.', '')
    """
    if not number:
        return ""
    if is_rest:
        text = ngettext(
            "{number} question is not applicable and left out of the score.",
            "{number} questions are not applicable and left out of the score.",
            number,
        )
    else:
        text = ngettext(
            "No question is left: {number} question is not applicable.",
            "No question is left: {number} questions are not applicable.",
            number,
        )
    return text.format(number=number)


def format_answered(answered: int, total: int, not_applicable: int) -> str:
    """`9 of 15, 3 not applicable`: answered of applicable questions, and those taken out, where there are any.

    >>> format_answered(0, 0, 14)
    'no question left, 14 not applicable'
    """
    if not_applicable and not total:
        counted = _("no question left")
    else:
        counted = _("{answered} of {total}").format(answered=answered, total=total)
    return join_phrases(counted, format_not_applicable(not_applicable))


def cut_text(text: str, length: int) -> str:
    """The text, or as many of its words as fit `length` characters, with an ellipsis.

    >>> cut_text("Draft the bill and pass it", 16), cut_text("Draft", 16)
    ('Draft the bill…', 'Draft')
    >>> cut_text("Qui\\u202f? Le pays", 30)  # no-break spaces stay
    'Qui\\u202f? Le pays'
    """
    text = " ".join(filter(None, text.translate(str.maketrans("\t\r\n", "   ")).split(" ")))
    if len(text) <= length:
        return text
    head = text[: length - 1]
    space = head.rfind(" ")
    kept = (head[:space] if space > length / 2 else head).rstrip(
        " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE},;:."
    )
    end = "⟧" * (kept.count("⟦") - kept.count("⟧"))  # the marks of the pseudo-language
    return f"{kept}…{end}"
