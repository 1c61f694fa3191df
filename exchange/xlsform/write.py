"""Write the questionnaire as an XLSForm, for KoboToolbox, ODK Collect and other programs that use pyxform."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from assessment import NATIONAL, AnswerStatus, Assessment, ObservationState
from assessment.answers.labels import confidence_name, observation_state_name, status_name
from assessment.answers.offered_states import offered_states
from assessment.answers.settlement import assigned_indicators
from assessment.countries import country_name
from exchange.flat_records import assigned_statistics
from exchange.workbook.layout import CONFIDENCES
from exchange.xlsform.fields import PRODUCT, FormNames, plain_name
from questionnaires import Checklist, Edition, Group, Indicator, Statistic, Statuses
from questionnaires.labels import edition_text
from translations import LANGUAGES, current_language, language_note, statuses, use_language
from translations import gettext as _

DATE = r"regex(., '^[12][0-9]{3}(-[01][0-9]-[0-3][0-9])?$')"
LINK = r"regex(., '^https?://[^ ]+$')"


@dataclass
class _Form:
    """The rows of the sheets `survey` and `choices`."""

    language: str
    names: FormNames
    survey: list[dict[str, str]] = field(default_factory=list)
    choices: dict[str, dict[str, str]] = field(default_factory=dict)
    others: list[_Form] = field(default_factory=list)
    """The same form in other languages."""

    def add(self, kind: str, name: str, label: str = "", **more: str) -> None:
        """Add a row; label, hint and messages are texts in the language of the form."""
        texts = {"label": label, **more}
        translated = ("label", "hint", "constraint_message", "required_message")
        self.survey.append(
            {
                "type": kind,
                "name": name,
                **{
                    (f"{key}::{self.language}" if key in translated else key): text
                    for key, text in texts.items()
                    if text
                },
            }
        )

    def take_texts(self, other: _Form) -> None:
        """Add the texts of the same form in another language."""
        self.others.append(other)
        for row, same in zip(self.survey, other.survey, strict=True):
            row.update({key: text for key, text in same.items() if "::" in key})


def write_xlsform(edition: Edition, assessment: Assessment, institution: str = NATIONAL) -> bytes:
    """The form of the questions of an institution, or of all, as .xlsx in every language, the current one first.

    It holds no answers. Its hidden fields name the edition, country, cycle and institution.
    """
    own = current_language()
    others = [item for item in sorted(LANGUAGES) if item != own] if own in LANGUAGES else []
    form = _form_of(edition, assessment, institution)
    for language in others:
        with use_language(language):
            form.take_texts(_form_of(edition, assessment, institution))
    listed = {item.id: item.name for item in assessment.institutions}
    institution_name = listed.get(institution, "")
    title = _("Child online protection {country} {cycle}").format(
        country=country_name(assessment.country), cycle=assessment.cycle
    )
    settings = {
        "form_title": f"{title}, {institution_name}" if institution_name else title,
        "form_id": plain_name(
            "cop", edition.id, assessment.country.lower(), str(assessment.cycle), institution
        ),
        "version": edition.content_hash[:16],
        "default_language": form.language,
        "style": "pages",
    }
    return _form_bytes(form, settings)


def _form_of(edition: Edition, assessment: Assessment, institution: str) -> _Form:
    """The form in the current language only. Rows, names and choices are the same in every language."""
    code = current_language()
    name = statuses()[code].name if code in LANGUAGES else code
    form = _Form(f"{name} ({code})", FormNames(edition))
    _add_start(form, edition, assessment, institution)
    assigned = assigned_indicators(edition, assessment, institution)
    for pillar in edition.pillars:
        keys = [item.id for item in pillar.walk_indicators() if item.id in assigned]
        if keys:
            _add_pillar(form, edition, pillar, keys, for_institution=institution != NATIONAL)
    _add_statistics(form, edition, assigned_statistics(edition, assessment, institution))
    return form


def _add_start(form: _Form, edition: Edition, assessment: Assessment, institution: str) -> None:
    for name, value in (
        ("cop_product", PRODUCT),
        ("cop_edition", edition.id),
        ("cop_hash", edition.content_hash),
        ("cop_country", assessment.country),
        ("cop_cycle", str(assessment.cycle)),
        ("cop_institution", institution),
    ):
        form.add("calculate", name, calculation=f"'{value}'")
    form.add(
        "note",
        "cop_note",
        " ".join(
            filter(
                None,
                (
                    _(
                        "Choose the highest level whose text and all lower texts are true. Leave open what you can’t say yet. "
                        "No personal data of children and no abuse material, ever."
                    ),
                    language_note(),
                ),
            )
        ),
    )
    form.choices["yes_no"] = {"yes": _("Yes"), "no": _("No")}
    form.choices["confidence"] = {grade: confidence_name(grade) for grade in CONFIDENCES}
    form.choices["figure_state"] = {
        state.value: observation_state_name(state)
        for state in (ObservationState.NOT_COLLECTED, ObservationState.DONT_KNOW)
    }


def _add_pillar(
    form: _Form, edition: Edition, pillar: Group, keys: list[str], *, for_institution: bool
) -> None:
    name = edition_text(pillar.id, "name", pillar.name)
    letters = [item.letter for item in edition.pillars]
    own = pillar.letter if letters.count(pillar.letter) == 1 else ""
    form.add("begin_group", form.names.of("pillar", own or pillar.id), name)
    for key in keys:
        _add_indicator(form, edition, edition.indicators[key], for_institution=for_institution)
    form.add("end_group", "")


def _add_indicator(
    form: _Form, edition: Edition, indicator: Indicator, *, for_institution: bool
) -> None:
    """Add a page: the question, its parts, the level, reason, comment and one piece of evidence."""
    key = indicator.id
    question = f"{key} {edition_text(key, 'question', indicator.question)}"
    form.add("begin_group", form.names.of(key), question, appearance="field-list")
    form.add(
        "note", form.names.of(key, "note"), edition_text(key, "why", indicator.why) or question
    )
    for part in indicator.details.fields if indicator.details else ():
        if isinstance(part, Checklist | Statuses):
            _add_part(form, indicator, part)
    if indicator.number is not None:
        form.add(
            "decimal",
            form.names.of(key, "figure"),
            _("Figure ({unit})").format(unit=indicator.number.unit),
        )
    form.choices[form.names.of(key, "levels")] = _levels(
        edition, indicator, for_institution=for_institution
    )
    form.add(
        f"select_one {form.names.of(key, 'levels')}",
        form.names.of(key, "choice"),
        _("Or no figure")
        if indicator.number is not None
        else _("Choose the highest level whose text and all lower texts are true."),
    )
    form.add(
        "text",
        form.names.of(key, "reason"),
        _("Reason: what makes the text true, or why it does not apply"),
        required=f"${{{form.names.of(key, 'choice')}}} = '{AnswerStatus.NOT_APPLICABLE.value}'",
        required_message=_("“Not applicable” needs a reason. Write one sentence."),
    )
    if indicator.details is not None and indicator.details.levels:
        form.add(
            "text",
            form.names.of(key, "override"),
            _("Why the level differs from the parts (only where it does)"),
        )
    form.add("text", form.names.of(key, "comment"), _("Comment (optional)"))
    _add_evidence(form, key)
    form.add("end_group", "")


def _levels(edition: Edition, indicator: Indicator, *, for_institution: bool) -> dict[str, str]:
    choices: dict[str, str] = {}
    if indicator.number is None:
        scale = edition.scale_of(indicator)
        for number, level in enumerate(scale.levels):
            name = f"{number} {edition_text(indicator.scale, f'levels.{number}.name', level.name)}"
            text = ""
            if number < len(indicator.descriptors):
                text = edition_text(
                    indicator.id, f"descriptors.{number}", indicator.descriptors[number]
                )
            if text and number >= 2 and scale.additive:
                text = _("Level {level}, and: {text}").format(level=number - 1, text=text)
            choices[str(number)] = (
                _("{name}: {text}").format(name=name, text=text) if text else name
            )
    states = offered_states(indicator, for_institution=for_institution)
    return choices | {state.value: status_name(state) for state in states}


def _add_part(form: _Form, indicator: Indicator, part: Checklist | Statuses) -> None:
    key = indicator.id
    label = edition_text(key, f"details.{part.id}.label", part.label)
    form.add("note", form.names.of(key, "label", part.id), label)
    choices = "yes_no"
    if isinstance(part, Statuses):
        choices = form.names.of(key, "statuses", part.id)
        form.choices[choices] = {
            item.id: edition_text(key, f"details.{part.id}.statuses.{item.id}", item.label)
            for item in part.statuses
        }
    for item in part.items:
        name = form.names.of(key, "part", part.id, item.id)
        text = edition_text(key, f"details.{part.id}.items.{item.id}", item.label)
        form.add(f"select_one {choices}", name, text, appearance="minimal")
        if isinstance(part, Statuses) and part.dated:
            form.add(
                "text",
                form.names.of(key, "part", part.id, item.id, "since"),
                _("Since (2019 or 2019-11-08)"),
                relevant=f"${{{name}}} != ''",
                constraint=DATE,
                constraint_message=_("Write the date as 2019 or as 2019-11-08."),
            )


def _add_evidence(form: _Form, key: str) -> None:
    def name(of: str) -> str:
        return form.names.of(key, "evidence", of)

    form.add("text", name("title"), _("Evidence: title of the document, law or page"))
    relevant = f"${{{name('title')}}} != ''"
    form.add("text", name("issuer"), _("Issued by"), relevant=relevant)
    form.add(
        "text",
        name("url"),
        _("Web address"),
        relevant=relevant,
        constraint=LINK,
        constraint_message=_("The address must begin with https:// or http:// and hold no spaces."),
    )
    form.add(
        "text",
        name("dated"),
        _("Year or date, such as 2019 or 2019-11-08"),
        relevant=relevant,
        constraint=DATE,
        constraint_message=_("Write the date as 2019 or as 2019-11-08."),
    )
    form.add("text", name("place"), _("Article or page"), relevant=relevant)
    form.add("select_one confidence", name("confidence"), _("Confidence"), relevant=relevant)


def _add_statistics(form: _Form, edition: Edition, codes: tuple[str, ...]) -> None:
    if not codes:
        return
    form.add("begin_group", "figures", _("Figures"))
    for code in codes:
        _add_statistic(form, edition.statistic[code])
    form.add("end_group", "")


def _add_statistic(form: _Form, statistic: Statistic) -> None:
    code = statistic.id
    name = edition_text(code, "name", statistic.name)
    unit = edition_text(code, "unit", statistic.unit)
    form.add("begin_group", form.names.of(code), f"{code} {name}", appearance="field-list")
    form.add(
        "decimal",
        form.names.of(code, "value"),
        _("Figure ({unit})").format(unit=unit),
        hint=edition_text(code, "definition", statistic.definition),
    )
    form.add("select_one figure_state", form.names.of(code, "state"), _("Or no figure"))
    form.add("integer", form.names.of(code, "year"), _("Year"))
    form.add("text", form.names.of(code, "source"), _("Source"))
    form.add("end_group", "")


def _form_bytes(form: _Form, settings: Mapping[str, str]) -> bytes:
    book = Workbook()
    survey = book.active
    assert survey is not None  # noqa: S101 -- a new workbook has a sheet
    survey.title = "survey"
    heads = ["type", "name", f"label::{form.language}"]
    heads += [key for row in form.survey for key in row]
    heads = list(dict.fromkeys(heads))
    _fill(survey, [heads, *([row.get(key, "") for key in heads] for row in form.survey)])
    choices = book.create_sheet("choices")
    labels = [f"label::{item.language}" for item in (form, *form.others)]
    _fill(choices, [["list_name", "name", *labels], *_choice_rows(form)])
    _fill(book.create_sheet("settings"), [list(settings), list(settings.values())])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _choice_rows(form: _Form) -> Iterator[list[str]]:
    for name, items in form.choices.items():
        for key, label in items.items():
            yield [name, key, label, *(other.choices[name][key] for other in form.others)]


def _fill(sheet, rows) -> None:  # type: ignore[no-untyped-def]
    """Write rows of texts, the first as a header; a text that looks like a formula stays text."""
    for row_number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            if text == "":
                continue
            cell = sheet.cell(row_number, column)
            cell.value = text
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if row_number == 1:
                cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for column, width in enumerate((24, 34, 70), start=1):
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = width
