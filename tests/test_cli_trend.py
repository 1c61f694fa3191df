"""`compare` of three and more files tells the trend."""

from __future__ import annotations

import json
from pathlib import Path

from tests.test_cli import KENYA, run


def test_three_cycles_are_compared_with_a_line_for_each(tmp_path: Path) -> None:
    files = []
    for cycle in (2022, 2024):
        text = KENYA.read_text("utf-8").replace("cycle: 2026", f"cycle: {cycle}")
        files.append(tmp_path / f"{cycle}.yaml")
        files[-1].write_text(text, "utf-8")
    result = run("compare", *files, KENYA)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.count("dangers open") == 3
    trend = json.loads(run("compare", *files, KENYA, "--json").stdout)["trend"]
    assert [item["cycle"] for item in trend["cycles"]] == [2022, 2024, 2026]
    assert {tuple(item["steps"][1:]) for item in trend["indicators"]} <= {(0, 0), (None, None)}
