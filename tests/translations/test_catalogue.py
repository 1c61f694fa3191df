"""Catalogues of translations: an update loses no translation, marks what has changed, and writes the same bytes twice."""

from __future__ import annotations

import gettext
import io
import os
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from translations import ngettext, use_language
from translations.catalogue import (
    Count,
    Source,
    compile_all,
    compiled,
    count,
    merge,
    path_of,
    read,
    write,
)

LAW = Source("The law is in force.", context="L02.descriptors.2")
NEW_LAW = Source("The law has been in force for a year.", context=LAW.context)
YEAR = Source("Each year.", context="T01-a.recurring.basis")
DAYS = Source("{count} day", "{count} days")


def _of(catalogue: Catalog, source: Source) -> Message:
    message = catalogue.get(source.message_id, source.context)
    assert message is not None
    return message


def _translated() -> Catalog:
    catalogue = merge(Catalog(locale="ru"), [LAW, YEAR, DAYS])
    _of(catalogue, LAW).string = "Закон действует."
    _of(catalogue, DAYS).string = ("{count} день", "{count} дня", "{count} дней")
    return catalogue


def test_an_update_keeps_translations_and_takes_the_order_of_the_sources() -> None:
    after = merge(_translated(), [DAYS, LAW])
    assert [message.id for message in after if message.id] == [DAYS.message_id, LAW.message_id]
    assert count(after) == Count(total=2, translated=2, fuzzy=0)


def test_a_text_whose_english_has_changed_keeps_its_translation_as_fuzzy() -> None:
    after = merge(_translated(), [NEW_LAW])
    message = _of(after, NEW_LAW)
    assert (message.string, message.fuzzy) == ("Закон действует.", True)
    assert list(message.previous_id) == [LAW.singular]
    assert count(after) == Count(total=1, translated=0, fuzzy=1)


def test_a_fuzzy_text_stays_fuzzy_at_the_next_update() -> None:
    assert count(merge(merge(_translated(), [NEW_LAW]), [NEW_LAW])).fuzzy == 1


def test_a_text_that_has_gained_or_lost_its_plural_keeps_its_translation_as_fuzzy() -> None:
    plural = Source(LAW.singular, "The laws are in force.", context=LAW.context)
    gained = _of(merge(_translated(), [plural]), plural)
    assert (gained.string, gained.fuzzy) == (("Закон действует.",) * 3, True)
    singular = Source(DAYS.singular)
    lost = _of(merge(_translated(), [singular]), singular)
    assert (lost.string, lost.fuzzy) == ("{count} дней", True)


def test_a_plural_without_one_of_its_forms_is_not_translated() -> None:
    catalogue = _translated()
    _of(catalogue, DAYS).string = ("{count} день", "", "{count} дней")
    assert count(catalogue).translated == 1


def test_100_per_cent_means_all() -> None:
    assert Count(total=1000, translated=999, fuzzy=0).percent == 99
    assert Count(total=0, translated=0, fuzzy=0).percent == 100


def test_what_is_written_is_read_and_written_again_with_the_same_bytes(tmp_path: Path) -> None:
    path = path_of(tmp_path, "ru", "content")
    write(path, _translated())
    first = path.read_bytes()
    write(path, merge(read(path, "ru"), [LAW, YEAR, DAYS]))
    assert path.read_bytes() == first


def test_gettext_reads_what_is_compiled_and_shows_english_for_the_fuzzy(tmp_path: Path) -> None:
    catalogue = _translated()
    _of(catalogue, YEAR).string = "Ежегодно."
    changed = Source("Every year.", context=YEAR.context)
    write(path_of(tmp_path, "ru", "content"), merge(catalogue, [LAW, changed, DAYS]))
    (made,) = compile_all(tmp_path)
    assert made.name == "content.mo"
    russian = gettext.translation("content", tmp_path, ["ru"])
    assert russian.pgettext("L02.descriptors.2", "The law is in force.") == "Закон действует."
    assert russian.pgettext("T01-a.recurring.basis", "Every year.") == "Every year."
    assert russian.ngettext("{count} day", "{count} days", 3) == "{count} дня"


def _russian(folder: Path, text: str) -> Path:
    path = path_of(folder, "ru", "content")
    catalogue = merge(Catalog(locale="ru"), [YEAR])
    _of(catalogue, YEAR).string = text
    write(path, catalogue)
    return path


def _shown(path: Path) -> str:
    return gettext.GNUTranslations(io.BytesIO(compiled(path))).pgettext(
        YEAR.context or "", YEAR.singular
    )


def test_a_compiled_catalogue_is_made_anew_when_its_source_has_changed_to_newer_or_older(
    tmp_path: Path,
) -> None:
    path = _russian(tmp_path, "Ежегодно.")
    assert _shown(path) == "Ежегодно."
    assert path.with_suffix(".mo").exists()
    for text, moment in (("Каждый год.", 2_000_000_000), ("Раз в год.", 1_000_000_000)):
        _russian(tmp_path, text)
        os.utime(path, (moment, moment))
        assert _shown(path) == text


def test_a_folder_that_cannot_be_written_to_holds_no_translation_back(tmp_path: Path) -> None:
    path = _russian(tmp_path, "Ежегодно.")
    path.with_suffix(".mo").mkdir()  # nothing can be put in its place, also by root
    assert _shown(path) == "Ежегодно."
    assert [item.name for item in path.parent.iterdir() if item.suffix == ".tmp"] == []


def test_a_compiled_catalogue_without_its_source_is_used(tmp_path: Path) -> None:
    path = _russian(tmp_path, "Ежегодно.")
    compiled(path)
    path.unlink()
    assert _shown(path) == "Ежегодно."


@pytest.mark.parametrize(
    ("number", "noun"),
    [
        (0, "لا أسئلة"),
        (2, "سؤالان"),
        (3, "3 أسئلة"),
        (11, "11 سؤالاً"),
        (99, "99 سؤالاً"),
        (100, "100 سؤال "),
    ],
)
def test_arabic_counts_in_its_six_forms(number: int, noun: str) -> None:
    """The forms stand in the order of the formula in the header: 100 to 102 before 11 to 99."""
    with use_language("ar"):
        text = ngettext(
            "{count} question whose level has changed between any two cycles",
            "{count} questions whose level has changed between any two cycles",
            number,
        ).format(count=number)
    assert text.startswith(noun)


def test_two_texts_of_the_interface_with_one_context_do_not_lend_each_other_their_translation() -> (
    None
):
    begun = Source("Agreed", context="an assessment", files=("labels.py",))
    catalogue = merge(Catalog(locale="fr"), [begun])
    _of(catalogue, begun).string = "Convenue"
    other = Source("Returned", context="an assessment", files=("labels.py",))
    assert count(merge(catalogue, [begun, other])) == Count(total=2, translated=1, fuzzy=0)
