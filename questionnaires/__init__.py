"""What is asked: editions of the questionnaire, as data, and the loader that refuses what is wrong."""

from questionnaires.errors import ContentError, Problem
from questionnaires.loader import (
    CONTENT,
    edition_ids,
    load_edition,
    load_published_edition,
)
from questionnaires.model import (
    FULL_PROFILE,
    Aggregation,
    Clause,
    Condition,
    Edition,
    Gate,
    Group,
    Indicator,
    Lift,
    Many,
    Measure,
    NumberRange,
    Ranking,
    Scale,
    Scoring,
    TierSettings,
    parse_condition,
)
from questionnaires.shape import shape_problems
from questionnaires.yaml_text import MAXIMUM_BYTES, parse_yaml, read_bytes

__all__ = [
    "CONTENT",
    "FULL_PROFILE",
    "MAXIMUM_BYTES",
    "Aggregation",
    "Clause",
    "Condition",
    "ContentError",
    "Edition",
    "Gate",
    "Group",
    "Indicator",
    "Lift",
    "Many",
    "Measure",
    "NumberRange",
    "Problem",
    "Ranking",
    "Scale",
    "Scoring",
    "TierSettings",
    "edition_ids",
    "load_edition",
    "load_published_edition",
    "parse_condition",
    "parse_yaml",
    "read_bytes",
    "shape_problems",
]
