"""The made-up edition is valid for the loader."""

from pathlib import Path

from questionnaires import load_edition
from questionnaires.meaning import check_meaning
from tests import builders


def test_the_made_up_edition_has_no_problem_of_meaning() -> None:
    assert check_meaning(builders.edition()) == []


def test_the_made_up_edition_reads_back_from_its_files(tmp_path: Path) -> None:
    made = builders.edition()
    assert load_edition(builders.write_edition(made, tmp_path)) == made
