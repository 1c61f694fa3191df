"""The style sheets and the configuration repeat the colours of the palette; here they are compared."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from questionnaires import palette
from questionnaires.palette import level_colour, pillar_class, pillar_colour, pillar_letter
from tests.builders import edition, indicator, pillar
from tests.reports import made

ROOT = Path(__file__).parents[2]
COLOURS = {
    value
    for name, value in vars(palette).items()
    if name.isupper() and isinstance(value, str) and value.startswith("#")
} | {*palette.PILLAR_COLOURS, *palette.LEVEL_COLOURS}
OTHERS = {"#8996A1"}
"""Lines to write on, in the printed questionnaire alone."""

SCREEN = (ROOT / "app_pages" / "style.css").read_text("utf-8")
DAY = SCREEN.partition("prefers-color-scheme: dark")[0]
DOCUMENTS = (
    *(ROOT / "reports" / "templates").rglob("*.css"),
    ROOT / "public/templates/document.css",
)


def properties(css: str) -> dict[str, str]:
    """The custom properties of the first `:root` rule that are colours, without their dashes."""
    rule = re.search(r":root\s*\{(.*?)\}", css, re.S)
    assert rule is not None
    return {name: value.upper() for name, value in re.findall(r"--([\w-]+):\s*(#\w{6})", rule[1])}


@pytest.mark.parametrize("path", ["app_pages/style.css", "public/templates/style.css"])
def test_the_properties_of_screens_and_public_pages_are_those_of_the_palette(path: str) -> None:
    values = properties((ROOT / path).read_text("utf-8"))
    hairline = values.get("hairline") or values["line"]
    assert (values["ink"], values["muted"], values["panel"], values["action"], hairline) == (
        palette.INK, palette.MUTED, palette.PANEL, palette.ACTION, palette.HAIRLINE,
    )  # fmt: skip
    for name in ("good", "caution", "problem"):
        assert values.get(name, getattr(palette, name.upper())) == getattr(palette, name.upper())


@pytest.mark.parametrize(
    "ids", [("legal", "care"), ("1", "o", "C.1"), tuple("abcdefg")], ids="+".join
)
def test_each_pillar_of_any_edition_has_the_same_colour_on_screen_and_paper(
    ids: tuple[str, ...],
) -> None:
    screen = dict(re.findall(r"\.(pillar-\w) \{ --pillar: (#\w{6}); \}", DAY))
    assert list(screen.values()) == list(palette.PILLAR_COLOURS)
    pillars = tuple(pillar(key, indicator(f"I{n}")) for n, key in enumerate(ids))
    given = edition(pillars=pillars, measures=())
    for foreign in (given, made.edition()):
        for item in foreign.pillars:
            assert screen[pillar_class(foreign, item.id)] == pillar_colour(foreign, item.id)


def test_the_squares_of_levels_have_the_same_colours_on_screen_and_paper() -> None:
    screen = re.findall(r"\.cop-box\.on(\d) \{ background: (#\w{6}); \}", SCREEN)
    assert screen == [(str(level), level_colour(level, 4)) for level in range(5)]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_documents_use_the_colours_of_the_palette_only(path: Path) -> None:
    text = path.read_text("utf-8")
    assert {colour.upper() for colour in re.findall(r"#[0-9A-Fa-f]{6}\b", text)} <= COLOURS | OTHERS


def test_the_theme_of_streamlit_has_the_colours_of_the_palette() -> None:
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"][
        "light"
    ]
    assert (theme["primaryColor"], theme["linkColor"]) == (palette.ACTION, palette.ACTION)
    assert (theme["textColor"], theme["borderColor"]) == (palette.INK, palette.HAIRLINE)
    assert theme["secondaryBackgroundColor"] == palette.PANEL


def test_an_edition_of_many_pillars_repeats_the_colours() -> None:
    count = len(palette.PILLAR_COLOURS)
    pillars = tuple(
        made.edition().pillars[0].model_copy(update={"id": f"p{number}", "letter": ""})
        for number in range(count + 1)
    )
    edition = made.edition().model_copy(update={"pillars": pillars})
    assert pillar_colour(edition, f"p{count}") == palette.PILLAR_COLOURS[0]
    assert pillar_letter(edition, "p0") == "P0"


@pytest.mark.parametrize(
    ("ids", "letters"),
    [
        (("one", "other", "outer", "overt"), "ON OT OU OV"),
        (("legal", "technical", "t"), "L TE T3"),
        (("a.b", "a-b", "a_b"), "A1 A2 A3"),
        (("abcd1", "abcd2"), "A1 A2"),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, tuple) else "",
)
def test_pillars_without_a_letter_get_letters_that_differ(
    ids: tuple[str, ...], letters: str
) -> None:
    made = edition(pillars=tuple(pillar(key, indicator(f"I{key}")) for key in ids), measures=())
    assert " ".join(pillar_letter(made, key) for key in ids) == letters


def test_a_letter_that_another_pillar_has_is_not_given_twice() -> None:
    made = edition(
        pillars=(pillar("law", indicator("I1"), letter="C"), pillar("care", indicator("I2"))),
        measures=(),
    )
    assert pillar_letter(made, "care") == "CA"
