"""A published version of the questionnaire as a whole: immutable once used, known by id and content hash."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from questionnaires.model.about import EditionFile, HelpKind, Role, View
from questionnaires.model.base import Content
from questionnaires.model.bundle import Alternative, Bundle
from questionnaires.model.child_line import ChildLine, HelpNumber
from questionnaires.model.clause import Clause, ClausesFile
from questionnaires.model.gate import Gate
from questionnaires.model.indicator import Group, Indicator
from questionnaires.model.measure import Measure
from questionnaires.model.migration import CorrectionsFile, MigrationFile
from questionnaires.model.scales import Scale
from questionnaires.model.settings import Scoring, TargetProfile, TierSettings
from questionnaires.model.sources import Source
from questionnaires.model.statistic import Dimension, Statistic
from questionnaires.model.term import Term

FULL_PROFILE = "full"
"""The profile with every indicator; every edition has it implicitly."""


class Edition(Content):
    """A published version of the questionnaire: immutable once used, known by id and content hash."""

    about: EditionFile
    pillars: tuple[Group, ...]
    measures: tuple[Measure, ...] = ()
    bundles: tuple[Bundle, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    gates: tuple[Gate, ...] = ()
    clauses: tuple[Clause, ...] = ()
    clause_version: str = ""
    other_clauses: tuple[ClausesFile, ...] = ()
    """Other versions of the resolution than the one this edition answers."""
    resolution_versions: tuple[ClausesFile, ...] = ()
    """Every version with a title, by year: what is known of it, without its clauses."""
    statistics: tuple[Statistic, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    terms: tuple[Term, ...] = ()
    children: tuple[ChildLine, ...] = ()
    """The meaning of levels for children."""
    help_number: HelpNumber | None = None
    migration: MigrationFile | None = None
    corrections: CorrectionsFile | None = None
    sources: tuple[Source, ...] = ()
    measure_files: dict[str, str] = {}
    """The file each measure was read from; not part of the content."""
    content_hash: str = ""

    @property
    def id(self) -> str:
        """The id of the edition, such as `2026`."""
        return self.about.id

    @property
    def scoring(self) -> Scoring:
        """The scoring settings of `edition.yaml`."""
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
        """The indicators that measure the subject of each clause (primary links), in the order of the content."""
        return {
            clause.id: tuple(item for item in self.indicators.values() if clause.id in item.clauses)
            for clause in self.clauses
        }

    @cached_property
    def related_to_clause(self) -> Mapping[str, tuple[Indicator, ...]]:
        """The indicators with a related link to each clause, in the order of the content."""
        return {
            clause.id: tuple(item for item in self.indicators.values() if clause.id in item.related)
            for clause in self.clauses
        }

    @cached_property
    def measures_of(self) -> Mapping[str, tuple[Measure, ...]]:
        """The measures that lift each indicator, in the order of the content."""
        lifting: dict[str, list[Measure]] = {key: [] for key in self.indicators}
        for measure in self.measures:
            lifting[measure.lifts.indicator].append(measure)
        return {key: tuple(items) for key, items in lifting.items()}

    @cached_property
    def measure(self) -> Mapping[str, Measure]:
        """Measures by id."""
        return {item.id: item for item in self.measures}

    @cached_property
    def bundle_of(self) -> Mapping[str, Bundle]:
        """The bundle of each measure id that is in one."""
        return {item.measure: bundle for bundle in self.bundles for item in bundle.members}

    def added_share(self, measure: str) -> float:
        """The share of its own cost that a measure adds where another one carries its bundle; 1 without a bundle."""
        bundle = self.bundle_of.get(measure)
        members = bundle.members if bundle else ()
        return next((item.adds for item in members if item.measure == measure), 1.0)

    @cached_property
    def alternative_of(self) -> Mapping[str, Alternative]:
        """The alternative of each measure id that is in one."""
        return {
            key: item for item in self.alternatives for option in item.options for key in option
        }

    @cached_property
    def clause(self) -> Mapping[str, Clause]:
        """Clauses by id."""
        return {item.id: item for item in self.clauses}

    @cached_property
    def role(self) -> Mapping[str, Role]:
        """Roles by id."""
        return {item.id: item for item in self.about.roles}

    @cached_property
    def help_kind(self) -> Mapping[str, HelpKind]:
        """Kinds of help by id."""
        return {item.id: item for item in self.about.help}

    @cached_property
    def view(self) -> Mapping[str, View]:
        """Views by id."""
        return {item.id: item for item in self.about.views}

    @cached_property
    def statistic(self) -> Mapping[str, Statistic]:
        """Statistics by id."""
        return {item.id: item for item in self.statistics}

    @cached_property
    def target_profile(self) -> Mapping[str, TargetProfile]:
        """Target profiles by id."""
        return {item.id: item for item in self.scoring.target_profiles}

    @cached_property
    def dimension(self) -> Mapping[str, Dimension]:
        """Dimensions by id."""
        return {item.id: item for item in self.dimensions}

    @cached_property
    def term(self) -> Mapping[str, Term]:
        """Terms of the glossary by id."""
        return {item.id: item for item in self.terms}

    @cached_property
    def source(self) -> Mapping[str, Source]:
        """Sources by id."""
        return {item.id: item for item in self.sources}

    @cached_property
    def profile_ids(self) -> tuple[str, ...]:
        """Ids of all profiles, `FULL_PROFILE` included."""
        return (FULL_PROFILE, *(profile.id for profile in self.about.profiles))

    def scale_of(self, indicator: Indicator) -> Scale:
        """The scale of an indicator that is answered with a level."""
        return self.about.scales[indicator.scale]

    def levels_of(self, indicator: Indicator) -> range:
        """The levels that an indicator can have, from 0; none where it is answered with a figure."""
        return range(0 if indicator.number is not None else self.scale_of(indicator).top_level + 1)

    @cached_property
    def longest_scale(self) -> str | None:
        """Name of the scale with most levels of those that indicators use, the first of several; None without any."""
        used = {item.scale for item in self.indicators.values() if item.number is None}
        scales = {name: scale for name, scale in self.about.scales.items() if name in used}
        return max(scales, key=lambda name: scales[name].top_level, default=None)

    def describing(self, indicator: Indicator, level: int) -> tuple[int, ...]:
        """Indices of the descriptors that together describe `level`."""
        if self.scale_of(indicator).additive and level > 0:
            return tuple(range(1, level + 1))
        return (level,)

    def asking(self, indicator: Indicator, level: int, target: int) -> tuple[int, ...]:
        """Indices of the descriptors that describe what is missing from `level` to `target`."""
        if self.scale_of(indicator).additive:
            return tuple(range(level + 1, target + 1))
        return (target,) if target > level else ()

    def profile_indicators(self, profile: str) -> tuple[str, ...]:
        """Ids of the indicators of `profile`, in the order of the content."""
        if profile == FULL_PROFILE:
            return tuple(self.indicators)
        chosen = next(set(item.indicators) for item in self.about.profiles if item.id == profile)
        return tuple(key for key in self.indicators if key in chosen)

    def settings_of(self, group: Group | None, tier: int) -> TierSettings:
        """Scoring settings of a group at depth `tier` (0 is the overall score)."""
        if group is not None and group.scoring is not None:
            return group.scoring
        return self.scoring.tiers[min(tier, len(self.scoring.tiers) - 1)]
