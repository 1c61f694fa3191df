"""What a PDF form was made from, in its hidden fields: written when it is made, checked when it comes back. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from assessment import NATIONAL, Assessment, InvalidAssessment
from exchange.flat_records import fingerprint, flatten
from questionnaires import Edition, Problem
from translations import current_language
from translations import gettext as _

PRODUCT = "cop-toolkit-pdf-form"
FORMAT = "1"
HIDDEN = "cop_"
"""Beginning of the names of the hidden fields."""

CHECK = "cop_check"
"""The hidden field with the SHA-256 of the others."""


class FormRefused(InvalidAssessment):
    """A PDF that can't be used as a whole; `problems` say why and what to do."""


def refused(name: str, what: str, remedy: str) -> FormRefused:
    """The error for a file `name`: what, and what to do."""
    return FormRefused([Problem(name, "", what, remedy)])


def origin_fields(
    edition: Edition,
    profile: str,
    assessment: Assessment | None = None,
    institution: str = NATIONAL,
    *,
    assessment_id: str = "",
) -> dict[str, str]:
    """The hidden fields of a form by name; without an assessment, those of a form for any country."""
    fields = {
        "cop_product": PRODUCT,
        "cop_format": FORMAT,
        "cop_edition": edition.id,
        "cop_hash": edition.content_hash,
        "cop_language": current_language(),
        "cop_profile": profile,
        "cop_country": "" if assessment is None else assessment.country,
        "cop_cycle": "" if assessment is None else str(assessment.cycle),
        "cop_assessment": assessment_id,
        "cop_institution": institution,
        "cop_revision": ""
        if assessment is None
        else content_digest(edition, assessment, institution),
    }
    return {**fields, CHECK: _digest(fields)}


def content_digest(edition: Edition, assessment: Assessment, institution: str) -> str:
    """The fingerprint of all that is stored for an institution: another one after each change."""
    records = flatten(edition, assessment, institution)
    return fingerprint({key: fingerprint(record.fields) for key, record in records.items()})


def _digest(fields: Mapping[str, str]) -> str:
    filled = {
        key: text
        for key, text in fields.items()
        if text and key.startswith(HIDDEN) and key != CHECK
    }
    return hashlib.sha256(json.dumps(filled, sort_keys=True).encode()).hexdigest()


def check_origin(
    hidden: Mapping[str, str],
    name: str,
    edition: Edition,
    assessment: Assessment,
    assessment_id: str = "",
) -> None:
    """Raise FormRefused where a form with these hidden fields belongs to another target, or they were changed."""
    anew = _("Make the form anew, and copy the answers into it.")
    made = f"{hidden.get('cop_country', '')} {hidden.get('cop_cycle', '')}".strip()
    here = f"{assessment.country} {assessment.cycle}"
    institution = hidden.get("cop_institution", NATIONAL)
    other_id = hidden.get("cop_assessment", "")
    if hidden.get("cop_product") != PRODUCT:
        raise refused(
            name,
            _("is a form, but not the questionnaire of this toolkit."),
            _("Send the questionnaire that was made here, filled in."),
        )
    if hidden.get(CHECK) != _digest(hidden) or hidden.get("cop_format") != FORMAT:
        raise refused(
            name,
            _("what the form remembers of how it was made was changed, or is of another version."),
            anew,
        )
    if hidden.get("cop_edition") != edition.id:
        raise refused(
            name,
            _("was made from edition {made}; the assessment answers edition {here}.").format(
                made=hidden.get("cop_edition", ""), here=edition.id
            ),
            anew,
        )
    if hidden.get("cop_hash") != edition.content_hash:
        raise refused(
            name,
            _("was made before the questions of edition {edition} were changed.").format(
                edition=edition.id
            ),
            anew,
        )
    if made and made != here:
        raise refused(
            name,
            _("was made for {made}, not for {here}.").format(made=made, here=here),
            _("Open the assessment it was made for."),
        )
    if other_id and assessment_id and other_id != assessment_id:
        raise refused(
            name,
            _("was made for another assessment of {country}.").format(country=assessment.country),
            _("Open the assessment it was made for."),
        )
    if institution != NATIONAL and institution not in {i.id for i in assessment.institutions}:
        raise refused(
            name,
            _("is from the institution '{id}', which is not on the list.").format(id=institution),
            _("Add the institution, or make its form anew."),
        )
