"""One test for each assumption about sessions, runs and files inside Streamlit; docs/upgrading.md lists them."""

from __future__ import annotations

import inspect
import logging
import re

from host.streamlit import private
from host.streamlit.loggers import give_handler


def test_uploads_are_kept_by_session_and_a_session_has_an_owner() -> None:
    from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

    moved = "Look at host/streamlit/upload_access.py: the quota and the owner of a window are checked there."
    files = MemoryUploadedFileManager("/x")
    assert files.file_storage == {}, moved
    assert {"session_id", "file_id"} <= inspect.signature(files.remove_file).parameters.keys(), (
        moved
    )
    assert "self._user_info" in inspect.getsource(private.AppSession.__init__), moved
    assert callable(private.Runtime.get_app_session), moved


def test_downloads_are_made_and_named_where_their_owners_are_recorded() -> None:
    from streamlit.runtime.media_file_manager import MediaFileManager

    moved = "Look at host/streamlit/download_access.py: it records for whom a file is made."
    storage = private.memory_media_file_storage
    assert "_calculate_file_id(file_data, mimetype, filename)" in inspect.getsource(
        storage.MemoryMediaFileStorage.load_and_get_id
    ), moved
    assert "self._storage.delete_file(" in inspect.getsource(MediaFileManager._delete_file), moved
    assert "self._deferred_callables[" in inspect.getsource(MediaFileManager.add_deferred), moved
    stored = [
        name
        for name, method in inspect.getmembers(MediaFileManager, inspect.isfunction)
        if "load_and_get_id" in inspect.getsource(method)
    ]
    assert stored == ["add", "execute_deferred"], moved


def test_ended_sessions_are_kept_by_an_object_that_can_be_replaced() -> None:
    from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

    moved = "Look at keep_ended_sessions in host/streamlit/ended_sessions.py: memory would not be freed."
    assert "self._session_mgr = " in inspect.getsource(private.Runtime.__init__), moved
    assert "self._session_storage = " in inspect.getsource(WebsocketSessionManager.__init__), moved
    assert private.SessionStorage.__abstractmethods__ == {"get", "save", "delete", "list"}, moved


def test_the_first_message_of_a_session_has_the_fields_that_are_hidden() -> None:
    source = inspect.getsource(private.AppSession._create_new_session_message)
    for name in ("main_script_path", "_populate_user_info_msg", "environment_info"):
        assert name in source, "Look at hide_environment in host/streamlit/new_session.py."


def test_every_run_begins_where_its_slot_is_taken() -> None:
    moved = "Look at limit_runs in host/streamlit/run_limit.py: a flood of messages would stop everybody."
    run, thread = private.ScriptRunner._run_script, private.ScriptRunner._run_script_thread
    loop = inspect.getsource(run).partition("while True:")[2].lstrip()
    assert "self._install_event_loop()" in loop.partition("on_script_run")[0], moved
    assert "self._run_script(request.rerun_data)" in inspect.getsource(thread), moved
    assert {"_user_info", "_session_id"} <= set(
        re.findall(r"self\.(\w+)", inspect.getsource(private.ScriptRunner.__init__))
    ), moved
    assert callable(private.Runtime.get_client), moved


def test_every_logger_of_streamlit_takes_the_handler_it_is_given() -> None:
    set_up, handler = private.logger.setup_formatter, logging.NullHandler()
    names = ("streamlit", "streamlit.of_the_tests")
    try:
        give_handler(handler)
        handlers = [list(private.logger.get_logger(name).handlers) for name in names]
    finally:
        private.logger.setup_formatter = set_up
        for known in private.logger._loggers.values():
            known.handlers = []
        private.logger.update_formatter()
    assert handlers == [[handler]] * 2, (
        "Streamlit makes its loggers in another way. Look at host/streamlit/loggers.py."
    )
