"""Labels of the choices of a question: name and full text of a level or a state."""

from __future__ import annotations

from collections.abc import Callable

from app_pages.shell import labels
from app_pages.shell.markup import as_markdown
from assessment import AnswerStatus
from questionnaires import Edition, Indicator
from translations import gettext as _


def choice_formatter(edition: Edition, indicator: Indicator) -> Callable[[str], str]:
    """Return a function from choice to label, as Markdown: name and full text, all of it clickable and read aloud."""

    def label(choice: str) -> str:
        name = (
            f"{choice} {labels.level_name(edition, indicator, int(choice))}"
            if choice.isdigit()
            else labels.status_name(AnswerStatus(choice))
        )
        return f"**{as_markdown(name)}** {as_markdown(choice_text(edition, indicator, choice))}"

    return label


def choice_text(edition: Edition, indicator: Indicator, choice: str) -> str:
    """Return the full text of a choice; where descriptors add up, levels from 2 on name the level below."""
    if not choice.isdigit():
        return labels.status_meaning(AnswerStatus(choice))
    level = int(choice)
    if level >= len(indicator.descriptors):
        return ""
    text = labels.content(indicator.id, f"descriptors.{choice}", indicator.descriptors[level])
    if level >= 2 and edition.scale_of(indicator).additive:
        return _("Level {level}, and: {text}").format(level=level - 1, text=text)
    return text
