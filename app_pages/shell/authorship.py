"""Cards that show an answer with its author and time, for comparison with other answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from markupsafe import Markup

from app_pages.questionnaire import detail_fields
from app_pages.shell import labels, session
from app_pages.shell.evidence_labels import evidence_markup
from app_pages.shell.markup import fill, isolate, join, typed
from assessment import Answer
from assessment.answers.labels import author_name
from assessment.store import Revision
from host.services import now
from questionnaires import Checklist, Edition, Indicator, Statuses
from reports.joining import join_clauses
from translations import gettext as _


def answer_card(
    edition: Edition, indicator: Indicator, title: str, answer: Answer, *, note: str = ""
) -> Markup:
    """Return a section with heading: level or state, reason, details, evidence; `note` names author and time."""
    texts = (
        (_("Reason"), answer.reason),
        (_("Comment"), answer.comment),
        (_("Why the level differs"), answer.override),
        *detail_lines(indicator, answer),
    )
    listed = join(Markup("<li>{}</li>").format(evidence_markup(item)) for item in answer.evidence)
    return Markup("<section><h3>{}</h3><p><strong>{}</strong></p>{}{}{}</section>").format(
        title,
        claim_label(edition, indicator, answer),
        join(
            Markup("<p>{}</p>").format(fill(_("{name}: {value}"), name=name, value=typed(text)))
            for name, text in texts
            if text
        ),
        Markup("<p>{}</p><ul>{}</ul>").format(_("Evidence:"), listed) if listed else Markup(),
        Markup('<p class="cop-note">{}</p>').format(note) if note else Markup(),
    )


def claim_label(edition: Edition, indicator: Indicator, answer: Answer) -> str:
    """Return an answer in a few words: `2 Set up`, a figure with its unit, or the name of a state."""
    if answer.level is not None:
        return f"{answer.level} {labels.level_name(edition, indicator, answer.level)}"
    if answer.value is not None:
        unit = indicator.number.unit if indicator.number else ""
        return _("{value} {unit}").format(value=answer.value, unit=unit).strip()
    return labels.status_name(answer.state)


def revision_byline(revision: Revision[Answer] | None) -> str:
    """Return author and time of a revision, `Ana, 14:32`; empty for None."""
    if revision is None or revision.at is None:
        return ""
    return byline(revision.author, revision.at)


def byline(author: str, at: dt.datetime) -> str:
    """Return author and time, in the time zone of the browser. An unnamed author gets a placeholder."""
    return _("{who}, {when}").format(
        who=isolate(author_name(author)),
        when=labels.time_of_day(at, now=now(), zone=session.time_zone()),
    )


def detail_lines(indicator: Indicator, answer: Answer) -> Iterator[tuple[str, str]]:
    """Yield label and text of each field of an answer's details."""
    if indicator.details is None or answer.details is None:
        return
    for index, field in enumerate(indicator.details.fields):
        label = detail_fields.field_label(indicator, index)
        if isinstance(field, Checklist):
            checks = answer.details.checks.get(field.id, {})
            for value, name in ((True, _("Yes")), (False, _("No"))):
                chosen = [
                    detail_fields.choice_label(indicator, index, "items", item)
                    for item in field.items
                    if checks.get(item.id) is value
                ]
                if chosen:
                    yield _("{field}, {said}").format(field=label, said=name), join_clauses(chosen)
        elif isinstance(field, Statuses):
            statuses = answer.details.statuses.get(field.id, {})
            names = {
                item.id: detail_fields.choice_label(indicator, index, "statuses", item)
                for item in field.statuses
            }
            yield (
                label,
                join_clauses(
                    _("{name}: {value}").format(
                        name=detail_fields.choice_label(indicator, index, "items", item),
                        value=names.get(statuses[item.id].status, statuses[item.id].status),
                    )
                    for item in field.items
                    if item.id in statuses
                ),
            )
        elif (rows := answer.details.rows.get(getattr(field, "id", ""))) is not None:
            yield label, _("{number} in the list").format(number=len(rows))
