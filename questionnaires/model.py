"""What an edition is made of: scales, scoring settings, groups, indicators, measures, gates, clauses, sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal, NamedTuple, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from translations import gettext as _

T = TypeVar("T")


def _as_tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError(_("is empty. Write the text there, or delete the key."))
    return text


Many = Annotated[tuple[T, ...], BeforeValidator(_as_tuple)]
"""A list in YAML, a tuple here."""

Text = Annotated[str, AfterValidator(_not_blank)]
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.|/-]{0,59}$")]
"""A short permanent code that people can say in a workshop; never part of a path."""

Share = Annotated[float, Field(ge=0, le=1)]
Weight = Annotated[float, Field(gt=0, le=1e9, allow_inf_nan=False)]
Amount = Annotated[float, Field(ge=0, le=1e15, allow_inf_nan=False)]
Number = Annotated[float, Field(ge=-1e15, le=1e15, allow_inf_nan=False)]


class Content(BaseModel):
    """Base of everything read from an edition's files: frozen, strict, no unknown keys."""

    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", use_attribute_docstrings=True
    )


class Condition(NamedTuple):
    """`L02>=2`: a test on the level of one indicator."""

    indicator: str
    operator: str
    level: int

    def __str__(self) -> str:
        return f"{self.indicator}{self.operator}{self.level}"

    def holds(self, level: int) -> bool:
        """Whether `level` of this condition's indicator passes the test."""
        match self.operator:
            case ">=":
                return level >= self.level
            case "<":
                return level < self.level
            case _:
                return level == self.level


_CONDITION = re.compile(r"^([A-Za-z0-9][A-Za-z0-9_.|/-]*) ?(>=|<|=) ?(\d+)$")


def parse_condition(text: str) -> Condition | None:
    """The condition written as `L02>=2`, `L02<2` or `L02=0`; None if it is something else."""
    found = _CONDITION.match(text)
    return Condition(found[1], found[2], int(found[3])) if found else None


def _is_condition(text: str) -> str:
    if parse_condition(text) is None:
        raise ValueError(_("is not a condition. Write it like L02>=2, L02<2 or L02=0."))
    return text


ConditionText = Annotated[str, AfterValidator(_is_condition)]


class Source(Content):
    """A published text that indicators, measures and gates refer to."""

    id: Id
    title: Text
    issuer: Text
    year: int | None = None
    url: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None
    note: str = ""


class Reference(Content):
    """A place in a source."""

    source: Id
    locator: str = ""


class MaturityLevel(Content):
    """A step of a scale. `value` is what it counts; by default its place from 0 to 1."""

    name: Text
    meaning: str = ""
    value: Number | None = None


class Scale(Content):
    """The levels an indicator can be answered with, the lowest first."""

    levels: Annotated[Many[MaturityLevel], Field(min_length=2)]
    self_explanatory: bool = False
    """True where the level names need no descriptor per indicator (yes, partly, no)."""

    @property
    def top_level(self) -> int:
        return len(self.levels) - 1

    @cached_property
    def values(self) -> tuple[float, ...]:
        """What each level counts, the lowest first."""
        return tuple(
            step.value if step.value is not None else place / self.top_level
            for place, step in enumerate(self.levels)
        )


class NumberRange(Content):
    """How a figure becomes a value: goalposts `worst` and `best` map to `points`, what lies beyond is capped.

    `worst` above `best` means that less is better. `log` takes logarithms of figure and goalposts first
    (UNDP, Human Development Report, technical notes, income index).
    """

    worst: Number
    best: Number
    unit: str = ""
    transform: Literal["linear", "log"] = "linear"
    minimum: Number | None = None
    maximum: Number | None = None
    points: Annotated[tuple[Number, Number], BeforeValidator(_as_tuple)] = (0.0, 1.0)


Aggregation = Literal[
    "arithmetic_mean", "geometric_mean", "harmonic_mean", "sum", "minimum", "maximum"
]
MissingRule = Literal["leave", "zero"]


class MissingRules(Content):
    """Per kind of missing answer: it leaves together with its weight, or counts 0."""

    unanswered: MissingRule = "leave"
    dont_know: MissingRule = "leave"
    not_applicable: MissingRule = "leave"
    not_collected: MissingRule = "leave"
    outside_mandate: MissingRule = "leave"
    group: MissingRule = "leave"
    """A group below that has no score."""


class TierSettings(Content):
    """How the groups of one tier get their score from their children."""

    name: str = ""
    aggregation: Aggregation = "arithmetic_mean"
    missing: MissingRules = MissingRules()
    minimum_coverage: Share = 0.0
    """Below this coverage a group shows no score."""
    coverage_of: Literal["leaves", "children"] = "leaves"
    coverage_by: Literal["weight", "count"] = "weight"
    must_have_cap: Amount | None = None
    """The most a group can score while a must-have indicator below it stands at its lowest level."""


class Rounding(Content):
    """How scores are shown, never how they are computed: times `factor`, to `decimals` places."""

    factor: Amount = 100.0
    decimals: Annotated[int, Field(ge=0, le=10)] = 0
    rule: Literal["half_up", "half_even", "down", "up"] = "half_up"


class Ranking(Content):
    """How places are given; on unrounded scores, the highest first."""

    ties: Literal["minimum", "maximum", "average", "dense", "order"] = "minimum"


class Priority(Content):
    """Factors of a gap's priority: gap x core x severe x readiness."""

    core: Amount = 1.5
    severe: Amount = 1.5
    not_ready: Amount = 0.5


class Scoring(Content):
    """Scoring settings of an edition. `tiers` start at the top; the last one serves all deeper groups."""

    tiers: Annotated[Many[TierSettings], Field(min_length=1)] = (TierSettings(),)
    clauses: TierSettings = TierSettings()
    rounding: Rounding = Rounding()
    ranking: Ranking = Ranking()
    priority: Priority = Priority()
    default_target: Annotated[int, Field(ge=0)] | None = None
    """Target level where the country sets none; None means the top."""


class Indicator(Content):
    """One thing assessed by one question, answered with a level of its scale or with a figure."""

    id: Id
    question: Text
    references: Annotated[Many[Reference], Field(min_length=1)]
    weight: Weight = 1.0
    core: bool = False
    severe: bool = False
    """A child may be in danger while this is missing."""
    must_have: bool = False
    scored: bool = True
    """False: shown with its level, but not part of any score."""
    scale: Id = "maturity"
    descriptors: Many[Text] = ()
    number: NumberRange | None = None
    clauses: Many[Id] = ()
    details: str = ""
    """What parts the answer has, in words."""
    evidence: str = ""
    respondents: str = ""
    crosswalk: Many[Text] = ()
    note: str = ""
    replaces: Many[Id] = ()


class Group(Content):
    """A pillar, or a group of any depth inside one: its indicators, its groups, or both."""

    id: Id
    name: Text
    weight: Weight = 1.0
    letter: Annotated[str, Field(max_length=3)] = ""
    description: str = ""
    scoring: TierSettings | None = None
    """Overrides the settings of its tier."""
    groups: Many[Group] = ()
    indicators: Many[Indicator] = ()

    def walk_groups(self) -> Iterator[Group]:
        """This group and every group below it, from the top."""
        yield self
        for group in self.groups:
            yield from group.walk_groups()

    def walk_indicators(self) -> Iterator[Indicator]:
        """Every indicator below, in the order of the content."""
        yield from self.indicators
        for group in self.groups:
            yield from group.walk_indicators()


class Lift(Content):
    """The steps of one indicator that a measure is needed for: from `from_level` up to `to_level`.

    A step from one level to the next is made when every measure that covers it is carried out.
    """

    indicator: Id
    from_level: Annotated[int, Field(ge=0)]
    to_level: Annotated[int, Field(ge=1)]

    def covers(self, low: int, high: int) -> bool:
        """Whether this lift is needed on the way from level `low` to level `high`."""
        return max(self.from_level, low) < min(self.to_level, high)


class Duration(Content):
    """Months a measure takes: at best, likely, at worst."""

    low: Annotated[int, Field(ge=1, le=240)]
    likely: Annotated[int, Field(ge=1, le=240)]
    high: Annotated[int, Field(ge=1, le=240)]


class Measure(Content):
    """What can lift an indicator from level to level."""

    id: Id
    title: Text
    lifts: Lift
    months: Duration
    effort: Id
    lead: Id
    prerequisites: Many[str] = ()
    """Measures (`L02-a`) or levels (`L02>=2`) that must be there before it starts."""
    holds_at: Annotated[int, Field(ge=0)] | None = None
    """The level at which it can be taken as carried out by those that need it; default: `lifts.to_level`."""
    references: Many[Reference] = ()
    note: str = ""

    @property
    def holds_at_level(self) -> int:
        return self.lifts.to_level if self.holds_at is None else self.holds_at


class Gate(Content):
    """A consistency check: a warning, never a silent change."""

    id: Id
    kind: Literal["consistency", "unproven", "uniform", "stale"] = "consistency"
    all: Many[ConditionText] = ()
    any: Many[ConditionText] = ()
    level: Annotated[int, Field(ge=0)] | None = None
    share: Share | None = None
    years: Annotated[int, Field(ge=1)] | None = None
    message: Text
    remedy: Text
    references: Many[Reference] = ()


class Clause(Content):
    """A clause of the resolution, paraphrased."""

    id: Id
    text: Text
    addressee: Text
    kind: Literal["invitation", "task", "context"]
    title: str = ""


class Role(Content):
    """A role, not a ministry: who leads a measure or knows an answer."""

    id: Id
    name: Text


class Effort(Content):
    """A band of effort: cost from `low` to `high` in `EffortBasis.currency`; `high` None is open."""

    id: Id
    name: Text
    low: Amount
    high: Amount | None = None


class EffortBasis(Content):
    """What the bands are counted in and where they come from."""

    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    price_year: Annotated[int, Field(ge=1990, le=2100)]
    basis: Text
    bands: Annotated[Many[Effort], Field(min_length=1)]


class Profile(Content):
    """A selection of indicators that can be answered on its own."""

    id: Id
    name: Text
    indicators: Annotated[Many[Id], Field(min_length=1)]


class Overall(Content):
    """The top of the tree."""

    id: Id = "overall"
    name: Text = "Overall"


class EditionFile(Content):
    """`edition.yaml`: what belongs to the edition as a whole."""

    id: Id
    title: Text
    published: date | None = None
    resolution: str = ""
    notice: str = ""
    changes: str = ""
    overall: Overall = Overall()
    scales: dict[str, Scale] = {}
    scoring: Scoring = Scoring()
    pillars: Annotated[Many[Id], Field(min_length=1)]
    profiles: Many[Profile] = ()
    roles: Many[Role] = ()
    effort: EffortBasis | None = None


class MeasuresFile(Content):
    """`measures.yaml`."""

    measures: Many[Measure]


class GatesFile(Content):
    """`gates.yaml`."""

    gates: Many[Gate]


class ClausesFile(Content):
    """`clauses.yaml`."""

    version: Text
    clauses: Many[Clause]


class SourcesFile(Content):
    """`sources.yaml`."""

    sources: Annotated[Many[Source], Field(min_length=1)]


FULL_PROFILE = "full"
"""The profile with every indicator; each edition has it without saying so."""


class Edition(Content):
    """A published version of the questionnaire: immutable once used, known by id and content hash."""

    about: EditionFile
    pillars: tuple[Group, ...]
    measures: tuple[Measure, ...] = ()
    gates: tuple[Gate, ...] = ()
    clauses: tuple[Clause, ...] = ()
    clause_version: str = ""
    sources: tuple[Source, ...] = ()
    content_hash: str = ""

    @property
    def id(self) -> str:
        return self.about.id

    @property
    def scoring(self) -> Scoring:
        return self.about.scoring

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        """Every indicator by id, in the order of the content."""
        return {item.id: item for pillar in self.pillars for item in pillar.walk_indicators()}

    @cached_property
    def pillar_of(self) -> Mapping[str, Group]:
        """The pillar of each indicator id."""
        return {item.id: pillar for pillar in self.pillars for item in pillar.walk_indicators()}

    @cached_property
    def indicators_of_clause(self) -> Mapping[str, tuple[Indicator, ...]]:
        """The indicators that answer each clause, in the order of the content."""
        return {
            clause.id: tuple(item for item in self.indicators.values() if clause.id in item.clauses)
            for clause in self.clauses
        }

    @cached_property
    def measures_of(self) -> Mapping[str, tuple[Measure, ...]]:
        """The measures that lift each indicator, in the order of the content."""
        found: dict[str, list[Measure]] = {key: [] for key in self.indicators}
        for measure in self.measures:
            found[measure.lifts.indicator].append(measure)
        return {key: tuple(items) for key, items in found.items()}

    @cached_property
    def measure(self) -> Mapping[str, Measure]:
        return {item.id: item for item in self.measures}

    @cached_property
    def clause(self) -> Mapping[str, Clause]:
        return {item.id: item for item in self.clauses}

    @cached_property
    def role(self) -> Mapping[str, Role]:
        return {item.id: item for item in self.about.roles}

    @cached_property
    def source(self) -> Mapping[str, Source]:
        return {item.id: item for item in self.sources}

    @cached_property
    def profile_ids(self) -> tuple[str, ...]:
        return (FULL_PROFILE, *(profile.id for profile in self.about.profiles))

    def scale_of(self, indicator: Indicator) -> Scale:
        return self.about.scales[indicator.scale]

    def profile_indicators(self, profile: str) -> tuple[str, ...]:
        """Ids of the indicators that `profile` asks, in the order of the content."""
        if profile == FULL_PROFILE:
            return tuple(self.indicators)
        chosen = next(set(item.indicators) for item in self.about.profiles if item.id == profile)
        return tuple(key for key in self.indicators if key in chosen)

    def settings_of(self, group: Group | None, tier: int) -> TierSettings:
        """Scoring settings of a group at depth `tier` (0 is the overall score)."""
        if group is not None and group.scoring is not None:
            return group.scoring
        return self.scoring.tiers[min(tier, len(self.scoring.tiers) - 1)]
