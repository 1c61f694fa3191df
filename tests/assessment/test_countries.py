"""Country codes: names in the language in use, and remedies for invalid codes."""

import pycountry
import pytest

from assessment.answers.checks import country_problem
from assessment.countries import (
    DATA,
    countries_named,
    country_codes,
    country_name,
    has_no_code,
)
from questionnaires.yaml_text import parse_yaml
from translations import use_language


def test_namibia_is_a_country_and_not_a_missing_value() -> None:
    assert "NAM" in country_codes()
    assert countries_named("NA") == ("NAM",)


def test_the_name_is_in_the_language_in_use() -> None:
    with use_language("fr"):
        assert country_name("DEU") == "Allemagne"
    assert country_name("DEU") == "Germany"


def test_a_code_that_is_none_is_its_own_name() -> None:
    assert country_name("ZZZ") == "ZZZ"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("TZA", "United Republic of Tanzania"),
        ("KOR", "Republic of Korea"),
        ("PRK", "Democratic People's Republic of Korea"),
        ("COD", "Democratic Republic of the Congo"),
        ("MDA", "Republic of Moldova"),
        ("PSE", "State of Palestine"),
        ("BOL", "Bolivia (Plurinational State of)"),
        ("IRN", "Iran (Islamic Republic of)"),
        ("VEN", "Venezuela (Bolivarian Republic of)"),
        ("FSM", "Micronesia (Federated States of)"),
        ("VGB", "British Virgin Islands"),
    ],
)
def test_a_country_has_the_name_that_the_united_nations_use(code: str, name: str) -> None:
    assert country_name(code) == name


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "ar", "zh"])
def test_no_name_is_inverted_at_a_comma(language: str) -> None:
    lists = {"BES", "SHN"}  # names that list islands
    apposition = {"TWN"} if language == "ru" else set()
    with use_language(language):
        with_comma = {code for code in country_codes() if {",", "،"} & set(country_name(code))}
    assert with_comma <= lists | apposition


def test_a_french_name_is_that_of_the_united_nations_too() -> None:
    with use_language("fr"):
        assert country_name("TZA") == "République-Unie de Tanzanie"
    with use_language("es-MX"):
        assert country_name("COD") == "República Democrática del Congo"


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("TZA", "ar", "جمهورية تنزانيا المتحدة"),
        ("TZA", "zh", "坦桑尼亚联合共和国"),
        ("TZA", "ru", "Объединенная Республика Танзания"),
        ("CIV", "es", "Côte d'Ivoire"),
        ("CPV", "fr", "Cabo Verde"),
        ("TUR", "ar", "تركيا"),
        ("VNM", "fr", "Viet Nam"),
        ("SYR", "es", "República Árabe Siria"),
    ],
)
def test_a_name_is_that_of_the_united_nations_in_each_language(
    code: str, language: str, name: str
) -> None:
    with use_language(language):
        assert country_name(code) == name


@pytest.mark.parametrize("language", ["ar", "ru", "zh"])
def test_a_name_in_another_script_is_never_left_in_latin_letters(language: str) -> None:
    with use_language(language):
        assert {code for code in country_codes() if country_name(code).isascii()} == set()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("KE", "KEN"),
        ("ken", "KEN"),
        ("Kenya", "KEN"),
        ("Kenia", "KEN"),
        ("Côte d'Ivoire", "CIV"),
        ("Russia", "RUS"),
        ("Swaziland", "SWZ"),
        ("Micronesia", "FSM"),
        ("DR Congo", "COD"),
        ("Burma", "MMR"),
        ("UK", "GBR"),
        ("Ivory Coast", "CIV"),
        ("Cape Verde", "CPV"),
        ("Czech Republic", "CZE"),
        ("Macedonia", "MKD"),
        ("Turkey", "TUR"),
        ("Holland", "NLD"),
        ("Zaire", "COD"),
        ("East Timor", "TLS"),
        ("Laos", "LAO"),
        ("Syria", "SYR"),
        ("north korea", "PRK"),
        ("Korea, South", "KOR"),
        ("St. Kitts & Nevis", "KNA"),
        ("the gambia", "GMB"),
        ("U.K.", "GBR"),
        ("Eswatini (Swaziland)", "SWZ"),
        ("Alemania", "DEU"),
        ("Allemagne", "DEU"),
        ("Россия", "RUS"),
        ("مصر", "EGY"),
        ("Philipines", "PHL"),
        ("New Zeeland", "NZL"),
        ("Marocco", "MAR"),
        ("Kazakstan", "KAZ"),
    ],
)
def test_a_name_leads_to_the_code(typed: str, meant: str) -> None:
    assert countries_named(typed) == (meant,)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Congo", ("COD", "COG")),
        ("Korea", ("KOR", "PRK")),
        ("Czechoslovakia", ("CZE", "SVK")),
        ("Slovania", ("SVK", "SVN")),
        ("Nigeri", ("NER", "NGA")),
    ],
)
def test_a_name_of_several_countries_proposes_each(typed: str, meant: tuple[str, ...]) -> None:
    assert countries_named(typed) == meant


@pytest.mark.parametrize(
    "typed",
    ["qqqqqq", "Wakanda", "North Sudan", "Atlantis", "South Guinea", "Narnia", "", " ", "K" * 500, "12", "?"],
)  # fmt: skip
def test_what_is_like_no_country_has_no_suggestion(typed: str) -> None:
    assert countries_named(typed) == ()
    assert not has_no_code(typed)


@pytest.mark.parametrize("typed", ["Kosovo", "KOSOVO", "Kossovo", "Somaliland", "South America"])
def test_a_name_without_a_code_is_told_so(typed: str) -> None:
    assert countries_named(typed) == ()
    assert "ISO 3166-1 has no code for it." in country_problem(typed, "").remedy


def test_a_proposal_names_the_country_beside_its_code() -> None:
    assert country_problem("Russia", "").remedy == "Did you mean RUS (Russian Federation)?"
    assert country_problem("Korea", "").remedy == (
        "Did you mean KOR (Republic of Korea) or PRK (Democratic People's Republic of Korea)?"
    )
    assert country_problem("qqqqqq", "").remedy == "Use a code such as KEN or BRA."


def test_every_name_of_every_country_leads_to_its_own_code() -> None:
    for country in pycountry.countries:
        for field in ("name", "common_name", "official_name", "alpha_2", "alpha_3"):
            if name := getattr(country, field, None):
                assert country.alpha_3 in countries_named(name), name
        assert countries_named(country_name(country.alpha_3))[0] in (country.alpha_3, "COD")


def test_the_file_of_names_holds_only_codes_of_the_standard_and_no_name_twice() -> None:
    data = parse_yaml(DATA.read_bytes(), DATA.name)
    codes = set(country_codes())
    assert set(data["names"]) | set(data["other_names"]) <= codes
    assert {code for several in data["several"].values() for code in several} <= codes
    for code, names in data["other_names"].items():
        for name in names:
            assert countries_named(name) == (code,), name
    assert all(has_no_code(name) for name in data["without_code"])
