"""Apply rows of a file to an assessment, and collect the problems of those that can't be stored. Pure."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from pydantic import ValidationError

from assessment import (
    UNANSWERED,
    Answer,
    AnswerDetails,
    AnswerStatus,
    Assessment,
    Evidence,
    MeasureProgress,
    MeasureStatus,
    Observation,
    derive_level,
    held_statistics,
)
from assessment.answers.checks import check_answers
from assessment.answers.settlement import answers_of, position_of, with_answer
from assessment.model.base import Record
from assessment.values.characters import has_glyph
from exchange.flat_records import (
    answer_values,
    build_evidence,
    build_observation,
    build_progress,
    evidence_records,
    is_blank,
    observation_records,
    part_id,
    updated_details,
)
from exchange.import_rows import ImportBatch, ImportRow
from questionnaires import Edition, Indicator, Problem, Statuses, shape_problems
from translations import gettext as _

_Built = TypeVar("_Built")


@dataclass(frozen=True, slots=True)
class Candidate:
    """The assessment with the rows that can be stored, and the problems of the others by their location.

    `indicators`, `statistics` and `measures` are the ids of the changed ones.
    """

    assessment: Assessment
    indicators: tuple[str, ...]
    statistics: tuple[str, ...]
    problems: Mapping[str, tuple[Problem, ...]]
    measures: tuple[str, ...] = ()


def build_candidate(
    edition: Edition,
    assessment: Assessment,
    batch: ImportBatch,
    rows: Iterable[ImportRow],
    *,
    today: dt.date | None = None,
) -> Candidate:
    """Apply `rows` of a batch to the assessment; of an answer that can't be stored all rows are left out.

    Observations of years after `today`, if given, are rejected.
    """
    builder = _CandidateBuilder(edition, assessment, batch, today)
    answer_rows: dict[str, list[ImportRow]] = defaultdict(list)
    observation_rows: dict[str, list[ImportRow]] = defaultdict(list)
    for row in rows:
        if row.kind == "measure":
            builder.apply_measure(row)
            continue
        (observation_rows if row.kind == "figure" else answer_rows)[row.owner].append(row)
    # Observations first: a level may be derived from them.
    for code in edition.statistic:
        if code in observation_rows:
            builder.apply_observations(code, observation_rows[code])
    for key in edition.indicators:
        if key in answer_rows:
            builder.apply_answer(key, answer_rows[key])
    return builder.candidate()


class _CandidateBuilder:
    """Applies rows to an assessment, one owner after the other."""

    def __init__(
        self, edition: Edition, assessment: Assessment, batch: ImportBatch, today: dt.date | None
    ) -> None:
        self._edition, self._assessment = edition, assessment
        self._batch, self._today = batch, today
        self._problems: dict[str, list[Problem]] = defaultdict(list)
        self._indicators: list[str] = []
        self._statistics: list[str] = []
        self._measures: list[str] = []

    def candidate(self) -> Candidate:
        return Candidate(
            self._assessment,
            tuple(self._indicators),
            tuple(self._statistics),
            {location: tuple(problems) for location, problems in self._problems.items()},
            tuple(self._measures),
        )

    def apply_measure(self, row: ImportRow) -> None:
        """Replace the progress of a measure; problems that a cell causes are named at the cell."""
        plan, key = self._assessment.plan, row.owner
        before, fields = plan.progress.get(key), row.fields
        for field, what, remedy in _measure_problems(fields):
            self._reject(row, field, Problem("", "", what, remedy))
            return
        if not fields.get("status"):
            return
        institution, day = self._batch.institution, self._today
        progress = self._build(
            row, MeasureProgress, partial(build_progress, before, fields, institution, day)
        )
        if progress is not None:
            changed = plan.model_copy(update={"progress": {**plan.progress, key: progress}})
            self._assessment = self._assessment.model_copy(update={"plan": changed})
            self._measures.append(key)

    def apply_observations(self, code: str, rows: list[ImportRow]) -> None:
        """Replace, add and remove observations of a statistic; those that the edition rejects stay as they are."""
        before = self._assessment.figures.get(code, ())
        ids = [record.id for record in observation_records(code, before)]
        stored = dict(zip(ids, before, strict=True))
        result: dict[str, Observation] = dict(stored)
        source_rows: dict[str, ImportRow] = {}
        for row in rows:
            key = row.id if row.id in stored else row.location
            if is_blank("figure", row.fields):
                result.pop(key, None)
                continue
            observation = self._build(row, Observation, partial(build_observation, row.fields))
            if observation is not None:
                result[key], source_rows[key] = observation, row
        for key in self._rejected_observations(code, result, source_rows):
            if key in stored:
                result[key] = stored[key]
            else:
                del result[key]
        after = tuple(result.values())
        if after != before:
            self._assessment = self._assessment.model_copy(
                update={"figures": {**self._assessment.figures, code: after}}
            )
            self._statistics.append(code)

    def _rejected_observations(
        self, code: str, observations: Mapping[str, Observation], rows: Mapping[str, ImportRow]
    ) -> set[str]:
        """The keys of the observations in `rows` that the edition rejects; their rows get the problems."""
        rejected: set[str] = set()
        for key, row in rows.items():
            alone = self._without_answers().model_copy(
                update={"figures": {code: (observations[key],)}}
            )
            for problem in check_answers(alone, self._edition, today=self._today):
                self._reject(row, "value", problem)
                rejected.add(key)
        return rejected

    def apply_answer(self, key: str, rows: list[ImportRow]) -> None:
        """Change an answer and its evidence; a changed position loses its settlement."""
        indicator = self._edition.indicators[key]
        old = answers_of(self._assessment, self._batch.institution).get(key, UNANSWERED)
        answer_rows = [row for row in rows if row.kind in ("answer", "part")]
        evidence = self._evidence(key, old, [row for row in rows if row.kind == "evidence"])
        new = self._changed_answer(indicator, old, answer_rows) if answer_rows else old
        if new is None or (answer_rows and not self._fits(key, new, answer_rows)):
            new = old
        new = new.model_copy(update={"evidence": evidence})
        if new == old:
            return
        settlement = old.settlement if position_of(new) == position_of(old) else None
        new = new.model_copy(update={"look_again": "", "settlement": settlement})
        self._assessment = with_answer(self._assessment, self._batch.institution, key, new)
        self._indicators.append(key)

    def _evidence(self, key: str, old: Answer, rows: list[ImportRow]) -> tuple[Evidence, ...]:
        """The evidence of an answer with these rows: replaced, added, and removed where a row is blank."""
        ids = [record.id for record in evidence_records(key, old.evidence)]
        result: dict[str, Evidence] = dict(zip(ids, old.evidence, strict=True))
        for row in rows:
            item_id = row.id if row.id in result else row.location
            if is_blank("evidence", row.fields):
                result.pop(item_id, None)
                continue
            if not row.fields.get("title"):
                what, remedy = _("has no title."), _("Write what the document is called.")
                self._reject(row, "title", Problem("", "", what, remedy))
                continue
            evidence = self._build(
                row, Evidence, partial(build_evidence, result.get(item_id), row.fields)
            )
            if evidence is not None:
                result[item_id] = evidence
        return tuple(result.values())

    def _changed_answer(
        self, indicator: Indicator, old: Answer, rows: list[ImportRow]
    ) -> Answer | None:
        """The answer with these rows; None, and problems at the rows, where they make no answer."""
        answer_row = next((row for row in rows if row.kind == "answer"), None)
        main_row = answer_row or rows[0]
        changed = {row.id: row.fields for row in rows if row.kind == "part"}
        if self._rejects_dates(indicator, rows):
            return None
        details = self._build(
            main_row, Answer, lambda: updated_details(indicator, old.details, changed)
        )
        if changed and details is None and main_row.location in self._problems:
            return None
        values = {
            **{name: getattr(old, name) for name in Answer.model_fields},
            **answer_values(indicator, old, answer_row.fields if answer_row else {}),
            "details": details if changed else old.details,
        }
        if changed:
            values |= self._derived_values(indicator, old, values)
        return self._build(main_row, Answer, lambda: Answer.model_validate(values), rows)

    def _rejects_dates(self, indicator: Indicator, rows: Iterable[ImportRow]) -> bool:
        """Whether parts have a date that can't be stored with them; their rows get the problem."""
        dated = {
            part_id(indicator.id, field.id, item.id)
            for field in (indicator.details.fields if indicator.details else ())
            if isinstance(field, Statuses) and field.dated
            for item in field.items
        }
        lost = [
            row
            for row in rows
            if row.kind == "part"
            and row.fields.get("dated")
            and (row.id not in dated or not row.fields.get("said"))
        ]
        for row in lost:
            what, remedy = (
                (_("has a date and no answer."), _("Give the answer too, or delete the date."))
                if row.id in dated
                else (_("has a date, which is not asked."), _("Delete the date."))
            )
            self._reject(row, "dated", Problem("", "", what, remedy))
        return bool(lost)

    def _derived_values(
        self, indicator: Indicator, old: Answer, values: Mapping[str, object]
    ) -> dict[str, object]:
        """State and level derived from the new parts, where the file leaves both unchanged and gives no override."""
        is_unchanged = values["level"] == old.level and values["state"] == old.state
        if indicator.details is None or not is_unchanged or has_glyph(str(values["override"])):
            return {}
        details = values["details"]
        derived = derive_level(
            indicator.details,
            details if isinstance(details, AnswerDetails) else None,
            held_statistics(self._assessment),
        )
        if derived is None or derived.level is None or values["value"] is not None:
            return {}
        if old.state not in (AnswerStatus.ANSWERED, AnswerStatus.UNANSWERED):
            return {}
        return {"state": AnswerStatus.ANSWERED, "level": derived.level}

    def _fits(self, key: str, answer: Answer, rows: list[ImportRow]) -> bool:
        """Whether the answer fits the edition; if not, each of its rows gets the problems."""
        if answer == UNANSWERED:
            return True
        alone = self._without_answers().model_copy(
            update={"answers": {key: answer}, "figures": self._assessment.figures}
        )
        problems = [
            problem
            for problem in check_answers(alone, self._edition, today=None)
            if problem.where.startswith("answers: ")
        ]
        for problem in problems:
            for row in rows:
                self._reject(row, "choice", problem)
        return not problems

    def _without_answers(self) -> Assessment:
        """The assessment without answers and observations, to check one of them by itself."""
        return Assessment(
            country=self._assessment.country,
            edition=self._assessment.edition,
            cycle=self._assessment.cycle,
            profile=self._assessment.profile,
        )

    def _build(
        self,
        row: ImportRow,
        model: type[Record],
        build: Callable[[], _Built],
        rows: Iterable[ImportRow] = (),
    ) -> _Built | None:
        """The result of `build`; None, and problems at the rows, where the texts do not fit `model`.

        The problems go to `rows`, or else to `row`.
        """
        try:
            return build()
        except ValidationError as error:
            for problem in shape_problems(error, dict(row.fields), self._batch.file, model):
                for each in rows or (row,):
                    self._reject(each, _field_of(problem.where), problem)
        except ValueError:
            problem = Problem(
                "",
                "",
                _("holds a number or a date that can't be read."),
                _("Write numbers as digits, and dates like 2026-05-31."),
            )
            self._reject(row, "", problem)
        return None

    def _reject(self, row: ImportRow, field: str, problem: Problem) -> None:
        located = replace(problem, file=self._batch.file, where=row.location_of(field))
        if located not in self._problems[row.location]:
            self._problems[row.location].append(located)


def _measure_problems(fields: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Field, problem and remedy of each thing that does not fit together in the status of a measure."""
    status, started, ended = (fields.get(name, "") for name in ("status", "started", "ended"))
    if not status:
        yield "status", _("has no status."), _("Choose one of the list.")
    elif status == MeasureStatus.NOT_STARTED and (started or ended):
        yield (
            "started" if started else "ended",
            _("has a month, and the measure has not started."),
            _("Choose another status, or delete the month."),
        )
    elif status == MeasureStatus.UNDER_WAY and not started:
        yield "started", _("has no month, and the measure is under way."), _("Say when it began.")
    elif status == MeasureStatus.UNDER_WAY and ended:
        yield (
            "ended",
            _("has a month, and the measure is under way."),
            _("Choose another status, or delete the month."),
        )
    elif status == MeasureStatus.DONE and not ended:
        yield "ended", _("has no month, and the measure is done."), _("Say when it ended.")
    elif started and ended and started > ended:
        yield "ended", _("is before the month in which it began."), _("Check the two months.")


def _field_of(where: str) -> str:
    """The field of a row for the location that a model's error names."""
    name = where.split(": ")[-1].split(", ")[0]
    return {"date": "dated", "level": "choice", "state": "choice"}.get(name, name or "choice")
