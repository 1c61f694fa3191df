"""What the parts of a question give, and the line "one level up would need": the next level, and the parts it needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from app_pages.questionnaire import detail_fields
from app_pages.questionnaire.answer_form import AnswerForm
from app_pages.shell import labels
from app_pages.shell.markup import join
from assessment import AnswerStatus, Derived
from assessment.answers.next_level import MissingParts, missing_parts
from questionnaires import Checklist, Edition, Figures, Indicator, Statuses
from reports.joining import join_clauses
from translations import gettext as _
from translations import ngettext
from translations.lists import alternatives


def differs(form: AnswerForm, derived: Derived) -> bool:
    """Whether the level chosen is one that the parts do not allow."""
    choice = form.choice
    return choice is not None and choice.isdigit() and not derived.allows(int(choice))


def level_basis(
    edition: Edition, indicator: Indicator, form: AnswerForm, derived: Derived
) -> Markup:
    """Return what is stated instead of the level of the parts, if anything, and which levels the parts give."""
    texts = []
    if form.choice is not None and form.choice != str(derived.level):
        texts.append(
            _("Stated: level {level} {name}.").format(
                level=form.choice, name=labels.level_name(edition, indicator, int(form.choice))
            )
            if form.choice.isdigit()
            else _("Stated: {status}.").format(status=labels.status_name(AnswerStatus(form.choice)))
        )
    if derived.level is not None:
        texts.append(
            _("These parts give level {level}: {name}.").format(
                level=derived.level, name=labels.level_name(edition, indicator, derived.level)
            )
        )
    elif (derived.low, derived.high) != (0, edition.scale_of(indicator).top_level):
        texts.append(
            _(
                "So far the parts allow levels {low} to {high}. "
                "Answer what is open, or state the level below."
            ).format(low=derived.low, high=derived.high)
        )
    elif form.choice is None:
        texts.append(_("Answer the parts: the level follows from them."))
    return Markup('<p class="cop-gives" role="status">{}</p>').format(" ".join(texts))


def one_level_up(
    edition: Edition,
    indicator: Indicator,
    form: AnswerForm,
    derived: Derived | None,
    held: Mapping[str, bool],
) -> Markup:
    """Return what the level above the chosen one needs; empty without a level, and at the highest one."""
    if form.choice is None or not form.choice.isdigit():
        return Markup()
    level = int(form.choice) + 1
    if level not in edition.levels_of(indicator) or level >= len(indicator.descriptors):
        return Markup()
    text = labels.content(indicator.id, f"descriptors.{level}", indicator.descriptors[level])
    needed = Markup()
    if indicator.details is not None and derived is not None and not form.override:
        missing = missing_parts(indicator.details, form.details, held, level)
        lines = [_line(edition, indicator, item) for item in missing.all]
        if missing.any:
            lines.append(alternatives(_line(edition, indicator, item) for item in missing.any))
        needed = Markup("<ul>{}</ul>").format(
            join(Markup("<li>{}</li>").format(line) for line in lines)
        )
    return Markup('<div class="cop-up"><p><strong>{}</strong> {}</p>{}</div>').format(
        _("One level up, {level} {name}, would need:").format(
            level=level, name=labels.level_name(edition, indicator, level)
        ),
        text,
        needed,
    )


def _line(edition: Edition, indicator: Indicator, missing: MissingParts) -> str:
    """Return one missing piece as text: its items, or how many more of them or of rows."""
    names = join_clauses(_names(edition, indicator, missing))
    if not names:
        assert indicator.details is not None  # noqa: S101 -- for the types
        index = indicator.details.fields.index(missing.field)
        return ngettext(
            "{count} more row in: {field}", "{count} more rows in: {field}", missing.count
        ).format(count=missing.count, field=detail_fields.field_label(indicator, index))
    if missing.count >= len(missing.items):
        return names
    return _("{count} of: {items}").format(count=missing.count, items=names)


def _names(edition: Edition, indicator: Indicator, missing: MissingParts) -> Iterator[str]:
    assert indicator.details is not None  # noqa: S101 -- for the types
    index = indicator.details.fields.index(missing.field)
    match missing.field:
        case Checklist():
            for item in missing.field.items:
                if item.id in missing.items:
                    yield detail_fields.choice_label(indicator, index, "items", item)
        case Statuses():
            status = {item.id: item for item in missing.field.statuses}.get(missing.status or "")
            for item in missing.field.items:
                if item.id in missing.items:
                    name = detail_fields.choice_label(indicator, index, "items", item)
                    yield (
                        name
                        if status is None
                        else _("{item} ({status})").format(
                            item=name,
                            status=detail_fields.choice_label(indicator, index, "statuses", status),
                        )
                    )
        case Figures():
            for code in missing.items:
                statistic = edition.statistic.get(code)
                yield labels.content(code, "name", statistic.name) if statistic else code
