"""Generated texts as people type them, including every awkward one that the model permits."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from assessment.model.assessment import (
    Answer,
    AnswerDetails,
    AnswerStatus,
    Assessment,
    AssessmentState,
    Evidence,
    Observation,
    ObservationState,
    PlanSettings,
    RetiredAnswer,
    Standing,
    StatusValue,
)
from assessment.values.characters import has_glyph

AWKWARD_TEXTS = (
    "two\nlines",
    "\nbegins with a break",
    "ends with breaks\n\n\n",
    "\n",
    "windows\r\nbreak, old mac\rbreak",
    "a trailing space ",
    "  leading spaces",
    "trailing space in a line \nand more",
    "  - a list\n    - in a list",
    "tab\tinside and at the end\t",
    "\t",
    " ",
    "😀 emoji, 👩‍👧 joined, 🇰🇪 flag",
    "first line 😀\nsecond line",
    "حماية الأطفال على الإنترنت\u200f — ١٢٪",
    "儿童在线保护 𠮷",
    "=1+1",
    "+cmd|' /C calc'!A0",
    "@SUM(1)",
    "line\u2028separator, paragraph\u2029separator\n and break",
    "byte order mark \ufeff inside",
    "\ufeff",
    "no-break\u00a0space\u00a0",
    "soft\u00adhyphen",
    "a non-character \U0010ffff",
    "No",
    "null",
    "~",
    "true",
    "1:30",
    "2019-11-08",
    "012",
    "1e3",
    ".nan",
    "- dash",
    "? question",
    ": colon",
    "key: value",
    "a # not a comment",
    "#hash",
    "&anchor *alias",
    "!tag",
    "%directive",
    "---",
    "...\n---\n",
    "`backtick` {brace} [bracket]",
    'it\'s "quoted" \\ back\\n',
    "'; DROP TABLE answer_revision; --",
    "<script>alert(1)</script>",
    "x" * 30_000,
    "word " * 6_000,
    ("line of text\n" * 2_400)[:30_000],
)

_SIGNS = st.one_of(
    st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"),
    st.sampled_from("\n\t\u2028\u2029\ufeff '\"#:-=&*!|>%@`\\{}[]0 \n"),
)
texts = st.one_of(st.text(_SIGNS, max_size=40), st.sampled_from(AWKWARD_TEXTS[:-3]))
short_texts = st.text(_SIGNS, min_size=1, max_size=20)

evidence = st.builds(
    Evidence,
    title=short_texts.filter(has_glyph),
    type=st.sampled_from(["law", "other", "web_page"]),
    issuer=texts,
    url=st.none() | st.just("https://example.org/a?b=1#c"),
    date=st.none() | st.dates(),
    year=st.none() | st.integers(1900, 2100),
    language=texts,
    place=texts,
    public=st.booleans(),
    confidence=st.none() | st.sampled_from("ABCD"),
    supports=texts,
)

names = st.sampled_from(["tests", "date", "no", "1e3", "kind"]) | short_texts
numbers = st.floats(-1e15, 1e15)
urls = st.none() | st.just("https://example.org/a?b=1#c")

status_values = st.builds(
    StatusValue,
    status=names,
    date=st.none() | st.dates(),
    year=st.none() | st.integers(1900, 2100),
)
cells = texts | numbers | st.dates().map(str)
details = st.builds(
    AnswerDetails,
    checks=st.dictionaries(names, st.dictionaries(names, st.booleans(), max_size=2), max_size=2),
    statuses=st.dictionaries(names, st.dictionaries(names, status_values, max_size=2), max_size=2),
    rows=st.dictionaries(
        names,
        st.lists(st.dictionaries(names, cells, max_size=2), max_size=2).map(tuple),
        max_size=2,
    ),
)


@st.composite
def figures(draw: st.DrawFn) -> Observation:
    """Any figure that the model permits."""
    state = draw(st.sampled_from(ObservationState))
    return Observation(
        value=draw(numbers) if state is ObservationState.ANSWERED else None,
        state=state,
        year=draw(st.none() | st.integers(1900, 2100)),
        source=draw(texts),
        url=draw(urls),
        breakdown=draw(st.dictionaries(names, short_texts | st.dates().map(str), max_size=2)),
        note=draw(texts),
    )


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """Any answer that the model permits."""
    said: dict[str, Any] = {"state": draw(st.sampled_from(AnswerStatus))}
    if said["state"] is AnswerStatus.ANSWERED:
        said |= draw(
            st.fixed_dictionaries({"level": st.integers(0, 9)})
            | st.fixed_dictionaries({"value": st.floats(allow_nan=False, allow_infinity=False)})
        )
    reason = draw(texts)
    if said["state"] is AnswerStatus.NOT_APPLICABLE and not has_glyph(reason):
        reason = "There is none here."
    return Answer(
        **said,
        reason=reason,
        comment=draw(texts),
        evidence=tuple(draw(st.lists(evidence, max_size=2))),
        details=draw(st.none() | details),
        override=draw(texts),
        look_again=draw(texts),
    )


plans = st.builds(
    PlanSettings,
    start=st.none() | st.just("2027-01"),
    horizon_months=st.integers(12, 60),
    currency=st.sampled_from(["USD", "KES"]),
    budget_by_year=st.lists(st.floats(0, 1e15), max_size=3).map(tuple),
    at_once=st.integers(1, 9),
)

ids = st.sampled_from(["A1", "A2", "B1", "B2", "L10", "L9", "x" * 40]) | short_texts

retired = st.builds(
    RetiredAnswer, edition=names, indicator=names, question=texts, answer=answers(), why=texts
)

assessments = st.builds(
    Assessment,
    country=st.sampled_from(["KEN", "NAM", "NOR"]),
    edition=st.sampled_from(["test", "2026", "1e3", "null"]),
    cycle=st.integers(2000, 2100),
    profile=st.sampled_from(["full", "quick", "no"]),
    state=st.sampled_from(AssessmentState),
    standing=st.sampled_from(Standing),
    note=texts,
    answers=st.dictionaries(ids, answers(), max_size=4),
    targets=st.dictionaries(ids | st.just("default"), st.integers(0, 9), max_size=3),
    plan=st.just(PlanSettings()) | plans,
    figures=st.dictionaries(names, st.lists(figures(), max_size=2).map(tuple), max_size=2),
    retired=st.lists(retired, max_size=2).map(tuple),
)
