"""Texts of an edition in the language in use, for screens, documents and workbooks alike."""

from __future__ import annotations

from questionnaires.model import FULL_PROFILE, Alternative, Bundle, Edition, Indicator
from translations import content_text
from translations import gettext as _


def edition_text(owner: str, field: str, text: str) -> str:
    """The translation of `text`, the `field` of the item `owner`; the text itself where there is none."""
    context = f"{owner}.{field}"
    return content_text(context, text)


def question_text(indicator: Indicator) -> str:
    """The question of an indicator."""
    return edition_text(indicator.id, "question", indicator.question)


def pillar_name(edition: Edition, pillar_id: str) -> str:
    """The name of a pillar."""
    pillar = next(item for item in edition.pillars if item.id == pillar_id)
    return edition_text(pillar.id, "name", pillar.name)


def level_name(edition: Edition, indicator: Indicator, level: int) -> str:
    """The name of a level on the indicator's scale."""
    step = edition.scale_of(indicator).levels[level]
    return edition_text(indicator.scale, f"levels.{level}.name", step.name)


def level_text(edition: Edition, indicator: Indicator, level: int) -> str:
    """Number and name of a level, such as `2 Set up`."""
    return _("{level} {name}").format(level=level, name=level_name(edition, indicator, level))


def role_name(edition: Edition, role_id: str) -> str:
    """The name of a role; its id where the edition does not know it."""
    role = edition.role.get(role_id)
    return edition_text(role.id, "name", role.name) if role else role_id


def profile_name(edition: Edition, profile: str) -> str:
    """The name of a profile; `Full questionnaire` for the one that asks every question."""
    if profile == FULL_PROFILE:
        return _("Full questionnaire")
    item = next(item for item in edition.about.profiles if item.id == profile)
    return edition_text(item.id, "name", item.name)


def procedure_title(item: Bundle | Alternative) -> str:
    """The title of a bundle or an alternative."""
    return edition_text(item.id, "title", item.title)
