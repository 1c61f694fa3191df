"""An assessment with rows of a file put into it, and which of them can't be. Pure."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
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
    Observation,
    derive_level,
    held_statistics,
)
from assessment.answers.checks import check_answers
from assessment.answers.settlement import answers_of, position_of, with_answer
from assessment.model.base import Record
from exchange.flat_records import (
    answer_with,
    evidence_units,
    evidence_with,
    figure_units,
    figure_with,
    parts_with,
    says_nothing,
)
from exchange.import_rows import ImportBatch, ImportRow
from questionnaires import Edition, Indicator, Problem, shape_problems
from translations import gettext as _

_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Candidate:
    """The assessment with the rows that can be stored, and the problems of the others by their place.

    `indicators` and `statistics` name what has changed.
    """

    assessment: Assessment
    indicators: tuple[str, ...]
    statistics: tuple[str, ...]
    problems: Mapping[str, tuple[Problem, ...]]


def build_candidate(
    edition: Edition,
    assessment: Assessment,
    offer: ImportBatch,
    rows: Iterable[ImportRow],
    *,
    today: dt.date | None = None,
) -> Candidate:
    """Put `rows` of an offer into the assessment; the rows of an answer that can't be stored stay out together."""
    work = _Work(edition, assessment, offer, today)
    of_answers: dict[str, list[ImportRow]] = defaultdict(list)
    of_figures: dict[str, list[ImportRow]] = defaultdict(list)
    for row in rows:
        (of_figures if row.kind == "figure" else of_answers)[row.owner].append(row)
    # Figures first: a level may follow from them.
    for code in edition.statistic:
        if code in of_figures:
            work.put_figures(code, of_figures[code])
    for key in edition.indicators:
        if key in of_answers:
            work.put_answer(key, of_answers[key])
    return work.done()


class _Work:
    """The assessment while rows are put into it, one owner after the other."""

    def __init__(
        self, edition: Edition, assessment: Assessment, offer: ImportBatch, today: dt.date | None
    ) -> None:
        self._edition, self._now, self._offer, self._today = edition, assessment, offer, today
        self._problems: dict[str, list[Problem]] = defaultdict(list)
        self._indicators: list[str] = []
        self._statistics: list[str] = []

    def done(self) -> Candidate:
        return Candidate(
            self._now,
            tuple(self._indicators),
            tuple(self._statistics),
            {place: tuple(found) for place, found in self._problems.items()},
        )

    def put_figures(self, code: str, rows: list[ImportRow]) -> None:
        before = self._now.figures.get(code, ())
        ids = [unit.id for unit in figure_units(code, before)]
        standing = dict(zip(ids, before, strict=True))
        kept: dict[str, Observation] = dict(standing)
        of_row: dict[str, ImportRow] = {}
        for row in rows:
            key = row.id if row.id in standing else row.place
            if says_nothing("figure", row.fields):
                kept.pop(key, None)
                continue
            figure = self._made(row, Observation, partial(figure_with, row.fields))
            if figure is not None:
                kept[key], of_row[key] = figure, row
        for key in self._figures_refused(code, kept, of_row):
            if key in standing:
                kept[key] = standing[key]
            else:
                del kept[key]
        after = tuple(kept.values())
        if after != before:
            self._now = self._now.model_copy(update={"figures": {**self._now.figures, code: after}})
            self._statistics.append(code)

    def _figures_refused(
        self, code: str, kept: Mapping[str, Observation], of_row: Mapping[str, ImportRow]
    ) -> set[str]:
        """Which of the figures from the file the edition refuses; their rows get the reason."""
        refused: set[str] = set()
        for key, row in of_row.items():
            alone = self._alone().model_copy(update={"figures": {code: (kept[key],)}})
            for problem in check_answers(alone, self._edition, today=self._today):
                self._reject(row, "value", problem)
                refused.add(key)
        return refused

    def put_answer(self, key: str, rows: list[ImportRow]) -> None:
        indicator = self._edition.indicators[key]
        old = answers_of(self._now, self._offer.institution).get(key, UNANSWERED)
        claims = [row for row in rows if row.kind in ("answer", "part")]
        evidence = self._evidence(key, old, [row for row in rows if row.kind == "evidence"])
        new = self._claimed(indicator, old, claims) if claims else old
        if new is None or (claims and not self._fits(key, new, claims)):
            new = old
        new = new.model_copy(update={"evidence": evidence})
        if new == old:
            return
        settled = old.settlement if position_of(new) == position_of(old) else None
        new = new.model_copy(update={"look_again": "", "settlement": settled})
        self._now = with_answer(self._now, self._offer.institution, key, new)
        self._indicators.append(key)

    def _evidence(self, key: str, old: Answer, rows: list[ImportRow]) -> tuple[Evidence, ...]:
        ids = [unit.id for unit in evidence_units(key, old.evidence)]
        kept: dict[str, Evidence] = dict(zip(ids, old.evidence, strict=True))
        for row in rows:
            where = row.id if row.id in kept else row.place
            if says_nothing("evidence", row.fields):
                kept.pop(where, None)
                continue
            if not row.fields.get("title"):
                what, remedy = _("has no title."), _("Write what the document is called.")
                self._reject(row, "title", Problem("", "", what, remedy))
                continue
            made = self._made(row, Evidence, partial(evidence_with, kept.get(where), row.fields))
            if made is not None:
                kept[where] = made
        return tuple(kept.values())

    def _claimed(self, indicator: Indicator, old: Answer, rows: list[ImportRow]) -> Answer | None:
        """The answer with what these rows claim; None, with the reasons noted, where they make none."""
        stated = next((row for row in rows if row.kind == "answer"), None)
        about = stated or rows[0]
        changed = {row.id: row.fields for row in rows if row.kind == "part"}
        parts = self._made(about, Answer, lambda: parts_with(indicator, old.details, changed))
        if changed and parts is None and about.place in self._problems:
            return None
        given = {
            **{name: getattr(old, name) for name in Answer.model_fields},
            **answer_with(indicator, old, stated.fields if stated else {}),
            "details": parts if changed else old.details,
        }
        if changed:
            given |= self._followed(indicator, old, given)
        return self._made(about, Answer, lambda: Answer.model_validate(given), rows)

    def _followed(
        self, indicator: Indicator, old: Answer, given: Mapping[str, object]
    ) -> dict[str, object]:
        """The level that the new parts give, where the file left the level as it was and gives no reason of its own."""
        untouched = given["level"] == old.level and given["state"] == old.state
        if indicator.details is None or not untouched or str(given["override"]).strip():
            return {}
        parts = given["details"]
        derived = derive_level(
            indicator.details,
            parts if isinstance(parts, AnswerDetails) else None,
            held_statistics(self._now),
        )
        if derived is None or derived.level is None or given["value"] is not None:
            return {}
        if old.state not in (AnswerStatus.ANSWERED, AnswerStatus.UNANSWERED):
            return {}
        return {"state": AnswerStatus.ANSWERED, "level": derived.level}

    def _fits(self, key: str, answer: Answer, rows: list[ImportRow]) -> bool:
        """Whether the edition takes the answer; if not, each of its rows gets the reasons."""
        if answer == UNANSWERED:
            return True
        alone = self._alone().model_copy(
            update={"answers": {key: answer}, "figures": self._now.figures}
        )
        found = [
            problem
            for problem in check_answers(alone, self._edition, today=None)
            if problem.where.startswith("answers: ")
        ]
        for problem in found:
            for row in rows:
                self._reject(row, "choice", problem)
        return not found

    def _alone(self) -> Assessment:
        """The assessment without answers, for a check of one of them by itself."""
        return Assessment(
            country=self._now.country,
            edition=self._now.edition,
            cycle=self._now.cycle,
            profile=self._now.profile,
        )

    def _made(
        self,
        row: ImportRow,
        model: type[Record],
        make: Callable[[], _Made],
        rows: Iterable[ImportRow] = (),
    ) -> _Made | None:
        """What `make` makes; None, with the reasons at the row, where the texts make no such thing."""
        try:
            return make()
        except ValidationError as error:
            found = shape_problems(error, dict(row.fields), self._offer.file, model)
            for problem in found:
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
        placed = replace(problem, file=self._offer.file, where=row.place_of(field))
        if placed not in self._problems[row.place]:
            self._problems[row.place].append(placed)


def _field_of(where: str) -> str:
    """The field of a row that a model complains about."""
    name = where.split(": ")[-1].split(", ")[0]
    return {"date": "dated", "level": "choice", "state": "choice"}.get(name, name or "choice")
