"""Responses of the repository and the API, in process."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from justhtml import JustHTML, StrictModeError
from schemathesis import Case, openapi
from starlette.applications import Starlette
from starlette.routing import Route

from assessment.store import Store
from assessment.workflow.level_basis import Basis, BasisKind
from assessment.workflow.publication import PublicPart
from public import openapi as public_openapi
from public.pages import page_paths
from public.redaction import to_public_record
from public.site import POLICY, Site
from questionnaires import load_published_edition
from reports import PdfWorker, attached_assessment
from reports.errors import ReportError
from serving.rate_limit import RateLimit
from tests.public.asking import ANA, NOON, ask, bring, publish, retract, site_over
from tests.reports import made
from tests.support.examples import drawn_examples
from tests.support.profiles import drawn

EXAMPLES = [path.stem for path in drawn_examples()]
PAGES = ("", "/roadmap", "/answers", "/answers/legal", "/evidence", "/figures")
FILES = (
    "/data.json", "/data.xlsx", "/profile.csv", "/roadmap.csv", "/answers.csv", "/evidence.csv", "/figures.csv",
    "/observations.csv", "/observations.xml", "/structure.xml",
)  # fmt: skip


@pytest.fixture
def site(sqlite_store: Store) -> Site:
    """Kenya has published every part, Ireland its profile; Ghana is a draft, Albania was retracted."""
    publish(sqlite_store, "ken")
    publish(sqlite_store, "irl", PublicPart.PROFILE)
    bring(sqlite_store, "gha")
    retract(sqlite_store, publish(sqlite_store, "alb"))
    return site_over(sqlite_store)


@pytest.mark.parametrize("place", [*PAGES, *FILES])
def test_what_is_published_is_found(site: Site, place: str) -> None:
    result = ask(site, f"/repository/KEN/2026{place}")
    assert result.status == 200
    assert result.headers["cache-control"] == "public, no-cache"
    assert result.headers["content-security-policy"] == POLICY
    assert "set-cookie" not in result.headers


def test_the_roadmap_begins_with_a_link_to_the_measures_of_each_pillar(site: Site) -> None:
    page = ask(site, "/repository/KEN/2026/roadmap").body.decode()
    contents = page.split('class="contents"')[1].split("</nav>")[0]
    linked = re.findall(r'href="#([^"]+)">[^<]*?(\d*)</a>', contents)
    assert [key for key, _count in linked][-1] == "milestones"
    measures = re.split(r'<tr class="group" id="([^"]+)">', page.split("<h2 id=")[0])[1:]
    grouped = zip(measures[::2], measures[1::2], strict=True)
    counted = [(key, str(rows.count('scope="row"'))) for key, rows in grouped]
    assert counted == linked[:-1]
    assert len(counted) > 1


GONE = (
    "/repository/GHA/2026", "/repository/ALB/2026", "/repository/ZZZ/2026", "/repository/KEN/2025",
    "/repository/IRL/2026/answers", "/repository/IRL/2026/answers/legal", "/repository/IRL/2026/answers.csv",
    "/repository/IRL/2026/roadmap", "/repository/KEN/2026/answers/nothing", "/repository/KEN/2026/x",
    "/repository/ken/2026", "/repository/../app.py", "/repository/KEN", "/repository/KEN/2026/../../x",
    "/repository/look/x.css", "/repository/GHA/2026/document.pdf", "/repository/ALB/2026/data.json",
)  # fmt: skip


def test_what_is_not_public_answers_like_what_was_never_there(site: Site) -> None:
    answers = [ask(site, path) for path in GONE]
    assert {item.status for item in answers} == {404}
    assert len({(item.body, tuple(sorted(item.headers.items()))) for item in answers}) == 1
    for_programs = [
        ask(site, f"/api/v1/publications/{path}")
        for path in ("GHA/2026", "ALB/2026", "ZZZ/2026", "IRL/2026/answers", "KEN/2026/x", "x")
    ]
    assert {item.status for item in for_programs} == {404}
    assert len({item.body for item in for_programs}) == 1


def test_what_is_not_public_refuses_like_what_is(site: Site) -> None:
    answers = [
        ask(site, f"/repository/{key}/2026", "POST", if_none_match="*") for key in ("KEN", "GHA")
    ]
    assert answers[0] == answers[1]


def test_what_is_retracted_is_gone_at_once(sqlite_store: Store) -> None:
    site = site_over(sqlite_store)
    key = publish(sqlite_store, "ken")
    paths = ("/repository/KEN/2026", "/repository/KEN/2026/data.json", "/api/v1/publications/KEN/2026")  # fmt: skip
    tag = ask(site, paths[0]).headers["etag"]
    assert [ask(site, path).status for path in paths] == [200, 200, 200]
    retract(sqlite_store, key)
    assert [ask(site, path, if_none_match=tag).status for path in paths] == [404, 404, 404]
    for listing in (
        "/repository",
        "/repository/feed.atom",
        "/repository/catalogue.jsonld",
        "/api/v1/publications",
    ):
        assert b"KEN" not in ask(site, listing).body


@pytest.mark.parametrize("path", ["/repository", "/repository/KEN/2026", "/api/v1/publications"])
def test_a_copy_that_is_still_right_is_not_sent_again(site: Site, path: str) -> None:
    first = ask(site, path)
    tag = first.headers["etag"]
    for known in (tag, f'"x", {tag}', tag.removeprefix("W/"), "*"):
        again = ask(site, path, if_none_match=known)
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    assert ask(site, path, if_none_match='W/"other"').status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
@pytest.mark.parametrize("path", ["/repository", "/repository/KEN/2026", "/api/v1/publications"])
def test_nothing_can_be_written(site: Site, path: str, method: str) -> None:
    result = ask(site, path, method)
    assert (result.status, result.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


def test_options_say_what_can_be_done(site: Site) -> None:
    result = ask(site, "/api/v1/publications", "OPTIONS")
    assert (result.status, result.body) == (204, b"")
    assert result.headers["allow"] == "GET, HEAD, OPTIONS"
    assert result.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_page_is_correct_html_and_weighs_less_than_60_kb(
    name: str, sqlite_store: Store
) -> None:
    example = made.example(name)
    publish(sqlite_store, example)
    site, edition = site_over(sqlite_store), load_published_edition("2026")
    record = to_public_record(edition, example, (PublicPart.ANSWERS,), NOON, Basis(BasisKind.OWN))
    top = f"/repository/{example.country}/{example.cycle}"
    places = {*PAGES, *page_paths(record, edition)}
    paths = ["/repository", "/repository/nothing", *(f"{top}{place}" for place in places)]
    for path in paths:
        result = ask(site, path)
        JustHTML(result.body.decode(), strict=True)
        assert len(result.body) < 60_000, path


def test_broken_html_would_be_found() -> None:
    with pytest.raises(StrictModeError, match="Unexpected </i>"):
        JustHTML("<!DOCTYPE html><title>x</title><p><b><i>crossed</b></i></p>", strict=True)


def test_the_feed_names_what_is_published(site: Site) -> None:
    root = ET.fromstring(ask(site, "/repository/feed.atom").body)
    atom = "{http://www.w3.org/2005/Atom}"
    entries = root.findall(f"{atom}entry")
    assert [item.findtext(f"{atom}title") for item in entries] == ["Ireland 2026", "Kenya 2026"]
    for item in (root, *entries):
        assert item.findtext(f"{atom}id", "").startswith("urn:uuid:")
        assert item.findtext(f"{atom}updated") == "2026-11-23T12:00:00Z"


def test_the_catalogue_lists_each_publication_with_addresses_that_answer(site: Site) -> None:
    answer = ask(site, "/repository/catalogue.jsonld")
    assert answer.headers["content-type"] == "application/ld+json"
    datasets = json.loads(answer.body)["dcat:dataset"]
    assert [item["@id"] for item in datasets] == ["/repository/IRL/2026", "/repository/KEN/2026"]
    for item in datasets:
        addresses = [it["dcat:accessURL"]["@id"] for it in item["dcat:distribution"]]
        answers = [ask(site, it).status for it in addresses if not it.endswith(".pdf")]
        assert answers == [200] * (len(addresses) - 1), item["@id"]


def test_the_page_describes_its_data_for_search_engines(site: Site) -> None:
    text = ask(site, "/repository/KEN/2026").body.decode()
    data = json.loads(text.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert (data["@type"], data["temporalCoverage"]) == ("Dataset", "2026")
    addresses = [item["contentUrl"] for item in data["distribution"]]
    assert [ask(site, address).status for address in addresses if ".pdf" not in address] == [200] * len(FILES)  # fmt: skip


def test_nobody_is_named_who_decided(site: Site, sqlite_store: Store) -> None:
    paths = [
        "/repository",
        "/repository/feed.atom",
        "/repository/catalogue.jsonld",
        "/api/v1/publications",
    ]
    for path in (*paths, *(f"/repository/KEN/2026{place}" for place in (*PAGES, *FILES[:1]))):
        body = ask(site, path).body.decode()
        assert "Ana" not in body.replace("Analy", "")
        for item in sqlite_store.assessments(person=ANA):
            assert item.id not in body


def test_the_data_are_what_their_description_says(site: Site) -> None:
    described = json.loads(ask(site, "/api/v1/openapi.json").body)
    schemas = described["components"]["schemas"]
    for path, name in (("", "Listing"), ("/KEN/2026", "PublicRecord"), ("/IRL/2026", "PublicRecord")):  # fmt: skip
        schema = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": schemas}}
        Draft202012Validator(schema).validate(
            json.loads(ask(site, f"/api/v1/publications{path}").body)
        )


def test_an_address_that_asks_too_often_has_to_wait(sqlite_store: Store) -> None:
    site = site_over(sqlite_store, per_minute=3)
    answers = [ask(site, "/api/v1/publications") for _time in range(4)]
    assert [item.status for item in answers] == [200, 200, 200, 429]
    assert answers[3].headers["retry-after"] == "20"
    assert ask(site, "/repository").status == 200


def test_the_limit_fills_again_and_knows_addresses_apart() -> None:
    now = 0.0
    limit = RateLimit(2, lambda: now)
    assert [limit.wait("192.0.2.1") for _time in range(3)] == [0, 0, 30]
    assert limit.wait("192.0.2.2") == 0
    assert [limit.wait(f"2001:db8::{place}") for place in (1, 2, 3)] == [0, 0, 30]
    now = 30.0
    assert [limit.wait("192.0.2.1") for _time in range(2)] == [0, 30]


def test_an_edition_that_is_missing_is_not_here_and_not_a_crash(sqlite_store: Store) -> None:
    publish(sqlite_store, made.example("ken").model_copy(update={"edition": "1999"}))
    result = ask(site_over(sqlite_store), "/repository/KEN/2026")
    assert (result.status, result.headers["retry-after"]) == (503, "60")


def test_the_pdf_holds_the_pages_and_no_assessment(sqlite_store: Store, tmp_path: Path) -> None:
    publish(sqlite_store, "irl", PublicPart.PROFILE)
    with PdfWorker() as worker:
        site = site_over(sqlite_store, worker=worker)
        result = ask(site, "/repository/IRL/2026/document.pdf")
    assert (result.status, result.headers["content-type"]) == (200, "application/pdf")
    path = tmp_path / "irl.pdf"
    path.write_bytes(result.body)
    with pytest.raises(ReportError, match="holds no assessment"):
        attached_assessment(path)


# --- Against the OpenAPI document, by another program


@pytest.mark.parametrize("path", list(public_openapi.description()["paths"]))
def test_schemathesis_finds_nothing(path: str, sqlite_store: Store) -> None:
    publish(sqlite_store, "ken")
    site = site_over(sqlite_store)
    app = Starlette(routes=[Route("/api/v1/{place:path}", site)])
    schema = openapi.from_asgi("/api/v1/openapi.json", app)

    @settings(max_examples=drawn(15), deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=schema[path]["GET"].as_strategy())
    def check(case: Case) -> None:
        case.call_and_validate()

    check()
