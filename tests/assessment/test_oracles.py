"""The engine reproduces published results of other instruments by settings of an edition alone."""

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from assessment import Answer, AnswerStatus, Assessment, rank_scores, score_assessment
from assessment.files.assessment_file import dump_assessment
from cli import main
from questionnaires import Edition, load_edition

ORACLES = Path(__file__).parents[1] / "oracles"

SOURCES = {
    "sources": [{"id": "published", "title": "Published instrument", "issuer": "Its authors"}]
}
REFERENCE = [{"source": "published", "locator": "structure"}]


def rows(*path: str) -> list[dict[str, str]]:
    with ORACLES.joinpath(*path).open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def write_edition(
    folder: Path, about: Mapping[str, Any], pillars: Iterable[dict[str, Any]]
) -> Path:
    folder.joinpath("pillars").mkdir(parents=True)
    pillars = list(pillars)
    about = {**about, "pillars": [pillar["id"] for pillar in pillars]}
    folder.joinpath("edition.yaml").write_text(json.dumps(about))
    folder.joinpath("sources.yaml").write_text(json.dumps(SOURCES))
    for pillar in pillars:
        folder.joinpath("pillars", f"{pillar['id']}.yaml").write_text(json.dumps(pillar))
    return folder


# OWASP SAMM: 5 functions, 3 practices each, 3 levels each, 2 questions each; levels add up; a blank counts 0.


@pytest.fixture(scope="module")
def samm_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    questions = rows("owasp_samm", "model.csv")
    values = sorted({float(row["value"]) for row in rows("owasp_samm", "answer_sets.csv")})
    zero = {"unanswered": "zero"}
    about = {
        "id": "samm",
        "title": "OWASP SAMM 2.0",
        "overall": {"id": "Overall", "name": "Overall"},
        "scales": {
            "options": {
                "self_explanatory": True,
                "levels": [{"name": f"Option {value}", "value": value} for value in values],
            }
        },
        "scoring": {
            "tiers": [
                {"name": "overall", "missing": zero},
                {"name": "function", "missing": zero},
                {"name": "practice", "aggregation": "sum", "missing": zero},
                {"name": "practice level", "missing": zero},
            ]
        },
    }

    def pillars() -> Iterable[dict[str, Any]]:
        for function in dict.fromkeys(row["business_function"] for row in questions):
            own = [row for row in questions if row["business_function"] == function]
            practices = [
                {
                    "id": code,
                    "name": code,
                    "groups": [
                        {
                            "id": f"{code}|{level}",
                            "name": f"Level {level}",
                            "indicators": [
                                {
                                    "id": row["question_id"],
                                    "question": row["question_id"],
                                    "scale": "options",
                                    "references": REFERENCE,
                                }
                                for row in own
                                if row["practice_code"] == code and row["maturity_level"] == level
                            ],
                        }
                        for level in "123"
                    ],
                }
                for code in dict.fromkeys(row["practice_code"] for row in own)
            ]
            yield {"id": function, "name": function, "groups": practices}

    return write_edition(tmp_path_factory.mktemp("samm") / "edition", about, pillars())


def samm_case(case: str) -> Assessment:
    answers = {
        row["question_id"]: Answer(level=int(row["option_index"]))
        for row in rows("owasp_samm", "inputs.csv")
        if row["case"] == case and row["option_index"] != ""
    }
    return Assessment(country="KEN", edition="samm", cycle=2026, answers=answers)


SAMM_CASES = sorted({row["case"] for row in rows("owasp_samm", "expected.csv")})


@pytest.mark.parametrize("case", SAMM_CASES)
def test_owasp_samm_scores_are_those_of_the_official_workbook(samm_folder: Path, case: str) -> None:
    scores = score_assessment(load_edition(samm_folder), samm_case(case))
    for row in rows("owasp_samm", "expected.csv"):
        if row["case"] == case:
            assert scores.nodes[row["node"]].score == pytest.approx(float(row["score"]), abs=1e-12)


def test_a_blank_samm_answer_counts_zero(samm_folder: Path) -> None:
    scores = score_assessment(
        load_edition(samm_folder),
        Assessment(
            country="KEN", edition="samm", cycle=2026, answers={"G-SM-A-1-1": Answer(level=3)}
        ),
    )
    assert scores.nodes["G-SM|1"].score == 0.5
    assert scores.nodes["G-SM"].score == 0.5
    assert scores.overall.score == pytest.approx(0.5 / 15)


# COINr's ASEM: weighted arithmetic means over four tiers; an aggregate needs 90 % of its children.


def asem_folder(folder: Path, weights: Mapping[str, float], minimum_coverage: float) -> Path:
    structure = [row for row in rows("coinr_asem", "structure.csv") if row["Level"]]

    def below(parent: str, level: str) -> list[str]:
        return [r["iCode"] for r in structure if r["Parent"] == parent and r["Level"] == level]

    about = {
        "id": "asem",
        "title": "ASEM",
        "overall": {"id": "Index", "name": "Index"},
        "scales": {"maturity": {"levels": [{"name": "no"}, {"name": "yes"}]}},
        "scoring": {
            "tiers": [
                {
                    "coverage_of": "children",
                    "coverage_by": "count",
                    "minimum_coverage": minimum_coverage,
                }
            ],
            "rounding": {"factor": 1, "decimals": 2},
        },
    }
    pillars = [
        {
            "id": pillar,
            "name": pillar,
            "weight": weights[pillar],
            "groups": [
                {
                    "id": group,
                    "name": group,
                    "weight": weights[group],
                    "indicators": [
                        {
                            "id": code,
                            "question": code,
                            "weight": weights[code],
                            "references": REFERENCE,
                            "number": {"worst": 0, "best": 100, "points": [0, 100]},
                        }
                        for code in below(group, "1")
                    ],
                }
                for group in below(pillar, "2")
            ],
        }
        for pillar in below("Index", "3")
    ]
    return write_edition(folder, about, pillars)


def equal_weights() -> dict[str, float]:
    return {
        row["iCode"]: float(row["Weight"])
        for row in rows("coinr_asem", "structure.csv")
        if row["Weight"]
    }


def other_weights() -> dict[str, float]:
    return {row["iCode"]: float(row["Weight"]) for row in rows("coinr_asem", "weights_alt.csv")}


def asem_country(row: Mapping[str, str]) -> Assessment:
    answers = {
        code: Answer(value=float(figure)) if figure not in ("", "NA") else
        Answer(state=AnswerStatus.NOT_COLLECTED)
        for code, figure in row.items()
        if code != "uCode"
    }  # fmt: skip
    return Assessment(country=row["uCode"], edition="asem", cycle=2026, answers=answers)


def asem_scores(edition: Edition, file: str) -> dict[str, dict[str, float | None]]:
    result = {}
    for row in rows("coinr_asem", file):
        nodes = score_assessment(edition, asem_country(row)).nodes
        result[row["uCode"]] = {key: node.score for key, node in nodes.items()}
    return result


@pytest.mark.parametrize(
    ("weights", "minimum_coverage", "figures", "expected"),
    [
        (equal_weights, 0.0, "normalised_minmax_0_100.csv", "expected_amean_equal_scores.csv"),
        (other_weights, 0.0, "normalised_minmax_0_100.csv", "expected_amean_altweights_scores.csv"),
        (equal_weights, 0.9, "normalised_raw_with_missing.csv",
         "expected_amean_missing_thresh_0.9_scores.csv"),
    ],
    ids=["equal weights", "other weights", "missing figures"],
)  # fmt: skip
def test_asem_scores_are_those_of_coinr(
    tmp_path: Path, weights: Any, minimum_coverage: float, figures: str, expected: str
) -> None:
    edition = load_edition(asem_folder(tmp_path / "edition", weights(), minimum_coverage))
    scores = asem_scores(edition, figures)
    for row in rows("coinr_asem", expected):
        for node, figure in row.items():
            if node == "uCode":
                continue
            if figure in ("", "NA"):
                assert scores[row["uCode"]][node] is None, (row["uCode"], node)
            else:
                assert scores[row["uCode"]][node] == pytest.approx(float(figure), abs=1e-9)


def test_asem_ranks_are_those_of_coinr(tmp_path: Path) -> None:
    edition = load_edition(asem_folder(tmp_path / "edition", equal_weights(), 0.0))
    scores = asem_scores(edition, "normalised_minmax_0_100.csv")
    expected = rows("coinr_asem", "expected_amean_equal_ranks.csv")
    for node in expected[0]:
        if node == "uCode":
            continue
        ranks = rank_scores(
            {key: nodes[node] for key, nodes in scores.items()}, edition.scoring.ranking
        )
        assert {key: int(rank) for key, rank in ranks.items() if rank is not None} == {
            row["uCode"]: int(row[node]) for row in expected
        }


def test_the_command_line_prints_every_node_of_another_instrument_unrounded(
    tmp_path: Path, samm_folder: Path
) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(dump_assessment(samm_case("random_2")))
    run = CliRunner().invoke(main, ["score", str(file), "--edition", str(samm_folder), "--json"])
    assert run.exit_code == 0, run.output
    printed = {node["id"]: node for node in json.loads(run.stdout)}
    for row in rows("owasp_samm", "expected.csv"):
        if row["case"] == "random_2":
            assert printed[row["node"]]["score"] == pytest.approx(float(row["score"]), abs=1e-12)
    assert {"id", "score", "low", "high", "coverage"} <= printed["Overall"].keys()
