"""Chinese punctuation: templates join texts with the signs and spaces of English; a page in Chinese has its own."""

from __future__ import annotations

import re

from translations import current_language

_TOKEN = re.compile(r"(<[^>]*>)")
_INLINE = re.compile(r"</?(?:a|b|bdi|em|i|small|span|strong)\b")
_LEFT_ALONE = re.compile(r"<(/?)(?:script|style|svg|textarea)\b")
_SPACE = re.compile(r"(?<=[。，；：！？、）》”]) +|(?<=[。，；：！？、）》”])\n *")
_STOP = re.compile(r"(?<=[\u4e00-\u9fff）》”])\.(?=\s|$) *")
_COLON = re.compile(r"(?<=[\u4e00-\u9fff）》”]):(?=\s|$) *")
_COMMA = re.compile(r"(?<=[\u4e00-\u9fff）》”]), |, (?=[\u4e00-\u9fff])")
_BRACKETS = re.compile(r" ?\(([^()]*)\)")
_LETTER = re.compile("[\u4e00-\u9fff]")


def chinese_text(text: str, before: str = "") -> str:
    """Return a text with full-width signs after Chinese letters and without spaces after them.

    `before` is the letter before the text.

    >>> chinese_text("2026年11月28日. 培训用. 仅此而已。 79个问题, 等级 (目标3): L02, L03. No.")
    '2026年11月28日。培训用。仅此而已。79个问题，等级（目标3）：L02, L03. No.'
    """
    text = _BRACKETS.sub(_brackets, before + text)
    for pattern, sign in (
        (_STOP, "。"),
        (_COLON, "："),
        (_COMMA, "，"),
        (_SPACE, ""),
    ):
        text = pattern.sub(sign, text)
    return text[len(before) :]


def _brackets(found: re.Match[str]) -> str:
    """Return what is in brackets in full-width ones where it has a Chinese letter."""
    return f"（{found[1]}）" if _LETTER.search(found[1]) else found[0]


def in_language(text: str, before: str = "") -> str:
    """Return a text without markup, `before` it a letter, with the punctuation of the language in use if that is Chinese."""
    return chinese_text(text, before) if current_language() == "zh" else text


def in_typography(page: str) -> str:
    """Return a page with the punctuation of the language in use, where that is Chinese; tags and styles stay as they are."""
    if current_language() != "zh":
        return page
    start = max(page.find("<body"), 0)
    parts, before, is_left_alone, typed = [page[:start]], "", False, ""
    for part in _TOKEN.split(page[start:]):
        if part.startswith("<"):
            if found := _LEFT_ALONE.match(part):
                is_left_alone = not found[1] and not part.endswith("/>")
            typed = _typed(part, typed)
            if not _INLINE.match(part):
                before = ""
        elif part and not is_left_alone and not typed:
            part = chinese_text(part, before)
            before = part[-1:] if _ends_in_chinese(part) else ""
        parts.append(part)
    return "".join(parts)


def _typed(tag: str, within: str) -> str:
    """Return the name of the element with typed text that a tag is in or opens, once for each depth; empty outside."""
    name = re.sub(r"</?([a-z0-9]*).*", r"\1 ", tag, flags=re.DOTALL)
    if within and not within.startswith(name):
        return within
    if tag.startswith("</"):
        return within[len(name) :]
    if name in ("input ", "textarea ", "img ", "br "):
        return within
    return within + name if within or ' dir="auto"' in tag else ""


def _ends_in_chinese(text: str) -> bool:
    """Whether the last sign of a text is a Chinese letter or a full-width sign."""
    return bool(text) and (text[-1] in "。，；：！？、）》”" or "\u4e00" <= text[-1] <= "\u9fff")
