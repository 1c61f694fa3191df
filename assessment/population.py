"""Populations of countries, in millions, as a rough measure of their size; `population.yaml` holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

DATA = Path(__file__).with_name("population.yaml")


@dataclass(frozen=True, slots=True)
class Populations:
    """Rounded populations in millions by alpha-3 code, of one year and source."""

    source: str
    year: int
    millions: Mapping[str, float]


@cache
def populations() -> Populations:
    """The populations of the file."""
    data = yaml.safe_load(DATA.read_text("utf-8"))
    return Populations(data["source"], data["year"], data["millions"])
