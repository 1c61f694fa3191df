"""Recognise submissions that were imported before, by their id and their content on each question. Pure.

Exports are cumulative: each holds all submissions. What was imported once has been seen, and may have been corrected
here since, so it is not compared a second time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from assessment import Assessment
from exchange.flat_records import fingerprint
from exchange.import_rows import ImportBatch


def known_owners(batch: ImportBatch, assessment: Assessment) -> frozenset[str]:
    """The ids of the questions and statistics whose content in a submission equals that of its import."""
    if not batch.submission:
        return frozenset()
    imported = assessment.submissions.get(batch.institution, {})
    before = imported.get(batch.submission) or imported.get(batch.former, {})
    return frozenset(key for key, said in _said(batch).items() if before.get(key) == said)


def is_imported(batch: ImportBatch, assessment: Assessment) -> bool:
    """Whether the whole content of a submission was imported before."""
    return bool(batch.submission) and {row.owner for row in batch.rows} == known_owners(
        batch, assessment
    )


def with_submission(
    assessment: Assessment, batch: ImportBatch, left_out: Collection[str]
) -> Assessment:
    """The assessment that knows the submission of a batch, except what it says on the owners in `left_out`."""
    if not batch.submission:
        return assessment
    said = {key: text for key, text in _said(batch).items() if key not in left_out}
    imported = {**assessment.submissions.get(batch.institution, {}), batch.submission: said}
    return assessment.model_copy(
        update={"submissions": {**assessment.submissions, batch.institution: imported}}
    )


def _said(batch: ImportBatch) -> Mapping[str, str]:
    """The fingerprint of a batch's content on each question and statistic, by its id."""
    texts: dict[str, dict[str, str]] = defaultdict(dict)
    for row in batch.rows:
        for key, text in row.fields.items():
            texts[row.owner][f"{row.kind} {row.id} {key}"] = text
    return {owner: fingerprint(fields) for owner, fields in texts.items()}
