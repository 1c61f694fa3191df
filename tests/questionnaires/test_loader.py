"""A broken edition is refused: each problem with its place and its remedy, and all of them together."""

from __future__ import annotations

from pathlib import Path

import pytest

from questionnaires import (
    MAXIMUM_BYTES,
    ContentError,
    Problem,
    load_edition,
    load_published_edition,
)
from tests.questionnaires.overlay import INVALID, VALID, edit, lay_over

WORDS: dict[str, tuple[str, ...]] = {
    "001-misspelt-key": (
        "law.yaml: wieght:",
        "'wieght' is not a key we know here",
        "Is it 'weight', misspelt?",
    ),
    "002-key-of-another-place": (
        "measures: A1-a: weight",
        "The keys here are: basis, effort",
    ),
    "003-missing-key": (
        "care.yaml: indicators: B1: question: is missing",
        "docs/content-guide.md",
    ),
    "004-key-given-twice": (
        "law.yaml: line 4: 'weight' is given twice",
        "Keep one",
    ),
    "005-unquoted-no": (
        "scales: yes_no: levels: 1: name",
        "YAML read False",
        "in quotes",
    ),
    "006-unquoted-no-as-key": (
        "edition.yaml: line 11",
        "was read as False",
        'in quotes: "No"',
    ),
    "007-unquoted-on": (
        "indicators: A1: references: 1: locator",
        "YAML read True",
        "in quotes",
    ),
    "008-unquoted-date-as-text": (
        "sources: made-up: title",
        "YAML read 2024-05-01",
        "in quotes",
    ),
    "009-unquoted-number-as-text": (
        "clauses.yaml: version",
        "YAML read 2014",
        "in quotes",
    ),
    "010-unquoted-time-as-text": (
        "references: 1: locator",
        "YAML read 90",
        "in quotes",
    ),
    "011-unquoted-edition-id": (
        "edition.yaml: id",
        "YAML read 2026",
        "in quotes",
    ),
    "012-colon-in-unquoted-text": (
        "indicators: B1: descriptors: 2",
        "YAML read a table",
        "in quotes",
    ),
    "013-number-in-quotes": (
        "law.yaml: weight: should be a number, not '2'",
        "without quotes",
    ),
    "014-published-in-quotes": (
        "edition.yaml: published: should be a date",
        "without quotes",
    ),
    "015-impossible-date": (
        "edition.yaml: line 3: '2026-13-15' can't be read",
        "Correct it",
    ),
    "016-yes-in-quotes": (
        "scales: yes_no: self_explanatory: should be true or false",
        "without quotes",
    ),
    "017-text-instead-of-list": (
        "indicators: A1: clauses: should be a list",
        "starting with a dash",
    ),
    "018-list-instead-of-table": (
        "measures: A1-a: months: should be a table",
        "indentation",
    ),
    "019-key-without-value": (
        "care.yaml: name: is empty",
        "Write a value",
    ),
    "020-blank-text": (
        "care.yaml: name: is empty",
        "Write the text there",
    ),
    "021-empty-descriptor": (
        "indicators: A1: descriptors: 2: is empty",
        "Write the text there",
    ),
    "022-id-with-blanks": (
        "care.yaml: id: 'child care' does not have the right form",
        "no blanks",
    ),
    "023-malformed-address": (
        "sources: made-up: url",
        "does not have the right form",
        "starting with https://",
    ),
    "024-indicator-in-two-pillars": (
        "care.yaml: indicators: A1",
        "used before, in pillars/law.yaml: indicators: A1",
        "Give each its own",
    ),
    "025-indicator-called-like-a-group": (
        "care.yaml: indicators: images",
        "used before, in pillars/law.yaml: groups: images",
        "Give each its own",
    ),
    "026-clause-called-like-a-pillar": (
        "clauses.yaml: clauses: law",
        "used before, in pillars/law.yaml",
        "Give each its own",
    ),
    "027-measure-twice": (
        "measures.yaml: measures: A1-b",
        "used before",
        "Give each its own",
    ),
    "028-gate-twice": (
        "gates.yaml: gates: G1",
        "used before",
        "Give each its own",
    ),
    "029-clause-twice": (
        "clauses.yaml: clauses: MS2",
        "used before",
        "Give each its own",
    ),
    "030-source-twice": (
        "sources.yaml: sources: made-up",
        "used before",
        "Give each its own",
    ),
    "031-role-twice": (
        "edition.yaml: roles: police",
        "used before",
        "Give each its own",
    ),
    "032-profile-called-full": (
        "edition.yaml: profiles: full",
        "every edition has",
        "another id",
    ),
    "033-pillar-listed-without-file": (
        "edition.yaml: pillars: health: there is no such pillar file",
        "Add pillars/health.yaml",
    ),
    "034-pillar-listed-twice": (
        "edition.yaml: pillars: 3: says the same",
        "Delete one",
    ),
    "035-pillar-not-listed": (
        "pillars/health.yaml: id",
        "'health' is not in the list",
        "Add it there",
    ),
    "036-two-files-with-one-pillar": (
        "pillars/law.yaml: id",
        "'law' is the id of the pillar in pillars/law-copy.yaml too",
        "an id of its own",
    ),
    "037-stray-file": (
        "measure.yaml: is not a file of an edition",
        "Rename it to one of",
    ),
    "038-wrong-ending": (
        "pillars/health.yml: is not a file of an edition",
        "pillars/….yaml",
    ),
    "039-no-edition-file": (
        "there is no edition.yaml",
        "here are: 2026",
    ),
    "040-no-sources-file": (
        "sources.yaml: no such file",
        "Check the name",
    ),
    "041-empty-file": (
        "gates.yaml: is empty",
        "Fill it in, or delete it",
    ),
    "042-only-comments": (
        "gates.yaml: is empty",
        "Fill it in, or delete it",
    ),
    "043-truncated-file": (
        "law.yaml: line 18",
        "is not valid YAML",
        "cut short",
    ),
    "044-binary-file": (
        "sources.yaml: character 3",
        "control character",
        "may not be text",
    ),
    "045-not-utf-8": (
        "sources.yaml: byte 68",
        "not text in UTF-8",
        "Save the file",
    ),
    "046-utf-16": (
        "sources.yaml: byte 1",
        "not text in UTF-8",
        "Save the file",
    ),
    "047-text-instead-of-file": (
        "sources.yaml: should be a table",
        "docs/content-guide.md",
    ),
    "048-billion-laughs": (
        "sources.yaml: line 2: it uses a YAML alias",
        "in full",
    ),
    "049-python-tag": (
        "sources.yaml: line 4: it uses a YAML tag",
        "Leave the tag out",
    ),
    "050-merge-key": (
        "measures.yaml: line 7: it uses a YAML merge key",
        "Write the keys out",
    ),
    "051-two-documents": (
        "gates.yaml: line 18: a second document",
        "a file of its own",
    ),
    "052-too-deep": (
        "law.yaml: line 3: it is nested more than 30",
        "indentation",
    ),
    "053-tabs": (
        "care.yaml: line 5: is not valid YAML",
        "no tabs",
    ),
    "054-zero-weight": (
        "law.yaml: weight: should be above 0, not 0",
        "higher",
    ),
    "055-negative-weight": (
        "law.yaml: weight: should be above 0, not -1",
        "higher",
    ),
    "056-weight-not-a-number": (
        "law.yaml: weight: should be a number, not nan",
        "digits",
    ),
    "057-infinite-weight": (
        "law.yaml: weight: should be a number, not inf",
        "digits",
    ),
    "058-minimum-coverage-above-1": (
        "scoring: tiers: 1: minimum_coverage: should be at most 1, not 60",
        "lower",
    ),
    "059-wrong-aggregation": (
        "scoring: tiers: 1: aggregation: is 'average'",
        "arithmetic_mean, geometric_mean",
    ),
    "060-negative-values-in-a-geometric-mean": (
        "scoring: tiers: 1: aggregation",
        "negative values",
        "arithmetic_mean",
    ),
    "061-default-target-off-all-scales": (
        "edition.yaml: scoring: default_target: level 3 is on no scale",
        "from 0 to 2",
    ),
    "062-scale-with-one-level": (
        "scales: yes_no: levels: has too few entries: 1, at least 2",
        "Add",
    ),
    "063-scale-that-falls": (
        "scales: yes_no: a higher level counts less",
        "lowest to highest",
    ),
    "064-scale-of-equal-levels": (
        "scales: yes_no: all levels count the same",
        "higher value",
    ),
    "065-unknown-scale": (
        "indicators: A2: scale: refers to the scale 'yesno'",
        "maturity, yes_no",
    ),
    "066-too-few-descriptors": (
        "indicators: A1: descriptors: there are 2",
        "has 3 levels",
        "one descriptor a level",
    ),
    "067-too-many-descriptors": (
        "care.yaml: indicators: B1: descriptors: there are 4",
        "has 3 levels",
        "one descriptor a level",
    ),
    "068-no-descriptors": (
        "indicators: A1: descriptors: there are 0",
        "has 3 levels",
        "one descriptor a level",
    ),
    "069-descriptors-of-a-figure": (
        "indicators: B2: descriptors",
        "answered with a figure",
        "Delete",
    ),
    "070-equal-goalposts": (
        "indicators: B2: number",
        "the same figure",
        "different",
    ),
    "071-logarithm-of-zero": (
        "indicators: B2: number",
        "above 0",
        "linear",
    ),
    "072-points-that-fall": (
        "indicators: B2: number: points",
        "less than the second",
        "[0, 1]",
    ),
    "073-no-figure-possible": (
        "indicators: B2: number",
        "'minimum' is above 'maximum'",
        "Exchange",
    ),
    "074-empty-group": (
        "care.yaml: groups: empty: holds no indicator",
        "delete the group",
    ),
    "075-indicator-without-source": (
        "law.yaml: indicators: A2: references: is missing",
        "docs/content-guide.md",
    ),
    "076-indicator-with-empty-references": (
        "law.yaml: indicators: A2: references: has too few entries: 0, at least 1",
        "docs/content-guide.md",
    ),
    "077-unknown-source": (
        "law.yaml: indicators: A2: references: refers to the source 'itu-2021'",
        "use one of: made-up",
    ),
    "078-unknown-source-of-a-gate": (
        "gates.yaml: gates: G1: references: refers to the source 'itu-2021'",
        "use one of: made-up",
    ),
    "079-unknown-clause": (
        "law.yaml: indicators: A1: clauses: refers to the clause 'MS9'",
        "use one of: MS1, MS2",
    ),
    "080-profile-with-unknown-indicator": (
        "edition.yaml: profiles: quick: refers to the indicator 'B9'",
        "Correct the id",
    ),
    "081-wrong-kind-of-clause": (
        "clauses: MS1: kind: is 'request'",
        "invitation, task or context",
    ),
    "082-gate-on-unknown-indicator": (
        "gates.yaml: gates: G1: refers to the indicator 'B9'",
        "Correct the id",
    ),
    "083-gate-off-the-scale": (
        "gates.yaml: gates: G1: B1>=3 asks for a level that is not on the scale",
        "from 0 to 2",
    ),
    "084-gate-on-a-figure": (
        "gates.yaml: gates: G1: B2>=2 asks for a level, but B2 is answered with a figure",
        "Name an indicator",
    ),
    "085-malformed-condition": (
        "gates.yaml: gates: G1: all: 1: is not a condition",
        "L02>=2",
    ),
    "086-gate-that-lacks-its-level": (
        "gates.yaml: gates: G2",
        "'unproven' can never be raised",
        "unproven: level",
    ),
    "087-gate-without-conditions": (
        "gates.yaml: gates: G1",
        "'consistency' can never be raised",
        "all, any or figures",
    ),
    "088-gate-that-contradicts-itself": (
        "gates.yaml: gates: G1: its conditions can never hold together",
        "Correct the levels",
    ),
    "089-measure-that-lifts-nothing": (
        "measures.yaml: measures: B1-a: lifts: it lifts nothing",
        "Make 'to_level' higher",
    ),
    "090-measure-for-an-unknown-indicator": (
        "measures: B1-a: lifts: refers to the indicator 'B9'",
        "Correct the id",
    ),
    "091-measure-above-the-scale": (
        "measures: B1-a: lifts: level 3 is not on the scale of B1 (0 to 2)",
        "Correct 'to_level'",
    ),
    "092-measure-for-a-figure": (
        "measures: B1-a: lifts: B2 is answered with a figure",
        "delete the measure",
    ),
    "093-holds-at-beyond-its-lift": (
        "measures: A1-a: holds_at: level 0 is not one",
        "from 1 to 2",
    ),
    "094-months-out-of-order": (
        "measures: B1-a: months",
        "not in this order",
        "Correct",
    ),
    "095-no-months": (
        "measures: B1-a: months: low: should be 1 or more",
        "higher",
    ),
    "096-unknown-effort": (
        "measures: A1-a: effort: 'XXL' is not a band",
        "S, L",
    ),
    "097-unknown-role": (
        "measures: B1-a: lead: 'army' is not a role",
        "justice, police",
    ),
    "098-unknown-prerequisite": (
        "measures: A1-b: prerequisites: 'A1-z' is neither",
        "L02>=2",
    ),
    "099-prerequisite-on-unknown-indicator": (
        "measures: B1-a: prerequisites: refers to the indicator 'A9'",
        "Correct the id",
    ),
    "100-prerequisite-off-the-scale": (
        "measures: B1-a: prerequisites: A1>=5 asks for a level",
        "from 0 to 2",
    ),
    "101-prerequisite-with-less-than": (
        "measures: B1-a: prerequisites: A1<1 can't be reached",
        "A1>=2",
    ),
    "102-direct-circle": (
        "measures.yaml: measures: A1-",
        "waits for the next in a circle",
        "A1-a → A1-b",
        "Take one",
    ),
    "103-circle-through-a-level": (
        "measures.yaml: measures:",
        "waits for the next in a circle",
        "B1-a",
        "Take one",
    ),
    "104-circle-through-holds-at": (
        "measures.yaml: measures:",
        "waits for the next in a circle",
        "A1-b",
        "Take one",
    ),
    "105-measure-that-waits-for-itself": (
        "measures: B1-a: prerequisites",
        "B1-a → B1-a",
        "Take one",
    ),
    "106-detail-field-twice": (
        "care.yaml: indicators: B1: details: fields: the id 'numbers' is used twice",
        "Give each its own",
    ),
    "107-item-twice": (
        "fields: offers: items: the id 'calls' is used twice",
        "Give each its own",
    ),
    "108-status-twice": (
        "fields: treaties: statuses: the id 'none' is used twice",
        "Give each its own",
    ),
    "109-column-twice": (
        "fields: numbers: columns: the id 'code' is used twice",
        "Give each its own",
    ),
    "110-choice-twice": (
        "columns: cost: choices: the id 'free' is used twice",
        "Give each its own",
    ),
    "111-choice-without-choices": (
        "columns: code: choices: a column of the kind 'choice' needs",
        "List them",
    ),
    "112-choices-of-a-text": (
        "columns: code: choices: a column of the kind 'text' offers no choices",
        "Make the kind 'choice'",
    ),
    "113-unit-of-a-text": (
        "columns: code: unit: a column of the kind 'text' has no unit",
        "delete the unit",
    ),
    "114-kind-of-field-unknown": (
        "care.yaml: indicators: B1: details: fields: offers: kind: is 'checkbox', which is not one of the choices",
        "Use one of: checklist, statuses, rows, figures",
    ),
    "115-unknown-statistic": (
        "B3: details: fields: figures: statistics: refers to the statistic 'RINGS'",
        "use one of: ANSWERED, CALLS",
    ),
    "116-test-of-an-unknown-field": (
        "details: levels: 2: 'offer' is no field",
        "numbers, offers, treaties",
    ),
    "117-test-of-an-unknown-item": (
        "levels: 1: offers: 'callz' is no item",
        "calls, texts",
    ),
    "118-test-of-an-unknown-status": (
        "levels: 2: treaties: 'sealed' is no status",
        "Use one of: signed",
    ),
    "119-test-without-a-status": (
        "levels: 2: treaties: does not say which status",
        "Add 'status', one of: signed",
    ),
    "120-test-of-the-lowest-status": (
        "levels: 2: treaties: counts every item",
        "Use one of: signed",
    ),
    "121-status-of-a-checklist": (
        "levels: 2: offers: 'status' belongs to a field of the kind 'statuses'",
        "Take it out",
    ),
    "122-test-of-an-unknown-column": (
        "levels: 1: numbers: 'price' is no column with choices",
        "Use one of: cost",
    ),
    "123-test-of-an-unknown-choice": (
        "levels: 1: numbers: 'gratis' is no choice",
        "charged, free",
    ),
    "124-test-that-no-row-fits": (
        "levels: 1: numbers: cost: no row can fit",
        "Name one or more of: free, charged",
    ),
    "125-where-of-a-checklist": (
        "levels: 2: offers: 'where' belongs to a field of the kind 'rows'",
        "Take it out",
    ),
    "126-items-of-rows": (
        "levels: 1: numbers: 'calls' is no item",
        "this kind of field has none",
    ),
    "127-more-than-can-count": (
        "levels: 2: offers: asks for at least 3, but only 2 can count",
        "Lower 'at_least'",
    ),
    "128-level-without-a-test": (
        "B3: details: levels: 1: holds whatever is answered",
        "'all' or 'any'",
    ),
    "129-rule-that-leaves-a-level-out": (
        "B3: details: levels: there are entries for the levels 2, and the scale has 1 to 2",
        "one entry a level",
    ),
    "130-rule-of-a-figure": (
        "B2: details: levels: an indicator answered with a figure has no levels",
        "Delete 'levels'",
    ),
    "131-figures-that-move-a-score": (
        "B3: details: levels: 1: figures would move a score",
        "scored: false",
    ),
    "132-case-between-distant-levels": (
        "B1: cases: 1: levels: 0 and 2 are not two neighbouring levels",
        "such as [2, 3]",
    ),
    "133-case-off-the-scale": (
        "B1: cases: 1: levels: 2 and 3 are not two neighbouring levels",
        "such as [2, 3]",
    ),
    "134-case-decided-for-another-level": (
        "B1: cases: 1: level: level 2 is neither",
        "Use 0 or 1",
    ),
    "135-case-of-a-figure": (
        "B2: cases: 1: levels",
        "Delete the cases",
    ),
    "136-evidence-off-the-scale": (
        "B1: evidence: level 3 is not on the scale",
        "from 0 to 2",
    ),
    "137-evidence-of-a-level-twice": (
        "B1: evidence: level 1 stands there twice",
        "under one of the two",
    ),
    "138-unknown-respondent": (
        "B1: respondents: 'army' is not a role",
        "justice, police",
    ),
    "139-respondent-twice": (
        "B1: respondents: 'police' is named twice",
        "Name it once",
    ),
    "140-unknown-partner": (
        "measures: A1-a: partners: 'army' is not a role",
        "justice, police",
    ),
    "141-lead-among-partners": (
        "measures: A1-a: partners: 'justice' leads this measure already",
        "Take it off",
    ),
    "142-unknown-help": (
        "measures: A1-a: help: 'angel' is not a kind of help",
        "un_agency",
    ),
    "143-unknown-recurring-band": (
        "measures: A1-a: recurring: effort: 'XXL' is not a band",
        "S, L",
    ),
    "144-unknown-source-of-an-example": (
        "measures: A1-a: example: references: refers to the source 'itu-2021'",
        "made-up",
    ),
    "145-country-of-two-letters": (
        "measures: A1-a: example: country",
        "three capital letters",
    ),
    "146-statistic-twice": (
        "statistics.yaml: statistics: ANSWERED",
        "used before",
        "Give each its own",
    ),
    "147-dimension-twice": (
        "statistics.yaml: dimensions: sex",
        "used before",
        "Give each its own",
    ),
    "148-category-twice": (
        "dimensions: sex: categories: the id 'female' is used twice",
        "Give each its own",
    ),
    "149-unknown-dimension": (
        "statistics: CALLS: breakdowns: 'age' is not a dimension",
        "use one of: sex",
    ),
    "150-plausible-beyond-possible": (
        "statistics: CALLS: minimum, the two plausible figures and maximum are not in this order",
        "Correct them",
    ),
    "151-unknown-clause-of-a-statistic": (
        "statistics.yaml: statistics: CALLS: clauses: refers to the clause 'MS9'",
        "MS1, MS2",
    ),
    "152-unknown-source-of-a-statistic": (
        "statistics.yaml: statistics: CALLS: references: refers to the source 'itu-2021'",
        "made-up",
    ),
    "153-term-twice": (
        "glossary.yaml: terms: sms",
        "used before",
        "Give each its own",
    ),
    "154-view-called-like-a-pillar": (
        "edition.yaml: views: care",
        "used before, in pillars/care.yaml",
        "Give each its own",
    ),
    "155-view-of-an-unknown-indicator": (
        "edition.yaml: views: girls: refers to the indicator 'B9'",
        "Correct the id",
    ),
    "156-view-of-an-unknown-clause": (
        "edition.yaml: views: girls: refers to the clause 'MS9'",
        "MS1, MS2",
    ),
    "157-kind-of-help-twice": (
        "edition.yaml: help: un_agency",
        "used before",
        "Give each its own",
    ),
    "158-gate-on-an-unknown-statistic": (
        "gates.yaml: gates: G3: figures: refers to the statistic 'CALS'",
        "ANSWERED, CALLS",
    ),
    "159-figures-that-never-hold": (
        "gates.yaml: gates: G3: its conditions can never hold together",
        "Correct the levels",
    ),
    "160-figure-beyond-its-maximum": (
        "gates.yaml: gates: G3: its conditions can never hold together",
        "Correct the levels",
    ),
    "161-malformed-figure-test": (
        "gates: G3: figures: 2: is not a test of a figure",
        "TEACH-TRAINED<25",
    ),
    "162-change-to-an-unknown-indicator": (
        "migration.yaml: changes: B9: to: refers to the indicator 'B8'",
        "Correct the id",
    ),
    "163-split-into-one": (
        "changes: B9: to: 'split' does not go with 1",
        "split: two or more",
    ),
    "164-same-under-another-id": (
        "changes: C1: to: refers to the indicator 'C1'",
        "Correct the id",
    ),
    "165-dropped-but-asked": (
        "changes: A2: change: 'A2' is asked in this edition",
        "Write what became of it",
    ),
    "166-level-lost-in-migration": (
        "changes: A1: levels: level 3 is not on the scale of A1 (0 to 2)",
        "Correct the level",
    ),
    "167-levels-of-what-is-the-same": (
        "changes: C1: levels: 'dropped' changes no level",
        "Delete 'levels'",
    ),
    "168-change-twice": (
        "migration.yaml: changes: C1",
        "used before",
        "Give each its own",
    ),
    "169-map-from-itself": (
        "migration.yaml: from_edition: 'tiny' is this edition itself",
        "earlier edition",
    ),
    "170-clause-named-twice": (
        "law.yaml: groups: crimes: groups: images: indicators: A1: clauses: 2: says the same",
        "Delete one",
    ),
    "171-reference-twice": (
        "law.yaml: indicators: A2: references: 2: says the same",
        "Delete one",
    ),
    "172-crosswalk-twice": (
        "indicators: B1: crosswalk: 2: says the same",
        "Delete one",
    ),
    "173-prerequisite-twice": (
        "measures: A1-b: prerequisites: 2: says the same",
        "Delete one",
    ),
    "175-item-of-a-test-twice": (
        "details: levels: 1: any: 1: items: 2: says the same",
        "Delete one",
    ),
    "176-first-step-twice": (
        "measures: A1-a: first_steps: 3: says the same",
        "Delete one",
    ),
    "177-profile-names-an-indicator-twice": (
        "edition.yaml: profiles: quick: indicators: 3: says the same",
        "Delete one",
    ),
    "178-test-that-asks-for-nothing-more": (
        "B3: details: levels: 2: figures: asks for nothing beyond",
        "Raise 'at_least'",
    ),
    "179-sentence-for-children-of-an-unknown-indicator": (
        "children.yaml: children: B9: refers to the indicator 'B9'",
        "Correct the id",
    ),
    "180-sentence-for-children-above-the-scale": (
        "children.yaml: children: B1: level: is 9, but the scale of B1 ends at",
        "Give the level from which",
    ),
    "181-sentence-for-children-twice": (
        "children.yaml: children: B1: has 2 sentences for level 2",
        "Keep one",
    ),
    "182-help-number-in-no-column": (
        "children.yaml: help_number: B1 has no rows 'numbers' with a column 'price'",
        "Name a field of rows",
    ),
}
"""Broken edition → what its message must say: the place, what is wrong, what to do."""


def problems_in(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as refused:
        load_edition(folder)
    return refused.value.problems


def test_the_tiny_edition_is_valid() -> None:
    assert list(load_edition(VALID).indicators) == ["A2", "A1", "B1", "B2", "B3"]


def test_every_broken_edition_is_tried() -> None:
    assert {path.name for path in INVALID.iterdir()} == set(WORDS)
    assert len(WORDS) >= 45


@pytest.mark.parametrize("name", WORDS)
def test_a_broken_edition_is_refused_with_its_place_and_remedy_and_nothing_else(
    name: str, tmp_path: Path
) -> None:
    problems = problems_in(lay_over(INVALID / name, tmp_path / "tiny"))
    assert len(problems) == 1, "\n".join(map(str, problems))
    for words in WORDS[name]:
        assert words in str(problems[0])
    assert problems[0].file
    assert problems[0].remedy


def test_three_defects_of_shape_in_three_files_come_together(tmp_path: Path) -> None:
    folder = edit(
        tmp_path / "tiny",
        {
            "edition.yaml": ('- name: "No"', "- name: No"),
            "pillars/law.yaml": ("weight: 2", "wieght: 2"),
            "sources.yaml": ("issuer", "    issuer"),
        },
    )
    assert [problem.file for problem in problems_in(folder)] == [
        "edition.yaml",
        "pillars/law.yaml",
        "sources.yaml",
    ]


def test_three_defects_of_meaning_in_three_files_come_together(tmp_path: Path) -> None:
    folder = edit(
        tmp_path / "tiny",
        {
            "edition.yaml": ("[A1, B1]", "[A1, B9]"),
            "measures.yaml": ("A1>=1", "A1>=9"),
            "pillars/law.yaml": (
                'locator: "article 2"\n',
                'locator: "article 2"\n      - source: itu-2021\n',
            ),
        },
    )
    assert [problem.file for problem in problems_in(folder)] == [
        "edition.yaml",
        "measures.yaml",
        "pillars/law.yaml",
    ]


def test_two_circles_of_prerequisites_are_both_found(tmp_path: Path) -> None:
    folder = edit(
        tmp_path / "tiny",
        {
            "measures.yaml": (
                'prerequisites: ["A1>=1"]',
                (
                    'prerequisites: ["B1-a"]\n'
                    '  - id: A1-c\n    title: "Train"\n'
                    "    lifts: {indicator: A1, from_level: 0, to_level: 1}\n"
                    "    months: {low: 1, likely: 1, high: 1}\n    effort: S\n    lead: police\n"
                    '    prerequisites: ["A1-c"]'
                ),
            )
        },
    )
    assert [problem.what.split("circle: ")[1] for problem in problems_in(folder)] == [
        "A1-c → A1-c.",
        "B1-a → B1-a.",
    ]


def test_a_file_that_is_too_big_is_refused_unread(tmp_path: Path) -> None:
    folder = lay_over(VALID, tmp_path / "tiny")
    with (folder / "sources.yaml").open("r+b") as file:
        file.truncate(MAXIMUM_BYTES + 1)
    (problem,) = problems_in(folder)
    assert str(problem) == (
        "sources.yaml: has 16 MB; the most that is read is 16 MB. Is it the right file?"
    )


def test_a_problem_in_a_pillar_names_the_file_it_stands_in_also_when_that_is_called_differently(
    tmp_path: Path,
) -> None:
    folder = edit(
        tmp_path / "tiny",
        {
            "pillars/law.yaml": (
                'locator: "article 2"\n',
                'locator: "article 2"\n      - source: itu-2021\n',
            )
        },
    )
    (folder / "pillars" / "law.yaml").rename(folder / "pillars" / "01-laws.yaml")
    (problem,) = problems_in(folder)
    assert problem.file == "pillars/01-laws.yaml"


def test_a_folder_that_is_not_there_is_refused_with_the_editions_there_are(tmp_path: Path) -> None:
    (problem,) = problems_in(tmp_path / "nowhere")
    assert "no such edition" in problem.what
    assert "2026" in problem.remedy


def test_an_edition_that_is_not_installed_is_refused_with_those_that_are() -> None:
    with pytest.raises(ContentError, match=r"1999: no such edition\. Here are: 2026"):
        load_published_edition("1999")
