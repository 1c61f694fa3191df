"""Whether a person wrote with the newest revision in view; otherwise both versions are shown and none is lost."""

from __future__ import annotations

from assessment.errors import AssessmentError
from assessment.model.assessment import UNANSWERED, Answer
from assessment.store.database.tables import AnswerRow
from assessment.store.records import (
    InstitutionsRevision,
    ObservationsRevision,
    ProfileRevision,
    Revision,
    SettingsRevision,
    answer_of,
)
from translations import gettext as _


class StaleAnswer(AssessmentError):
    """A write that saw an older revision than the newest: refused, with both answers at hand."""

    def __init__(self, message: str, *, stored: Answer, offered: Answer, revision: int) -> None:
        self.stored, self.offered, self.revision = stored, offered, revision
        super().__init__(message)


class StaleSettings(AssessmentError):
    """Targets or plan were saved by someone else meanwhile: refused, with the stored ones at hand."""

    def __init__(self, message: str, stored: SettingsRevision) -> None:
        self.stored = stored
        super().__init__(message)


class StaleFigures(AssessmentError):
    """Figures of a statistic were saved by someone else meanwhile: refused, with the stored ones at hand."""

    def __init__(self, message: str, stored: ObservationsRevision) -> None:
        self.stored = stored
        super().__init__(message)


class StaleProfile(AssessmentError):
    """The profile was changed by someone else meanwhile: refused, with the one that holds at hand."""

    def __init__(self, message: str, stored: ProfileRevision) -> None:
        self.stored = stored
        super().__init__(message)


class StaleInstitutions(AssessmentError):
    """The list of institutions was changed by someone else meanwhile: refused, with the stored one at hand."""

    def __init__(self, message: str, stored: InstitutionsRevision) -> None:
        self.stored = stored
        super().__init__(message)


def same_or_stale(
    newest: AnswerRow | None, offered: Answer, expected_revision: int, indicator_id: str
) -> Revision | None:
    """The revision that already says what is offered; None where the offer may be added.

    Raises StaleAnswer where the newest is not the one seen.
    """
    stored = answer_of(newest) if newest is not None else UNANSWERED
    if newest is not None and stored == offered:
        return Revision(newest.number, newest.at)
    number = newest.number if newest is not None else 0
    if number == expected_revision:
        return None
    raise StaleAnswer(
        _(
            "{indicator}: {author} has saved another answer meanwhile (revision {number}). "
            "Yours is not stored. Compare the two, then save again."
        ).format(
            indicator=indicator_id,
            author=newest.author if newest is not None else _("nobody"),
            number=number,
        ),
        stored=stored,
        offered=offered,
        revision=number,
    )


def settings_stand(newest: SettingsRevision, offered: SettingsRevision) -> bool:
    """Whether the newest already say what is offered. Raises StaleSettings where they are not those seen."""
    if newest.number and (newest.targets, newest.plan) == (offered.targets, offered.plan):
        return True
    if newest.number == offered.number - 1:
        return False
    raise StaleSettings(
        _(
            "Plan settings: {author} has saved others meanwhile (revision {number}). "
            "Yours are not stored. Compare the two, then save again."
        ).format(author=newest.author or _("nobody"), number=newest.number),
        newest,
    )


def figures_stand(
    statistic: str, newest: ObservationsRevision, offered: ObservationsRevision
) -> bool:
    """Whether the newest already say what is offered. Raises StaleFigures where they are not those seen."""
    if newest.number and newest.figures == offered.figures:
        return True
    if newest.number == offered.number - 1:
        return False
    raise StaleFigures(
        _(
            "{statistic}: {author} has saved other figures meanwhile (revision {number}). "
            "Yours are not stored. Compare the two, then save again."
        ).format(
            statistic=statistic, author=newest.author or _("nobody"), number=newest.number
        ),
        newest,
    )  # fmt: skip


def profile_stands(newest: ProfileRevision, offered: ProfileRevision) -> bool:
    """Whether the profile is already the one offered. Raises StaleProfile where it is not the one seen."""
    if newest.profile == offered.profile:
        return True
    if newest.number == offered.number - 1:
        return False
    raise StaleProfile(
        _(
            "Profile: {author} has changed it meanwhile to '{profile}'. "
            "Yours is not stored. Look at the questionnaire again, then choose."
        ).format(author=newest.author or _("nobody"), profile=newest.profile),
        newest,
    )


def institutions_stand(newest: InstitutionsRevision, offered: InstitutionsRevision) -> bool:
    """Whether the list is already the one offered. Raises StaleInstitutions where it is not the one seen."""
    if newest.number and newest.institutions == offered.institutions:
        return True
    if newest.number == offered.number - 1:
        return False
    raise StaleInstitutions(
        _(
            "Institutions: {author} has changed the list meanwhile (revision {number}). "
            "Yours is not stored. Look at the list again, then change it."
        ).format(author=newest.author or _("nobody"), number=newest.number),
        newest,
    )
