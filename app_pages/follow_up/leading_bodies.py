"""Who leads the measures of the adopted plan and reports on them: the choice of institutions, letters, what was reported."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from markupsafe import Markup

from app_pages.follow_up import letter, measures
from app_pages.follow_up.workbook_download import offer_workbook
from app_pages.institutions.letter import mailto
from app_pages.roadmap.saving import save_plan
from app_pages.shell import labels, layout, session
from app_pages.shell.assessment_context import AssessmentContext, assessment_edition
from app_pages.shell.authorship import byline
from app_pages.shell.forms import messages
from app_pages.shell.markup import as_markdown, isolate, join, table, typed
from app_pages.shell.navigation.code_links import address, show_html, text_link
from assessment import Assessment, FollowUp, Institution, PlanProgress
from assessment.planning.follow_up import led_rows, propose_reporting
from assessment.store import ProgressEntry
from host.services import open_store, today
from questionnaires import Edition
from reports.formats import format_day
from translations import gettext as _
from translations import ngettext

NOBODY = ""
"""The choice of no institution: the coordinator alone says where the measures of a role stand."""

MAXIMUM_ENTRIES = 50
"""Reports shown."""


def show(
    context: AssessmentContext,
    assessment: Assessment,
    progress: PlanProgress,
    revision: int,
    *,
    locked: bool,
) -> None:
    """Draw a choice for each leading role, a row for each institution that reports, and what was reported."""
    layout.show_title(_("Who leads and reports"))
    if not assessment.institutions:
        st.html(
            Markup('<p class="cop-note">{} {}</p>').format(
                _(
                    "Institutions that lead measures can say themselves where they stand. None is listed in this assessment; "
                    "they are listed while it is a draft."
                ),
                text_link(address("institutions"), _("Institutions")),
            )
        )
    else:
        if not locked:
            _choices(context, assessment, revision)
        for item in assessment.institutions:
            rows = led_rows(assessment.plan.of_institution(item.id), today())
            rows = tuple(row for row in rows if row.measure_id in context.edition.measure)
            if rows:
                _institution(context, assessment, item, rows, locked=locked)
    _history(context)


def _choices(context: AssessmentContext, assessment: Assessment, revision: int) -> None:
    """Draw for each role that leads measures of the adopted plan the choice of the institution that reports on them."""
    edition, adopted = context.edition, assessment.plan.adopted
    proposed = propose_reporting(edition, assessment, adopted.months if adopted else ())
    with st.expander(_("Choose who reports on which measures")):
        if proposed != assessment.plan.reporting:
            st.button(
                _("Take the institution of each role"),
                key="reporting.propose",
                on_click=_propose,
                args=(context.id, revision),
            )
            messages.show("plan", "reporting")
        names = {NOBODY: as_markdown(_("Nobody but the coordinator"))} | {
            item.id: as_markdown(isolate(item.name)) for item in assessment.institutions
        }
        for role, keys in _measures_by_role(edition, assessment).items():
            chosen = {assessment.plan.reporting.get(key, NOBODY) for key in keys}
            current = chosen.pop() if len(chosen) == 1 else None
            session.hydrate("reporting", **{role: current if current in names else None})
            st.selectbox(
                ngettext("{role}: {count} measure", "{role}: {count} measures", len(keys)).format(
                    role=labels.content(role, "name", edition.role[role].name), count=len(keys)
                ),
                list(names),
                index=None,
                format_func=names.__getitem__,
                placeholder=_("Several institutions"),
                key=f"reporting.{role}",
                on_change=_choose,
                args=(context.id, role, revision),
            )
            messages.show("plan", f"reporting.{role}")


def _measures_by_role(edition: Edition, assessment: Assessment) -> Mapping[str, list[str]]:
    """Return the measures of the adopted plan by the role that leads them, in the order of the edition's roles."""
    adopted = assessment.plan.adopted
    by_role: dict[str, list[str]] = {role: [] for role in edition.role}
    for key in adopted.months if adopted else ():
        if key in edition.measure:
            by_role[edition.measure[key].lead].append(key)
    return {role: keys for role, keys in by_role.items() if keys}


@session.in_user_language
def _propose(assessment_id: str, revision: int) -> None:
    """Callback: let the institution of each leading role report, where nobody does yet."""
    edition = assessment_edition(assessment_id)

    def change(before: Assessment) -> dict[str, object]:
        adopted = before.plan.adopted
        measures_adopted = adopted.months if adopted else ()
        return {"reporting": propose_reporting(edition, before, measures_adopted)}

    save_plan(assessment_id, edition, revision, change, about="reporting")


@session.in_user_language
def _choose(assessment_id: str, role: str, revision: int) -> None:
    """Callback: let the chosen institution report on every measure that the role leads."""
    chosen = session.field("reporting", role)
    edition = assessment_edition(assessment_id)

    def change(before: Assessment) -> dict[str, object]:
        keys = _measures_by_role(edition, before).get(role, [])
        kept = {key: who for key, who in before.plan.reporting.items() if key not in keys}
        return {"reporting": kept | (dict.fromkeys(keys, chosen) if chosen else {})}

    save_plan(assessment_id, edition, revision, change, about=f"reporting.{role}")


def _institution(
    context: AssessmentContext,
    assessment: Assessment,
    institution: Institution,
    rows: tuple[FollowUp, ...],
    *,
    locked: bool,
) -> None:
    """Draw how many measures an institution leads, when it last reported, and what can be sent to it."""
    late = sum(row.pace in measures.LATE for row in rows)
    days = [
        row.progress.date
        for row in rows
        if row.progress.reported_by == institution.id and row.progress.date is not None
    ]
    facts = {
        _("Measures"): str(len(rows)),
        _("Late"): str(late),
        _("Reported by itself"): _("{part} of {whole}").format(part=len(days), whole=len(rows)),
        _("Last reported"): format_day(max(days)) if days else "–",
    }
    with st.container(border=True, key=f"leading-{institution.id}", gap="small"):
        st.html(
            Markup('<h3>{}</h3><dl class="cop-facts">{}</dl>').format(
                isolate(institution.name),
                join(
                    Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(name, text)
                    for name, text in facts.items()
                ),
            )
        )
        with st.container(horizontal=True, gap="small"):
            if not locked:
                st.link_button(
                    _("Ask by e-mail"),
                    mailto(
                        institution.contact,
                        letter.subject(context),
                        letter.request(context, institution, rows, st.context.url),
                    ),
                    help=_("Open a letter to {institution} in your mail program").format(
                        institution=as_markdown(isolate(institution.name))
                    ),
                    key=f"leading.{institution.id}.mail",
                )
            offer_workbook(context, institution.id, assessment.plan.of_institution(institution.id))


def _history(context: AssessmentContext) -> None:
    """Draw who said what about which measure and when, the newest first; read from the store when it is unfolded."""
    if not st.toggle(_("Show who reported what, and when"), key="reporting.history"):
        return
    entries = open_store().progress_history(context.id, person=session.person())
    if not entries:
        st.write(_("Nobody has said anything yet."))
        return
    names = context.institution_names
    show_html(
        table(
            _("What was reported, the newest first"),
            (_("Measure"), _("Where it stands"), _("Remark"), _("Reported by")),
            [
                (
                    Markup("<strong>{}</strong>").format(item.measure_id),
                    labels.measure_status_name(item.progress.status) if item.progress else "–",
                    typed(item.progress.note) if item.progress and item.progress.note else "–",
                    _who(item, names),
                )
                for item in entries[:MAXIMUM_ENTRIES]
            ],
        )
    )


def _who(item: ProgressEntry, names: Mapping[str, str]) -> Markup:
    """Return the institution that reported, if one did, and the author with the time."""
    name = names.get(item.progress.reported_by, "") if item.progress else ""
    note = Markup("<span class='cop-note'>{}</span>").format(byline(item.author, item.at))
    return Markup("{}<br>{}").format(name, note) if name else note
