"""Lint rules for the texts of an edition, so that people in every country can read and check them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from questionnaires.errors import Problem
from questionnaires.model import Edition
from questionnaires.words.acronyms import acronyms_are_explained
from questionnaires.words.conditions import negatives_can_be_attested, packed_levels_have_parts
from questionnaires.words.countries import no_country_is_named
from questionnaires.words.descriptors import (
    descriptors_are_additive,
    descriptors_are_of_a_length,
    descriptors_differ,
)
from questionnaires.words.links import primary_links_belong
from questionnaires.words.questions import questions_are_one_sentence
from questionnaires.words.style import (
    prose_ends_with_a_full_stop,
    sentences_are_short,
    texts_read_like_a_newspaper,
    texts_say_something,
)
from questionnaires.words.unique import texts_are_unique
from questionnaires.words.vocabulary import (
    no_blame,
    no_older_terms,
    no_placeholders,
    no_vague_words,
    spelling_of_the_un,
)
from questionnaires.words.windows import few_windows

__all__ = ["WORD_RULES"]

WORD_RULES: tuple[Callable[[Edition], Iterable[Problem]], ...] = (
    questions_are_one_sentence,
    primary_links_belong,
    descriptors_are_additive,
    descriptors_are_of_a_length,
    descriptors_differ,
    packed_levels_have_parts,
    negatives_can_be_attested,
    few_windows,
    texts_are_unique,
    texts_say_something,
    prose_ends_with_a_full_stop,
    sentences_are_short,
    texts_read_like_a_newspaper,
    no_vague_words,
    no_older_terms,
    no_blame,
    no_placeholders,
    spelling_of_the_un,
    acronyms_are_explained,
    no_country_is_named,
)
