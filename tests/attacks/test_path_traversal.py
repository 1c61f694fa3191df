"""No address or file name gives access to files outside the served ones, or to stored data.

Names inside workbooks and zips: `tests/exchange/test_workbook_broken.py`. Names of evidence and hashes that are none:
`tests/assessment/files/test_document_type.py`. Links of a document: `tests/attacks/test_fetching.py`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from assessment.errors import UnknownFile
from assessment.store import BlobStore
from assessment.store.evidence_blobs import clean_name
from tests.attacks.raw import get
from tests.support.server import Server

WAYS = (
    "../app.py", "../../../../../../etc/passwd", "..%2fapp.py", "%2e%2e/%2e%2e/etc/passwd", "..%252f..%252fetc/passwd",
    "..\\app.py", "..%5c..%5cetc%5cpasswd", "....//....//etc/passwd", "%2fetc%2fpasswd", "//etc/passwd",
    "/etc/passwd", "x/../../app.py", "app.py%00.css", "%c0%ae%c0%ae/etc/passwd", ".streamlit/secrets.toml",
    "file:///etc/passwd", "\\\\host\\share",
)  # fmt: skip

PLACES = ("", "look/", "static/", "static/js/", "app/static/", "repository/", "repository/KEN/", "repository/NAM/2026/",
          "repository/NAM/2026/answers/", "api/v1/publications/", "media/", "component/", "_stcore/bidi-components/",
          "_stcore/upload_file/", "answer/")  # fmt: skip

SECRETS = (b"root:", b"exit_if_unsafe()", b"from starlette", b"cookie_secret", b"SQLite format")


@pytest.mark.parametrize("place", PLACES)
def test_no_way_up_leads_to_a_file(
    server: Server, poisoned_assessments: tuple[str, str], place: str
) -> None:
    for way in WAYS:
        answer = get(server, f"/{place}{way}")
        assert answer.status in (200, 400, 403, 404, 405, 421), (way, answer.head)
        assert not [text for text in SECRETS if text in answer.body], way
        if answer.status == 200:  # the page of all screens, which shows that there is no such page
            assert b'<div id="root">' in answer.body, way


def test_what_is_kept_of_a_name_is_no_path() -> None:
    for way in WAYS:
        kept = clean_name(f"{way}.pdf")
        assert not {"/", "\\", "\0"} & set(kept), kept
        assert kept not in (".", ".."), kept


def test_the_blob_store_knows_files_by_their_hash_alone(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    blobs = BlobStore(tmp_path / "evidence")
    for way in (*WAYS, "../secret", "a" * 63, "A" * 64, "a" * 64 + "/../../secret"):
        with pytest.raises(UnknownFile):
            blobs.get(way)
