"""The first message of a session, without details that help an attacker only."""

from __future__ import annotations

from typing import Any

from host.streamlit.private import AppSession

HIDDEN = "app"
"""Replaces texts that Streamlit's script requires."""


def hide_environment() -> None:
    """Leave the path of the script, versions, system and installation id out of every message from now on."""
    create = AppSession._create_new_session_message

    def create_without(self: AppSession, *args: Any, **kwargs: Any) -> Any:
        message = create(self, *args, **kwargs)
        session = message.new_session
        session.main_script_path = HIDDEN
        session.initialize.environment_info.streamlit_version = HIDDEN
        session.initialize.environment_info.python_version = HIDDEN
        session.initialize.environment_info.server_os = HIDDEN
        for name in ("installation_id", "installation_id_v3", "installation_id_v4"):
            setattr(session.initialize.user_info, name, HIDDEN)
        return message

    AppSession._create_new_session_message = create_without  # type: ignore[method-assign]
