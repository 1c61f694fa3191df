"""The page of an address without a screen: it says so, and leads on."""

from __future__ import annotations

import html
from functools import cache

from public.addresses import root
from public.pages import style_address
from translations import direction_of, document_language, use_language
from translations import gettext as _


@cache
def missing_page(language: str) -> bytes:
    """The page in one language, UTF-8."""
    with use_language(language):
        return _page(language).encode()


def _page(language: str) -> str:
    product, title, advice, start, published = (
        html.escape(text)
        for text in (
            _("Child online protection"),
            _("There is nothing here"),
            _("No page has this address. Check the address, or go on from the start."),
            _("All assessments"),
            _("All that is published"),
        )
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{document_language(language)}" dir="{direction_of(language)}">\n'
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{title}</title><link rel="stylesheet" href="{style_address()}"></head>\n'
        f"<body><header>{product}</header>\n"
        f"<main><h1>{title}</h1><p>{advice}</p>\n"
        f'<p><a href="/">{start}</a></p>\n'
        f'<p><a href="{root()}">{published}</a></p></main></body></html>\n'
    )
