"""Sentences on rules that an edition may have beyond the usual ones: evidence for levels, bands of scores, sets of targets."""

from __future__ import annotations

from collections.abc import Iterator

from assessment import Assessment, unproven_indicators
from assessment.planning.gaps import target_profile
from questionnaires import Edition
from questionnaires.labels import edition_text
from questionnaires.model import TargetProfile
from reports.formats import Formats
from reports.joining import listed
from translations import gettext as _
from translations import ngettext


def scoring_sentences(edition: Edition, assessment: Assessment) -> Iterator[str]:
    """Sentences on the evidence that levels need and on the bands of scores; none for an edition without either."""
    level = edition.scoring.evidence_from
    if level is not None:
        yield _(
            "Level {level} and above count only with evidence; without it an answer counts as level {below}."
        ).format(level=level, below=level - 1)
        unproven = unproven_indicators(edition, assessment)
        if unproven:
            yield ngettext(
                "{number} answer counts lower for want of evidence: {codes}.",
                "{number} answers count lower for want of evidence: {codes}.",
                len(unproven),
            ).format(number=len(unproven), codes=listed(unproven))
    if edition.scoring.bands:
        yield _("Scores are called: {bands}.").format(bands=listed(Formats(edition).band_texts()))


def target_sentence(edition: Edition, assessment: Assessment) -> str:
    """Sentence on the target profile in use; empty without one."""
    profile = target_profile(edition, assessment)
    if profile is None:
        return ""
    return (
        _("The targets are those of the set “{name}”. {description}")
        .format(
            name=profile_label(profile),
            description=edition_text(profile.id, "description", profile.description),
        )
        .strip()
    )


def target_set(edition: Edition, assessment: Assessment) -> str:
    """The name of the target profile in use, as a sentence; empty without one."""
    profile = target_profile(edition, assessment)
    if profile is None:
        return ""
    return _("Set of targets: {name}.").format(name=profile_label(profile))


def profile_label(profile: TargetProfile) -> str:
    """The name of a target profile in the language in use."""
    return edition_text(profile.id, "name", profile.name)
