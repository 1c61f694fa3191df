"""Every name inside Streamlit that is not part of its interface and is imported; docs/upgrading.md has the tests."""

from __future__ import annotations

from pathlib import Path

from streamlit import logger
from streamlit.file_util import get_static_dir
from streamlit.runtime import Runtime, memory_media_file_storage
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.scriptrunner import RerunData, ScriptRunner, get_script_run_ctx
from streamlit.runtime.secrets import secrets_singleton
from streamlit.runtime.session_manager import SessionInfo, SessionStorage
from streamlit.web.bootstrap import load_config_options
from streamlit.web.cli import main_run
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app import App, create_streamlit_routes
from streamlit.web.server.starlette.starlette_app_utils import (
    create_signed_value,
    decode_signed_value,
)
from streamlit.web.server.starlette.starlette_server_config import (
    AUTH_COOKIE_MAX_AGE_SECONDS,
    USER_COOKIE_NAME,
    XSRF_COOKIE_NAME,
)
from streamlit.web.server.starlette.starlette_websocket import (
    _get_signed_cookie_with_chunks as read_signed_cookie,
)
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

__all__ = [
    "AUTH_COOKIE_MAX_AGE_SECONDS",
    "STATIC",
    "USER_COOKIE_NAME",
    "XSRF_COOKIE_NAME",
    "App",
    "AppSession",
    "MediaFileStorageError",
    "RerunData",
    "Runtime",
    "ScriptRunner",
    "SessionInfo",
    "SessionStorage",
    "create_signed_value",
    "create_streamlit_routes",
    "decode_signed_value",
    "get_cookie_secret",
    "get_script_run_ctx",
    "is_host_allowed",
    "load_config_options",
    "logger",
    "main_run",
    "memory_media_file_storage",
    "read_signed_cookie",
    "secrets_singleton",
]

STATIC = Path(get_static_dir())
"""Folder with index.html and, in `static/js` and `static/media`, what it loads."""
