"""Country codes: names in the language in use, and help for a code that is none."""

import pytest

from assessment.countries import country_codes, country_name, nearest_country
from translations import use_language


def test_namibia_is_a_country_and_not_a_missing_value() -> None:
    assert "NAM" in country_codes()
    assert nearest_country("NA") == "NAM"


def test_the_name_is_in_the_language_in_use() -> None:
    with use_language("fr"):
        assert country_name("DEU") == "Allemagne"
    assert country_name("DEU") == "Germany"


def test_a_code_that_is_none_is_its_own_name() -> None:
    assert country_name("XYZ") == "XYZ"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("KE", "KEN"), ("ken", "KEN"), ("Kenya", "KEN"), ("Kenia", "KEN"), ("Côte d'Ivoire", "CIV")],
)
def test_a_name_or_two_letters_lead_to_the_code(typed: str, meant: str) -> None:
    assert nearest_country(typed) == meant


def test_what_is_like_no_country_has_no_suggestion() -> None:
    assert nearest_country("qqqqqq") is None
