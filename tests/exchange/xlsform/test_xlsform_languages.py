"""A form in every language."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from exchange.xlsform import write_xlsform
from questionnaires.labels import question_text
from tests.exchange.xlsform.test_xlsform import EDITION, POLICE, QUICK, converted
from translations import statuses, use_language


@pytest.mark.parametrize("own", ["en", "fr"])
def test_a_form_holds_every_language_and_opens_in_the_one_it_is_made_in(own: str) -> None:
    with use_language(own):
        form = write_xlsform(EDITION, QUICK, "police")
    xform, warnings = converted(form)
    assert warnings == []
    names = [f"{item.name} ({language})" for language, item in statuses().items()]
    shown = [item for item in ET.fromstring(xform).iter() if item.tag.endswith("}translation")]
    assert sorted(item.attrib["lang"] for item in shown) == sorted(names)
    assert len({len(item) for item in shown}) == 1
    (opened,) = (item.attrib["lang"] for item in shown if item.attrib.get("default"))
    assert opened == f"{statuses()[own].name} ({own})"
    with use_language("ar"):
        asked = EDITION.profile_indicators(QUICK.profile)
        first = next(key for key in POLICE.indicators if key in asked)
        question = question_text(EDITION.indicators[first])
    (arabic,) = (item for item in shown if item.attrib["lang"].endswith("(ar)"))
    assert any(question in (value or "") for value in arabic.itertext())
