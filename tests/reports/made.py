"""Assessments for the tests of documents, including extremes, and readers of documents."""

from __future__ import annotations

import datetime as dt
import html
import random
import re
import subprocess
from functools import cache, lru_cache
from itertools import takewhile

from assessment import Answer, Assessment, Evidence, Institution
from assessment.files.assessment_file import dump_json, read_assessment
from assessment.model.readership import Reader, Readership
from questionnaires import Edition, load_published_edition
from reports import build_report, render_html
from tests.support.examples import ALL, drawn_examples

DAY = dt.date(2026, 11, 23)
EXAMPLES = drawn_examples()

AWKWARD = (
    "=1+1 <script>alert('x')</script> {{ report }} {% raw %} & \"quotes\" it's \N{GRINNING FACE} "
    "مرحبا بالعالم 中文测试 fi ffl office co-operation naïve Ω Ж soft\N{SOFT HYPHEN}hyphen"
)


@cache
def edition() -> Edition:
    return load_published_edition("2026")


@cache
def example(name: str, *, without: str = "") -> Assessment:
    """Return an example; the question `without` is left open, whatever the example answers."""
    found = read_assessment(next(path for path in ALL if path.stem == name))
    answers = {key: item for key, item in found.answers.items() if key != without}
    return found.model_copy(update={"answers": answers})


def all_at(level: int) -> Assessment:
    """Every question answered at one level, without texts."""
    return _made({key: Answer(level=level) for key in edition().indicators})


def all_unknown() -> Assessment:
    answer = Answer(state="dont_know", reason="Nobody could say.")
    return _made(dict.fromkeys(edition().indicators, answer))


def nothing() -> Assessment:
    return _made({})


def not_applicable() -> Assessment:
    answer = Answer(state="not_applicable", reason="There is no network here.")
    return _made(dict.fromkeys(edition().indicators, answer))


def mixed() -> Assessment:
    """Every question answered at mixed levels, with texts, evidence, a budget, and one comment with markup."""
    chance = random.Random(7)
    answers = {
        key: Answer(
            level=chance.choice((0, 1, 1, 2, 2, 2, 3, 3, 4)),
            reason=f"The act on {key} was passed in 2021; its regulation is in force in all regions.",
            comment=f"Checked with the office for {key} in June.\nThe last quarter is not final.",
            evidence=(
                Evidence(title=f"Act {key}", type="law", year=2021, confidence="A"),
                Evidence(title="Report", type="report", issuer="Regulator", date=DAY),
            ),
        )
        for key in edition().indicators
    }
    answers["L03"] = answers["L03"].model_copy(update={"comment": AWKWARD})
    return _made(answers, plan={"budget_by_year": [400_000.0, 900_000.0]})


def quick() -> Assessment:
    return _made({"L02": Answer(level=2)}, profile="quick")


def one_institution() -> Assessment:
    """Answers of one institution only, none of them settled."""
    said = {"T05": Answer(level=1), "O12": Answer(state="dont_know", reason="Not counted.")}
    police = Institution(id="police", name="Police", role="police", indicators=tuple(said))
    return _made({}, institutions=(police,), institution_answers={"police": said})


def twelve_months() -> Assessment:
    """A plan of twelve months without a budget."""
    return _made(_some(1), plan={"horizon_months": 12})


def decided() -> Assessment:
    """A plan in progress in national currency, with formula-like texts and a measure that started before it."""
    decisions = {
        "T05-a": {"funding": "=HYPERLINK(1)", "lead": "+The office", "reason": AWKWARD},
        "O02-a": {
            "cost": {"low": 0, "high": 1_000_000},
            "funding": "*",
            "reason": "Line 1\nLine 2",
        },
        "O03-a": {"months": {"low": 2, "likely": 4, "high": 30}, "funding": 'State; 50%, "own"'},
    }
    progress = {
        "O01-a": {"status": "done", "started": "2026-02", "ended": "2026-05"},
        "O02-a": {"status": "under_way", "started": "2026-07", "date": DAY},
        "T03-a": {"status": "stopped", "note": "-1"},
    }
    return _made(
        _some(1),
        standing="illustrative",
        plan={
            "start": "2027-01",
            "currency": "KES",
            "exchange_rate": 129.5,
            "price_year": 2026,
            "budget_by_year": [20_000_000.0, 0.0],
            "decisions": decisions,
            "progress": progress,
            "reason": f"{AWKWARD}\nSecond line & <third>",
        },
    )


def _some(level: int) -> dict[str, Answer]:
    """A dozen answers in three pillars."""
    keys = ("L03", "L08", "L09", "O01", "O02", "O03", "O04", "O15", "T02", "T03", "T05", "C01")
    return {key: Answer(level=level) for key in keys}


def _made(answers: dict[str, Answer], **changes: object) -> Assessment:
    return Assessment(
        **{"country": "NAM", "edition": "2026", "cycle": 2026, "answers": answers, **changes}
    )


EDGES = {
    "nothing": nothing,
    "all_unknown": all_unknown,
    "not_applicable": not_applicable,
    "all_lowest": lambda: all_at(0),
    "all_highest": lambda: all_at(4),
    "mixed": mixed,
    "quick": quick,
    "one_institution": one_institution,
    "twelve_months": twelve_months,
    "decided": decided,
}


def page(assessment: Assessment, made: Edition | None = None) -> str:
    """The document for technical readers with its annexes, which holds everything."""
    whole = Readership(annexes=True)
    return render_html(
        build_report(made or edition(), assessment, date=DAY, readership=whole, sketch=True)
    )


CABINET = Readership(Reader.CABINET)
MINISTER = Readership(Reader.MINISTER)
ANNEXES = Readership(annexes=True)


def page_and_answers(assessment: Assessment) -> tuple[str, str]:
    return page(assessment), dump_json(assessment)


def words_of_page(text: str) -> str:
    """The visible text of a page, without styles, markup and titles of charts."""
    text = re.sub(r"<(style|title)[^>]*>.*?</\1>", " ", text, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", " ", text))


@lru_cache(maxsize=8)
def page_texts(pdf: bytes) -> tuple[str, ...]:
    """The text of each page in the order of its content, without the direction marks that pdftotext adds."""
    command = ["pdftotext", "-raw", "-", "-"]
    read = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    return tuple(re.sub(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", read).split("\f")[:-1])


def words_of_pdf(pdf: bytes) -> str:
    """Return the text of all pages without white space, independent of the breaks of lines and pages.

    The foot that the pages share stands once, at the end: it would be inside a sentence that goes on overleaf, and so
    would the signs of a list, which pdftotext puts after the text of their page.
    """
    pages = [re.sub(r"(?:Page\d+of\d+|\d+)$", "", packed(page)) for page in page_texts(pdf)]
    signs = zip(*(reversed(page) for page in pages[1:]), strict=False)
    foot = "".join(group[0] for group in takewhile(lambda group: len({*group}) == 1, signs))[::-1]
    return "".join((*(page.removesuffix(foot).rstrip("•") for page in pages), foot))


def packed(text: str) -> str:
    return re.sub(r"\s+", "", text)
