"""Names in a form: accepted by pyxform, unique, and read back as their records."""

from __future__ import annotations

import re

import pytest

from exchange.xlsform import read_submissions, write_xlsform
from exchange.xlsform.fields import form_fields
from questionnaires import Checklist, Choice, Details
from tests.builders import assessment, edition, indicator, pillar
from tests.exchange.xlsform.test_xlsform import as_json, converted


@pytest.mark.parametrize(
    "ids",
    [("A.1", "A-1", "A/1"), ("a1", "A1"), ("1", "q1"), ("A", "A_part"), ("9.9", "9|9", "9_9")],
    ids="_".join,
)
def test_no_two_fields_of_a_form_share_a_name_also_in_small_letters(ids: tuple[str, ...]) -> None:
    details = Details(
        fields=tuple(
            Checklist(
                id=key,
                kind="checklist",
                label=key,
                items=tuple(Choice(id=item, label=item) for item in items),
            )
            for key, items in (("x", ("y_z", "figure")), ("x_y", ("z", "choice")))
        )
    )
    made = edition(
        pillars=(pillar("A-Z", *(indicator(key, details=details) for key in ids)),), measures=()
    )
    names = [*form_fields(made)]
    assert len({name.lower() for name in names}) == len(names)
    assert all(re.fullmatch(r"[A-Za-z]\w*", name) for name in names)
    _xform, warnings = converted(write_xlsform(made, assessment()))
    assert warnings == []


def test_a_part_called_figure_is_no_number() -> None:
    parts = Checklist(
        id="x", kind="checklist", label="x", items=(Choice(id="figure", label="A figure"),)
    )
    made = edition(
        pillars=(pillar("P", indicator("1", details=Details(fields=(parts,)))),), measures=()
    )
    record = {
        "cop_product": "cop-toolkit-form",
        "cop_edition": made.id,
        "cop_hash": made.content_hash,
        "cop_country": "KEN",
        "cop_cycle": "2026",
        "q1_part_x_figure": "yes",
    }
    (read,) = read_submissions(as_json(record), "export.json", made, assessment())
    assert [(row.fields, row.problems) for row in read.batch.rows] == [({"said": "yes"}, ())]
