"""Words of lists, levels and links, as ids and canonical texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from assessment.values.characters import link_characters, on_one_line
from assessment.values.numbers import read_number
from assessment.values.unreadable import Unreadable, shown
from translations import gettext as _

LISTED = 8
"""Words of a list that a message names."""

_WITHOUT_SCHEME = re.compile(
    r"[\w-]{1,63}(?:\.[\w-]{1,63}){0,9}\.[^\W\d_][\w-]{1,62}(?::\d{1,5})?(?:[/?#]\S*)?"
)
_FILE_ENDINGS = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".odt", ".jpg", ".png")
"""A name that ends so, and names no folder, is that of a file and no address."""

_LINK = re.compile(r"https?://[^\s/?#]*\w[^\s/?#]*(?:[/?#]\S*)?")
"""An address with a name or number of a host."""

_SCHEME = re.compile("https?://", re.IGNORECASE)


def read_choice(text: str, words: Mapping[str, str], *others: Mapping[str, str]) -> str:
    """The id of a word of a list, or of an id, in upper or lower case; empty for a text that shows nothing.

    `words` holds the words by id, `others` the same list in other languages. Raises Unreadable, with `words`.
    """
    plain = _folded(text)
    if not plain:
        return ""
    for listed_words in (words, *others):
        for key, word in listed_words.items():
            if plain in (_folded(word), _folded(key)):
                return key
    listed = ", ".join(list(words.values())[:LISTED])
    raise Unreadable(
        _("'{text}' is not in the list.").format(text=shown(text)),
        _("Choose one of: {words}.").format(words=listed + (", …" if len(words) > LISTED else "")),
    )


def read_level(text: str, words: Mapping[str, str], *others: Mapping[str, str]) -> str:
    """The level in a text: its number, or number and name as in `words`, which holds them by number. Raises Unreadable.

    `others` are the same list in other languages.
    """
    try:
        if (number := read_number(text)) in words:
            return number
    except Unreadable:
        pass
    try:
        return read_choice(text, words, *others)
    except Unreadable:
        raise Unreadable(
            _("'{text}' is not a level.").format(text=shown(text)),
            _("Choose one of: {words}.").format(words=", ".join(words.values())),
        ) from None


def read_link(text: str) -> str:
    """A web address; `https://` is added to one without a scheme. Empty for a text that shows nothing. Raises Unreadable."""
    address = link_characters(text)
    is_file = "/" not in address and address.lower().endswith(_FILE_ENDINGS)
    if _WITHOUT_SCHEME.fullmatch(address) and not is_file:
        address = f"https://{address}"
    address = _SCHEME.sub(lambda match: match[0].lower(), address, count=1)
    if address and not _LINK.fullmatch(address):
        raise Unreadable(
            _("'{text}' is no web address.").format(text=shown(address)),
            _("Write it as https://www.example.org/page, without spaces."),
        )
    if "@" in re.split("[/?#]", address.partition("//")[2], maxsplit=1)[0]:
        raise Unreadable(
            _("'{text}' holds a name or a password before its host.").format(text=shown(address)),
            _("Leave out what stands before the @."),
        )
    return address


def _folded(text: str) -> str:
    """A word without the differences of keyboards, programs and case."""
    plain = unicodedata.normalize("NFKC", on_one_line(text)).casefold()
    return plain.replace("\u2019", "'")
