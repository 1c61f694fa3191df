"""Changes inside Streamlit that would break the application without an error, looked for once at start-up."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from host.streamlit.closed_endpoints import unknown_endpoints
from host.streamlit.dom import lost_names
from host.streamlit.index_page import lost_markup
from host.streamlit.private import STATIC, App, Runtime, create_streamlit_routes

log = logging.getLogger("cop.startup")


def warn_of_changes(app: App) -> None:
    """Log a warning for each change; never raises for one."""
    try:
        for change in changes(app._runtime):
            log.warning("%s See docs/upgrading.md.", change)
    except (OSError, ValueError, AttributeError, TypeError) as error:
        log.warning("Streamlit can't be examined: %s. See docs/upgrading.md.", error)


def changes(runtime: Runtime | None) -> Iterator[str]:
    """Yield a sentence for each change of the index page, the endpoints, and the names in the page."""
    yield from lost_markup((STATIC / "index.html").read_text(encoding="utf-8"))
    yield from unknown_endpoints(endpoints(runtime))
    yield from lost_names()


def endpoints(runtime: Runtime | None) -> tuple[str, ...]:
    """Paths of all routes of Streamlit's server, each once."""
    routes = create_streamlit_routes(runtime)  # type: ignore[arg-type]
    return tuple(dict.fromkeys(route.path for route in routes))  # type: ignore[attr-defined]
