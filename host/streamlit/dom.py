"""Names of Streamlit's page on which our style sheets and scripts rely, and a search for them in its scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from host.streamlit.index_page import FOLDER
from host.streamlit.private import STATIC

SELECTOR = re.compile(r'data-testid="?([\w-]+)|\.(st[A-Z]\w*)')
"""A test id or a class of Streamlit in our style or script."""

ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "style.css": ("st-key-", "radiogroup", "data-disabled", "data-collapsed"),
    "orientation.css": ("st-key-",),
    "question.css": ("st-key-", "radiogroup"),
    "page.js": ("__streamlit", "BACKEND_BASE_URL", "data-selected", "data-test-script-state"),
    "drafts.js": ("st-key-", "data-test-script-state", "data-test-connection-state", "CONNECTED"),
    "keys.js": ("st-key-", "data-test-script-state", "notRunning"),
}
"""By file of ours: names that no selector holds."""


def used_names(asset: str, folder: Path = FOLDER) -> frozenset[str]:
    """Test ids, classes, attributes and other names of Streamlit that the file `asset` uses."""
    text = (folder / asset).read_text(encoding="utf-8")
    selectors = {test_id or class_ for test_id, class_ in SELECTOR.findall(text)}
    return frozenset({*selectors, *ATTRIBUTES[asset]})


def missing_names(names: frozenset[str], static: Path = STATIC) -> frozenset[str]:
    """Those of `names` that occur as a word in none of Streamlit's scripts.

    Reads the main script first, then the others from the smallest up, until every name has occurred.
    """
    scripts = (static / "static" / "js").glob("*.js")
    missing = set(names)
    for script in sorted(
        scripts, key=lambda path: (not path.name.startswith("index."), path.stat().st_size)
    ):
        if not missing:
            break
        text = script.read_text(encoding="utf-8")
        missing -= {name for name in missing if name in text and _word(name).search(text)}
    return frozenset(missing)


def _word(name: str) -> re.Pattern[str]:
    """A pattern for the name where it is not part of a longer one; `st-key-` begins longer ones."""
    return re.compile(
        rf"(?<![\w-]){re.escape(name)}" + ("" if name.endswith("-") else r"(?![\w-])")
    )


def lost_names(static: Path = STATIC) -> Iterator[str]:
    """Yield a sentence for each file of ours that uses names which Streamlit's scripts don't have."""
    used = {asset: used_names(asset) for asset in ATTRIBUTES}
    missing = missing_names(frozenset().union(*used.values()), static)
    for asset, names in used.items():
        if names & missing:
            yield (
                f"Streamlit's page has no {', '.join(sorted(names & missing))} any more. "
                f"Look where app_pages/{asset} uses it."
            )
