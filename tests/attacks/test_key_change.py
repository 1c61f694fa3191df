"""The key of the cookies is changed on a running country: nobody is signed out, and a key that is not listed counts no more."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value

from tests.attacks.signed_in import cookies_of, sign_in
from tests.attacks.window import Window
from tests.support.sign_in_server import signing_in

ANA, USER = "ana@example.org", "_streamlit_user"
NEW = "another key of the tests, longer than 32"


def test_a_sign_in_outlives_the_change_of_the_key_while_the_old_one_is_listed(
    tmp_path: Path,
) -> None:
    with signing_in(tmp_path) as server:
        secrets = Path(server.settings["STREAMLIT_SECRETS_FILES"])
        before = secrets.read_text(encoding="utf-8")
        old = before.split('cookie_secret = "')[1].split('"')[0]
        with closing(sign_in(server, ANA)) as ana:
            server.stop()
            changed = before.replace(old, NEW)
            secrets.write_text(f'{changed}previous_cookie_secrets = ["{old}"]\n', encoding="utf-8")
            server.start()
            with Window(server, cookies=cookies_of(ana)) as window:
                assert f"Signed in as {ANA}" in window.text()
            assert decode_signed_value(NEW, USER, cookies_of(ana)[USER]) is None
            earlier = cookies_of(ana)
            ana.get("/")
            assert decode_signed_value(NEW, USER, cookies_of(ana)[USER])
            server.stop()
            secrets.write_text(changed, encoding="utf-8")
            server.start()
            with Window(server, cookies=cookies_of(ana)) as window:
                assert f"Signed in as {ANA}" in window.text()
            with Window(server, cookies=earlier) as window:
                assert ANA not in window.text()
