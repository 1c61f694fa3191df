"""Lint rules for a complete edition: an indicator that measures each invitation, and a quick profile."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaires.errors import Problem
from questionnaires.meaning.places import CLAUSES_FILE, EDITION_FILE, all_indicators
from questionnaires.model import ContentRules, Edition
from translations import gettext as _

QUICK_PROFILE = "quick"


def invitations_are_answered(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each invitation with fewer indicators than `ContentRules.indicators_of_invitation`."""
    least = (edition.about.content_rules or ContentRules()).indicators_of_invitation
    for clause in edition.clauses:
        number = len(edition.indicators_of_clause[clause.id])
        if clause.kind == "invitation" and number < least:
            yield Problem(
                CLAUSES_FILE,
                f"clauses: {clause.id}",
                _("{number} indicators measure this invitation, and {least} are the least.").format(
                    number=number, least=least
                ),
                _("Name it in 'clauses' of an indicator that measures what it asks for."),
            )


def core_sets_apart(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for more core indicators than `ContentRules.core_indicators`, and for each that is not scored."""
    most = (edition.about.content_rules or ContentRules()).core_indicators
    core = [item for item in all_indicators(edition) if item[2].core]
    if len(core) > most:
        yield Problem(
            EDITION_FILE,
            "content_rules: core_indicators",
            _("{number} indicators are core, and {most} are the most.").format(
                number=len(core), most=most
            ),
            _("Keep 'core' for those without which the others have no effect."),
        )
    for file, where, indicator in core:
        if not indicator.scored:
            yield Problem(
                file,
                f"{where}: core",
                _("is true, and the indicator is part of no score."),
                _("Write false, or let it be scored."),
            )


def there_is_a_quick_scan(edition: Edition) -> Iterator[Problem]:
    """Yield a problem where the edition has no profile `quick`."""
    if QUICK_PROFILE not in edition.profile_ids:
        yield Problem(
            EDITION_FILE,
            "profiles",
            _("there is no profile '{id}'.").format(id=QUICK_PROFILE),
            _("Add it with the indicators that a workshop of one day can answer."),
        )
