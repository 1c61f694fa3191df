"""What can be chosen, in words: name and full text of a level or a state."""

from __future__ import annotations

from collections.abc import Callable

from app_pages.shell import labels
from app_pages.shell.markup import as_markdown
from assessment import AnswerStatus
from questionnaires import Edition, Indicator
from translations import gettext as _


def choice_words(edition: Edition, indicator: Indicator) -> Callable[[str], str]:
    """Name and full text of a choice in one label, so that all of it can be pressed and is read aloud."""

    def in_words(choice: str) -> str:
        name = (
            f"{choice} {labels.level_name(edition, indicator, int(choice))}"
            if choice.isdigit()
            else labels.status_name(AnswerStatus(choice))
        )
        return f"**{as_markdown(name)}** {as_markdown(choice_text(edition, indicator, choice))}"

    return in_words


def choice_text(edition: Edition, indicator: Indicator, choice: str) -> str:
    """The text of a choice; of a level from 2 on, where descriptors add up, with the level it builds on."""
    if not choice.isdigit():
        return labels.status_meaning(AnswerStatus(choice))
    level = int(choice)
    if level >= len(indicator.descriptors):
        return ""
    text = labels.content(indicator.id, f"descriptors.{choice}", indicator.descriptors[level])
    if level >= 2 and edition.scale_of(indicator).additive:
        return _("Level {level}, and: {text}").format(level=level - 1, text=text)
    return text
