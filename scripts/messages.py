"""Catalogues of translations: `update` them to the texts of today, `statistics` of them, `lint` and `compile` them.

Interface texts are found by Babel in code and templates, those of the editions by `edition_texts`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_from_dir

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from questionnaires import edition_ids, load_published_edition  # noqa: E402
from questionnaires.texts import edition_texts  # noqa: E402
from translations import CATALOGUES  # noqa: E402
from translations.catalogue import (  # noqa: E402
    DOMAINS,
    Source,
    compile_all,
    count,
    merge,
    path_of,
    read,
    write,
)
from translations.languages import TRANSLATED  # noqa: E402
from translations.lint import catalogue_findings  # noqa: E402

FOLDERS = (
    "app_pages",
    "assessment",
    "commands",
    "exchange",
    "host",
    "public",
    "questionnaires",
    "reports",
    "serving",
    "translations",
)
_METHODS = [("**.py", "python"), ("**.html", "jinja2")]
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


def interface_sources() -> Iterator[Source]:
    """Yield every text of code and templates once, in the order of its first file."""
    files: dict[tuple[str, str, str | None], list[str]] = {}
    for folder in FOLDERS:
        found = extract_from_dir(ROOT / folder, _METHODS, keywords=_KEYWORDS)
        for name, _line, text, _comments, context in sorted(found, key=lambda item: item[:2]):
            singular, plural = text if isinstance(text, tuple) else (text, "")
            places = files.setdefault((singular, plural, context), [])
            if (place := f"{folder}/{name}") not in places:
                places.append(place)
    for (singular, plural, context), places in files.items():
        yield Source(singular, plural, context, files=tuple(places))


def content_sources() -> Iterator[Source]:
    """Yield every text of every published edition, with its context."""
    seen: set[tuple[str, str]] = set()
    for edition_id in edition_ids():
        for context, text in edition_texts(load_published_edition(edition_id)):
            if (context, text) not in seen:
                seen.add((context, text))
                yield Source(text, context=context)


def _lint() -> int:
    """Print what is wrong in the catalogues; return 1 where something is. What is not translated is only counted."""
    found = 0
    for language in TRANSLATED:
        for domain in DOMAINS:
            catalogue = read(path_of(CATALOGUES, language, domain), language)
            for finding in catalogue_findings(catalogue, language):
                if finding.problem == "not translated":
                    continue
                found += 1
                sys.stdout.write(f"{language} {domain} {finding.key}: {finding.problem}\n")
    sys.stdout.write(f"{found} problems\n")
    return int(found > 0)


def main(task: str) -> int:
    """Run one of the tasks; return 0 where it is one."""
    sources = {"interface": interface_sources, "content": content_sources}
    match task:
        case "update":
            for domain in DOMAINS:
                texts = list(sources[domain]())
                for language in TRANSLATED:
                    path = path_of(CATALOGUES, language, domain)
                    write(path, merge(read(path, language), texts))
        case "statistics":
            for language in TRANSLATED:
                for domain in DOMAINS:
                    it = count(read(path_of(CATALOGUES, language, domain), language))
                    sys.stdout.write(
                        f"{language} {domain}: {it.translated} of {it.total} ({it.percent} %), {it.fuzzy} fuzzy\n"
                    )
        case "lint":
            return _lint()
        case "compile":
            for path in compile_all(CATALOGUES):
                sys.stdout.write(f"{path.relative_to(ROOT)}\n")
        case _:
            sys.stderr.write(__doc__ or "")
            return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1] if len(sys.argv) == 2 else ""))
