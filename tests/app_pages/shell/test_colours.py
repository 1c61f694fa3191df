"""Text has the contrast of WCAG 2.2 on every ground of the screens, by day and in the dark, and Streamlit has our colours."""

from __future__ import annotations

import re
import tomllib

import pytest

from assessment.pictures.contrast import MINIMUM_CONTRAST, contrast_on_white
from tests.support.server import ROOT

STYLE = (ROOT / "app_pages" / "style.css").read_text("utf-8")
DAY, DARK = STYLE.split("prefers-color-scheme: dark", 1)
GROUNDS = ("paper", "panel", "selected", "caution-panel")
TEXTS = ("ink", "muted", "action", "good", "caution", "problem")


def variables(part: str) -> dict[str, str]:
    """The colours that a part of the style sheet sets, those of pillars numbered."""
    block = part.partition("/* Charts")[0]
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9A-F]{6});", block))
    return colours | {
        f"pillar-{number}": colour
        for number, colour in re.findall(r"\.pillar-(\d) { --pillar: (#[0-9A-F]{6});", block)
    }


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours `#RRGGBB`, 1 to 21."""
    low, high = sorted((contrast_on_white(first), contrast_on_white(second)))
    return high / low


@pytest.mark.parametrize("part", [DAY, DARK], ids=["day", "dark"])
def test_every_text_is_readable_on_every_ground(part: str) -> None:
    colours = variables(part)
    pairs = [(text, ground) for text in TEXTS for ground in GROUNDS]
    pairs += [(f"pillar-{number}", "paper") for number in range(1, 6)]
    pairs += [
        ("on-action", "action"),
        ("on-action", "action-hover"),
        ("caution-ink", "caution-panel"),
    ]
    pairs += [("paper", "ink"), ("ink", "hover"), ("action", "hover")]
    assert [
        (text, ground)
        for text, ground in pairs
        if contrast(colours[text], colours[ground]) < MINIMUM_CONTRAST
    ] == []


def test_day_and_dark_name_the_same_colours() -> None:
    assert variables(DAY).keys() == variables(DARK).keys()


@pytest.mark.parametrize(("part", "theme"), [(DAY, "light"), (DARK, "dark")])
def test_the_fields_of_streamlit_have_the_colours_of_the_style_sheet(part: str, theme: str) -> None:
    colours = variables(part)
    themes = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
    names = {
        "primaryColor": "action",
        "backgroundColor": "paper",
        "secondaryBackgroundColor": "panel",
        "textColor": "ink",
        "linkColor": "action",
        "borderColor": "hairline",
    }
    assert themes[theme] == {key: colours[name] for key, name in names.items()}
