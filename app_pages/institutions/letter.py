"""The letters to an institution, their link, and the address that opens them in the reader's own mail program."""

from __future__ import annotations

import datetime as dt
import ipaddress
import math
import urllib.parse

from app_pages.shell import labels, session
from app_pages.shell.assessment_context import AssessmentContext
from assessment import Institution
from assessment.answers.settlement import assigned_indicators
from assessment.countries import country_name
from assessment.errors import UnknownPerson
from assessment.store import email_address
from reports.formats import format_day
from translations import gettext as _
from translations import ngettext

MINUTES_A_QUESTION = 10
"""About as long as a question takes an institution that knows the answer and looks up the proof."""


def duration(questions: int) -> str:
    """Return about how long questions take, in minutes or in whole hours rounded up."""
    minutes = questions * MINUTES_A_QUESTION
    if minutes < 60:
        return ngettext("about {count} minute", "about {count} minutes", minutes).format(
            count=minutes
        )
    hours = math.ceil(minutes / 60)
    return ngettext("about {count} hour", "about {count} hours", hours).format(count=hours)


def subject(context: AssessmentContext) -> str:
    """Return the subject of the letters."""
    return _("Child online protection: questions to your institution ({assessment})").format(
        assessment=labels.assessment_name(context.country, context.cycle)
    )


def invitation(
    context: AssessmentContext, institution: Institution, deadline: dt.date | None, url: str | None
) -> str:
    """Return the text of the invitation; `url` is that of the current request."""
    count = _count(context, institution)
    return "\n\n".join(
        (
            _(
                "{country} is assessing what it has in place to protect children online. "
                "We ask your institution for its own view; you need not agree with others."
            ).format(country=country_name(context.country)),
            ngettext(
                "It is {count} question, {duration}. Choose the highest level that is true, and name what proves it. "
                "“Don’t know”, “not applicable” and “outside our mandate” are answers too.",
                "They are {count} questions, {duration}. Choose the highest level that is true, and name "
                "what proves it. “Don’t know”, “not applicable” and “outside our mandate” are answers too.",
                count,
            ).format(count=count, duration=duration(count)),
            *_deadline(deadline),
            *_how_to_answer(context.id, institution.id, url),
            _(
                "At the end your head signs off the answers. Other institutions do not see them, and nothing is published "
                "from here."
            ),
            _("No personal data of children and no abuse material, ever."),
        )
    )


def reminder(
    context: AssessmentContext,
    institution: Institution,
    deadline: dt.date | None,
    answered: int,
    url: str | None,
) -> str:
    """Return the text of a reminder: how many questions are open, until when, and how to answer."""
    left = _count(context, institution) - answered
    return "\n\n".join(
        (
            ngettext(
                "We have asked your institution about the protection of children online in {country}. "
                "{count} question has no answer yet, {duration}.",
                "We have asked your institution about the protection of children online in {country}. "
                "{count} questions have no answer yet, {duration}.",
                left,
            ).format(country=country_name(context.country), count=left, duration=duration(left)),
            *_deadline(deadline),
            *_how_to_answer(context.id, institution.id, url),
            _(
                "If somebody else should answer, or you need more time, please reply to this letter."
            ),
        )
    )


def _count(context: AssessmentContext, institution: Institution) -> int:
    return len(assigned_indicators(context.edition, context.assessment, institution.id))


def _deadline(deadline: dt.date | None) -> tuple[str, ...]:
    if deadline is None:
        return ()
    return (_("Please answer by {day}.").format(day=format_day(deadline)),)


def _how_to_answer(assessment_id: str, institution: str, url: str | None) -> tuple[str, ...]:
    """Return the paragraphs on how to answer: by a link, or in the workbook where no link leads here."""
    if url is None or not is_reachable(url):
        return (
            _(
                "The questions are in the workbook attached to this letter. Fill it in, save it, and send it back; "
                "stop and go on as often as you like."
            ),
        )
    return (
        _("Every answer is saved at once; stop and come back as often as you like:"),
        link(url, assessment_id, institution),
    )


def is_reachable(url: str | None) -> bool:
    """Return whether another computer can open the URL of the current request: not one of this computer alone."""
    host = urllib.parse.urlsplit(url or "").hostname
    if not host or host == "localhost" or host.endswith(".localhost"):
        return False
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return True
    return not (address.is_loopback or address.is_unspecified)


def link(url: str, assessment_id: str, institution: str, page: str = "home") -> str:
    """Return the absolute URL of an institution's welcome, or of another page, on the host of the request to `url`."""
    base = urllib.parse.urlsplit(url)
    query = session.encode_query(session.query_params(assessment_id, institution=institution))
    return urllib.parse.urlunsplit((base.scheme, base.netloc, f"/{page}", query, ""))


def contact_address(contact: str) -> str:
    """Return the first e-mail address in a contact; empty where it names none.

    >>> contact_address("Ana Diaz <ana.diaz@example.org>, desk 4")
    'ana.diaz@example.org'
    >>> contact_address("desk 4")
    ''
    """
    for word in contact.translate(str.maketrans("<>(),;\"'", " " * 8)).split():
        try:
            return email_address(word.removeprefix("mailto:"))
        except UnknownPerson:
            continue
    return ""


def mailto(contact: str, title: str, body: str) -> str:
    """Return the address of a letter for the mail program (RFC 6068): to the address in `contact`, if it names one.

    Everything is percent-encoded, so that no text can add a header or another recipient.

    >>> mailto("a@b.org", "Q & A", "Yes?")
    'mailto:a@b.org?subject=Q%20%26%20A&body=Yes%3F'
    """
    fields = {"subject": " ".join(title.split()), "body": "\r\n".join(body.splitlines())}
    query = urllib.parse.urlencode(fields, quote_via=urllib.parse.quote, safe="")
    return f"mailto:{urllib.parse.quote(contact_address(contact), safe='@')}?{query}"
