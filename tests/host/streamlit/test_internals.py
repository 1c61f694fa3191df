"""One test for each assumption about the inside of Streamlit: an upgrade that moves something fails here, with what moved.

docs/upgrading.md lists them, with what to do.
"""

from __future__ import annotations

import inspect
import io
import json
import re
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from starlette.responses import PlainTextResponse
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from host.middleware import NOT_BY_LINK, protection
from host.settings import unsafe_settings
from host.streamlit import dom, index_page, module_preload, private
from host.streamlit.changes import changes, endpoints, warn_of_changes
from host.streamlit.closed_endpoints import CLOSED, OPEN, unknown_endpoints
from host.streamlit.compressed_static import STATIC_PATH
from host.streamlit.file_access import DOWNLOADS, UPLOADS, claims_in, has_signed_in
from host.streamlit.icon_font import icon_fonts, icon_names, subset_font
from host.streamlit.secrets import auth_section
from serving.log_redaction import HIDDEN, redactor
from tests.support.server import ROOT, Server

INDEX = (private.STATIC / "index.html").read_text("utf-8")
SCRIPTS = private.STATIC / "static" / "js"


class AnyRuntime:
    """Replaces the runtime where routes are only listed; each attribute is the object itself."""

    def __getattr__(self, _name: str) -> Any:
        return self


PATHS = endpoints(AnyRuntime())  # type: ignore[arg-type]


# --- The page and what it loads


def test_the_index_page_has_the_markup_that_is_replaced() -> None:
    lost = list(index_page.lost_markup(INDEX))
    assert not lost, "\n".join(lost)
    page = index_page.render_index_page("en").decode()
    assert "agent" not in page, (
        "Streamlit's index.html names the interface for agents in another way. "
        "Look at what render_index_page removes in host/streamlit/index_page.py."
    )


def test_the_style_is_asked_for_before_every_script_as_nothing_is_painted_without_it() -> None:
    page = index_page.render_index_page("en").decode()
    styles = [item.start() for item in re.finditer(r'<link rel="stylesheet"', page)]
    assert len(styles) == 1 + len(index_page.STYLES)
    assert max(styles) < page.index("<script")


def test_every_inline_script_of_the_index_page_has_a_hash_in_the_policy() -> None:
    tags = index_page.unhashed_scripts(INDEX)
    assert not tags, (
        f"Streamlit's index.html has inline scripts that browsers will refuse: {tags}. "
        "Look at inline_script_hashes in host/streamlit/index_page.py."
    )


def test_the_scripts_that_draw_a_question_have_their_names() -> None:
    names = {path.name.partition(".")[0] for path in SCRIPTS.glob("*.js")}
    missing = set(module_preload.FIELDS) - names
    assert not missing, (
        f"Streamlit has no scripts {sorted(missing)} any more, so they load late. "
        "Look at FIELDS in host/streamlit/module_preload.py."
    )
    assert len(module_preload.preloaded_modules()) > len(module_preload.FIELDS), (
        "Streamlit's scripts import each other in another form. "
        "Look at _IMPORT in host/streamlit/module_preload.py."
    )


def test_static_files_are_below_one_path_and_named_by_their_content() -> None:
    urls = re.findall(r'(?:src|href)="\.(/[^"]+\.(?:js|css))"', INDEX)
    elsewhere = [url for url in urls if not url.startswith(STATIC_PATH)]
    assert urls, "Streamlit's index.html loads no script. Look at the file."
    assert not elsewhere, (
        f"Streamlit's files are not all below {STATIC_PATH}: {elsewhere}. "
        "Look at host/streamlit/compressed_static.py."
    )
    unhashed = [url for url in urls if not re.search(r"\.[\w-]{8}\.(?:js|css)$", url)]
    assert not unhashed, (
        f"Names of Streamlit's files hold no hash: {unhashed}, so a cached one can go stale. "
        "Look at host/streamlit/compressed_static.py."
    )


def test_the_icon_font_is_one_file_of_ligatures_whose_names_are_in_the_scripts() -> None:
    fonts = icon_fonts()
    assert len(fonts) == 1, (
        f"Streamlit has {len(fonts)} icon fonts MaterialSymbols*.woff2 instead of one. "
        "Look at icon_fonts in host/streamlit/icon_font.py."
    )
    names = icon_names(fonts[0])
    assert {"keyboard_arrow_down", "close", "error", "upload"} <= names, (
        f"Streamlit's scripts name icons in another form; {len(names)} names were read. "
        "Look at icon_names in host/streamlit/icon_font.py."
    )
    subset = TTFont(io.BytesIO(subset_font(fonts[0], ("close", "error"))))
    assert "GSUB" in subset, (
        "Streamlit's icon font has no ligatures any more. Look at host/streamlit/icon_font.py."
    )


@pytest.mark.parametrize("asset", list(dom.ATTRIBUTES))
def test_the_names_in_our_style_and_scripts_are_in_those_of_streamlit(asset: str) -> None:
    missing = dom.missing_names(dom.used_names(asset))
    assert not missing, (
        f"Streamlit's page has no {sorted(missing)} any more. Look where app_pages/{asset} uses them."
    )


# --- The server


def test_every_endpoint_of_streamlit_is_open_or_closed_on_purpose() -> None:
    new = list(unknown_endpoints(PATHS))
    assert not new, "\n".join(new)
    gone = [path for path in OPEN if not any(known.startswith(path) for known in PATHS)]
    assert not gone, (
        f"Streamlit does not answer at {gone} any more. Look at OPEN in host/streamlit/closed_endpoints.py."
    )


def test_endpoints_are_closed_under_the_names_that_streamlit_gives_them() -> None:
    from streamlit.web.server.starlette import starlette_agent_routes, starlette_routes

    named = (
        starlette_agent_routes._ROUTE_AGENT_INTERACT,
        starlette_routes.ROUTE_METRICS,
        starlette_routes.ROUTE_SCRIPT_HEALTH,
    )
    moved = [path for path in named if not f"/{path}".startswith(CLOSED)]
    assert not moved, (
        f"Streamlit moved an interface for programs to {moved}. Look at CLOSED in host/streamlit/closed_endpoints.py."
    )


def test_uploads_downloads_and_sign_in_have_their_paths() -> None:
    expected = (UPLOADS, DOWNLOADS, *NOT_BY_LINK, "/oauth2callback")
    moved = [path for path in expected if not any(known.startswith(path) for known in PATHS)]
    assert not moved, (
        f"Streamlit does not answer below {moved} any more, so what protects these paths is without effect. "
        "Look at host/streamlit/file_access.py and host/middleware.py."
    )


def test_a_cookie_that_streamlit_signed_is_read() -> None:
    claims = {"is_logged_in": True, "email": "ana@example.org", "iss": "https://login", "sub": "1"}
    secret = config.get_option("server.cookieSecret")
    cookie = create_signed_value(secret, private.USER_COOKIE_NAME, json.dumps(claims)).decode()
    assert claims_in({private.USER_COOKIE_NAME: cookie}) == claims, (
        "Streamlit signs, splits or reads its cookie of a sign-in in another way. "
        "Look at claims_in in host/streamlit/file_access.py."
    )
    assert not claims_in({private.USER_COOKIE_NAME: cookie[:-2]})
    assert not has_signed_in({})


def test_the_cookies_of_streamlit_have_the_names_that_the_log_hides() -> None:
    from streamlit.web.server.starlette import starlette_server_config as names

    hide = redactor([])
    cookies = {value for name, value in vars(names).items() if name.endswith("_COOKIE_NAME")}
    shown = [name for name in sorted(cookies) if HIDDEN not in hide(f"cookie: {name}=2|1:0|x")]
    assert len(cookies) == 4, (
        f"Streamlit sets the cookies {sorted(cookies)}, not four as before. Look at serving/log_redaction.py."
    )
    assert not shown, f"The log would show the cookies {shown}. Look at serving/log_redaction.py."


def test_hosts_are_compared_with_those_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "get_option", {"server.allowedHosts": ["cop.example"]}.get)
    allowed = [private.is_host_allowed(host) for host in ("cop.example", "cop.example:8501", "evil.example", None)]  # fmt: skip
    assert allowed == [True, True, False, False], (
        "Streamlit compares hosts in another way. Look at AllowedHosts in host/middleware.py."
    )


def test_secrets_are_read_from_their_section(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "secrets.toml"
    file.write_text('[auth]\nclient_id = "cop"\n')
    secrets = type(private.secrets_singleton)()
    monkeypatch.setattr(
        config, "get_option", lambda name: [str(file)] if name == "secrets.files" else None
    )
    monkeypatch.setattr("host.streamlit.secrets.secrets_singleton", secrets)
    assert auth_section() == {"client_id": "cop"}, (
        "Streamlit reads secrets.toml in another way. Look at host/streamlit/secrets.py."
    )


def _option_names(settings: dict[str, Any], section: str = "") -> Iterator[str]:
    """Yield the name of each option with those of its sections, as Streamlit writes it."""
    for key, value in settings.items():
        if isinstance(value, dict):
            yield from _option_names(value, f"{section}{key}.")
        else:
            yield f"{section}{key}"


def test_the_options_that_are_read_and_set_exist() -> None:
    set_here = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    names = set(_option_names(set_here))
    sources = (path.read_text("utf-8") for path in (ROOT / "host").rglob("*.py"))
    names |= {name for text in sources for name in re.findall(r'get_option\("([\w.]+)"\)', text)}
    names.add("server.disconnectedSessionTTL")
    unknown = sorted(names - config.get_config_options().keys())
    assert not unknown, (
        f"Streamlit has no options {unknown} any more. Look at .streamlit/config.toml and host/settings.py."
    )
    assert unsafe_settings() == ()


def test_the_application_takes_its_parts_and_hands_itself_to_the_lifespan() -> None:
    expected = {"script_path", "lifespan", "routes", "middleware", "on_script_error"}
    assert st.App is private.App, "st.App is another class. Look at host/streamlit/private.py."
    assert expected <= inspect.signature(st.App.__init__).parameters.keys(), (
        "st.App takes other arguments. Look at app.py."
    )
    application = st.App(
        ROOT / "app_pages" / "main.py", middleware=protection(PlainTextResponse("public"))
    )
    assert "_runtime" in vars(application), (
        "st.App keeps its runtime under another name, so nothing is examined at start-up. "
        "Look at warn_of_changes in host/streamlit/changes.py."
    )


def test_a_page_is_opened_by_the_hash_of_its_path() -> None:
    test = AppTest.from_function(_two_pages)
    assert "_page_hash" in vars(test), (
        "AppTest keeps the page under another name. Look at open_page in tests/app_pages/shell/test_pages.py."
    )
    test._page_hash = calc_hash("gaps")
    test.run(timeout=30)
    assert not test.exception
    assert [text.value for text in test.markdown] == ["gaps", "StreamlitPage"], (
        "Streamlit registers or finds a page in another way. Look at app_pages/pages.py, app_pages/main.py "
        "and open_page in tests/app_pages/shell/test_pages.py."
    )


def _two_pages() -> None:
    import streamlit as st
    from streamlit.navigation.page import StreamlitPage

    pages = [
        st.Page(lambda: st.write("start"), title="Start", url_path="start", default=True),
        st.Page(lambda: st.write("gaps"), title="Gaps", url_path="gaps"),
    ]
    st.navigation(pages, position="hidden").run()
    st.write("StreamlitPage" if isinstance(pages[1], StreamlitPage) else "another class")


def test_the_messages_of_a_window_have_their_fields() -> None:
    rerun = {"query_string", "page_name", "widget_states", "fragment_id"}
    fields = {field.name for field in BackMsg().rerun_script.DESCRIPTOR.fields}
    kinds = {field.name for field in ForwardMsg.DESCRIPTOR.fields}
    assert rerun <= fields, (
        f"Streamlit's message for a run has no {sorted(rerun - fields)}. "
        "Look at tests/attacks/window.py and benchmarks/server.py."
    )
    expected = {"new_session", "delta", "script_finished"}
    assert expected <= kinds, (
        f"Streamlit's messages are without {sorted(expected - kinds)}. "
        "Look at tests/attacks/window.py and benchmarks/server.py."
    )


def test_no_other_file_imports_from_the_inside_of_streamlit() -> None:
    inside = re.compile(r"^\s*(?:from|import) streamlit\.(?!navigation\.page)", re.M)
    files = [path for name in ("host", "app_pages") for path in (ROOT / name).rglob("*.py")]
    importing = [path.relative_to(ROOT).as_posix() for path in files if inside.search(path.read_text("utf-8"))]  # fmt: skip
    assert importing == ["host/streamlit/private.py"], (
        "Import it in host/streamlit/private.py and write a test of it here."
    )


# --- Checks at start-up


def test_the_server_starts_without_a_warning_about_streamlit(server: Server) -> None:
    log = (server.folder / "server.log").read_text("utf-8", "replace")
    lines = [line for line in log.splitlines() if "docs/upgrading.md" in line]
    assert not lines, "\n".join(lines)


@pytest.fixture
def moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the page and the main scripts of Streamlit, for a test to change, examined instead of the real one."""
    (tmp_path / "static" / "js").mkdir(parents=True)
    shutil.copy(private.STATIC / "index.html", tmp_path)
    for script in SCRIPTS.glob("*.js"):
        if script.name.partition(".")[0] in ("index", "StreamlitMarkdown", "Radio", "PageLink"):
            shutil.copy(script, tmp_path / "static" / "js")
    monkeypatch.setattr("host.streamlit.changes.STATIC", tmp_path)
    return tmp_path


@pytest.mark.parametrize("markup", list(index_page.REPLACED))
def test_markup_that_is_gone_is_told(markup: str, moved: Path) -> None:
    (moved / "index.html").write_text(INDEX.replace(markup, "<other>"))
    (told,) = list(changes(AnyRuntime()))  # type: ignore[arg-type]
    assert markup in told
    assert "host/streamlit/index_page.py" in told


def test_an_inline_script_with_an_attribute_is_told() -> None:
    text = INDEX.replace("<script>", "<script nonce>")
    assert index_page.unhashed_scripts(text) == ("<script nonce>",)


def test_an_endpoint_that_is_new_is_told() -> None:
    (told,) = unknown_endpoints((*PATHS, "/_stcore/assistant"))
    assert "/_stcore/assistant" in told


def test_a_test_id_that_is_gone_is_told(moved: Path) -> None:
    for script in (moved / "static" / "js").glob("*.js"):
        text = script.read_text("utf-8")
        script.write_text(re.sub(r"stRadioOption\b", "stRadioChoice", text), "utf-8")
    told = [line for line in dom.lost_names(moved) if "stRadioOption" in line]
    assert [re.findall(r"app_pages/(\S+)", line) for line in told] == [
        ["style.css"],
        ["question.css"],
        ["keys.js"],
    ]


@pytest.mark.parametrize("harm", ["no page", "no runtime", "another page"])
def test_a_change_is_a_warning_that_names_the_guide_and_no_error(
    harm: str, moved: Path, caplog: pytest.LogCaptureFixture
) -> None:
    if harm == "no page":
        (moved / "index.html").unlink()
    elif harm == "another page":
        (moved / "index.html").write_text("<html></html>")
    application = st.App(ROOT / "app_pages" / "main.py")
    application._runtime = None if harm == "no runtime" else AnyRuntime()  # type: ignore[assignment]
    warn_of_changes(application)
    assert caplog.messages
    assert all("See docs/upgrading.md." in message for message in caplog.messages)


# --- The guide


def test_the_guide_names_every_test_of_an_assumption_and_none_that_is_missing() -> None:
    files = (
        "tests/host/streamlit/test_internals.py",
        "tests/host/streamlit/test_session_internals.py",
        "tests/reports/pdf/test_internals.py",
    )
    tests = set[str]()
    for file in files:
        text = (ROOT / file).read_text("utf-8").partition("# --- Checks at start-up")[0]
        tests |= set(re.findall(r"^def (test_\w+)\(", text, re.M))
    tests.add(test_the_server_starts_without_a_warning_about_streamlit.__name__)
    guide = (ROOT / "docs" / "upgrading.md").read_text("utf-8")
    named_tests = set(re.findall(r"`(test_\w+)`", guide))
    assert tests <= named_tests
    elsewhere = "".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert named_tests <= set(re.findall(r"^def (test_\w+)\(", elsewhere, re.M))
    named = set(re.findall(r"`([\w./]+\.(?:py|css|js|toml))`", guide))
    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []
