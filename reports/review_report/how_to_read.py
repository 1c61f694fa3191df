"""Chapter on how to read the report: the three profiles, the level that counts, dates and hashes."""

from __future__ import annotations

from collections.abc import Iterator

from reports.basis_labels import basis_sentence
from reports.review_report.analysis import ReviewAnalysis
from translations import gettext as _


def reading(analysis: ReviewAnalysis) -> tuple[str, ...]:
    """The paragraphs of the chapter."""
    return tuple(_paragraphs(analysis))


def _paragraphs(analysis: ReviewAnalysis) -> Iterator[str]:
    yield basis_sentence(analysis.basis, analysis.assessment.standing)
    yield _(
        "The expert gives a level beside the country’s, with a reason where it differs, and asks. The country replies, "
        "takes the level over or keeps its own. A level that is taken over becomes the country’s answer. Where both keep "
        "theirs, both stay on file and the country’s counts. An answer that the expert did not look at stands as the "
        "country gave it. Nobody agrees while anything is open."
    )
    yield _(
        "The three profiles are scored by the same rules as every result of this edition. A score tells how far the "
        "country has come along its own way; countries are not ranked."
    )
    yield _(
        "What was handed in, agreed or published is kept as a snapshot. Its SHA-256 is a fingerprint: the same answers "
        "give the same one, and a single change gives another. Days are in UTC. Names are those under which the remarks "
        "were saved."
    )
    if analysis.history.reviewed is not None and analysis.handed_in is None:
        yield _(
            "The snapshot that the review began with could not be read, so levels that the country changed itself "
            "since are not shown."
        )
    yield _("Edition {edition}, content {hash}").format(
        edition=analysis.edition.id, hash=analysis.edition.content_hash[:12]
    )
