"""An answer as it is shown beside others: level or state, reason, parts, evidence; who gave it and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from markupsafe import Markup

from app_pages.questionnaire import detail_fields
from app_pages.shell import labels, session
from app_pages.shell.evidence_labels import in_words
from app_pages.shell.markup import join
from assessment import Answer
from assessment.answers.labels import author_name
from assessment.store import AnswerRevision
from host.services import now
from questionnaires import Checklist, Edition, Indicator, Statuses
from translations import gettext as _


def answer_card(
    edition: Edition, indicator: Indicator, title: str, answer: Answer, *, note: str = ""
) -> Markup:
    """A section with its own heading; `note` says who and when."""
    texts = (
        (_("Reason"), answer.reason),
        (_("Comment"), answer.comment),
        (_("Why the level differs"), answer.override),
        *parts_in_words(indicator, answer),
    )
    listed = join(Markup("<li>{}</li>").format(in_words(item)) for item in answer.evidence)
    return Markup("<section><h3>{}</h3><p><strong>{}</strong></p>{}{}{}</section>").format(
        title,
        claim_in_words(edition, indicator, answer),
        join(Markup("<p>{}: {}</p>").format(name, text) for name, text in texts if text),
        Markup("<p>{}</p><ul>{}</ul>").format(_("Evidence:"), listed) if listed else Markup(),
        Markup('<p class="cop-note">{}</p>').format(note) if note else Markup(),
    )


def claim_in_words(edition: Edition, indicator: Indicator, answer: Answer) -> str:
    """`2 Set up`, a figure with its unit, or the name of a state."""
    if answer.level is not None:
        return f"{answer.level} {labels.level_name(edition, indicator, answer.level)}"
    if answer.value is not None:
        unit = indicator.number.unit if indicator.number else ""
        return _("{value} {unit}").format(value=answer.value, unit=unit).strip()
    return labels.status_name(answer.state)


def who_and_when(revision: AnswerRevision | None) -> str:
    """`Ana, 14:32`; empty where nobody has saved anything."""
    if revision is None:
        return ""
    return author_and_time(revision.author, revision.at)


def author_and_time(author: str, at: dt.datetime) -> str:
    """The same of anything that is saved; nobody has to give a name on this computer."""
    return _("{who}, {when}").format(
        who=author_name(author),
        when=labels.time_of_day(at, now=now(), clock=session.clock()),
    )


def parts_in_words(indicator: Indicator, answer: Answer) -> Iterator[tuple[str, str]]:
    """Each field of parts with what is said of it, in a line."""
    if indicator.details is None or answer.details is None:
        return
    for place, field in enumerate(indicator.details.fields):
        label = detail_fields.label_of_field(indicator, place)
        if isinstance(field, Checklist):
            said = answer.details.checks.get(field.id, {})
            for value, name in ((True, _("Yes")), (False, _("No"))):
                chosen = [
                    detail_fields.label_of_choice(indicator, place, "items", item)
                    for item in field.items
                    if said.get(item.id) is value
                ]
                if chosen:
                    yield _("{field}, {said}").format(field=label, said=name), "; ".join(chosen)
        elif isinstance(field, Statuses):
            stands = answer.details.statuses.get(field.id, {})
            names = {
                item.id: detail_fields.label_of_choice(indicator, place, "statuses", item)
                for item in field.statuses
            }
            yield (
                label,
                "; ".join(
                    _("{name}: {value}").format(
                        name=detail_fields.label_of_choice(indicator, place, "items", item),
                        value=names.get(stands[item.id].status, stands[item.id].status),
                    )
                    for item in field.items
                    if item.id in stands
                ),
            )
        elif (rows := answer.details.rows.get(getattr(field, "id", ""))) is not None:
            yield label, _("{number} in the list").format(number=len(rows))
