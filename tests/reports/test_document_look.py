"""Emblem, colours, foreword and paper that a country gives: stored with its plan, and shown on one page of cover."""

import base64
import io
import struct
import zlib
from typing import Any

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Cm
from pptx import Presentation

from assessment import Assessment
from assessment.files.assessment_file import dump_assessment, dump_json, parse_assessment
from assessment.model.document_settings import (
    FOREWORD_LENGTH,
    NAME_LENGTH,
    DocumentSettings,
    Emblem,
    Foreword,
    Paper,
)
from assessment.pictures.emblem import read_emblem
from assessment.review.plan_digest import plan_digest
from questionnaires.palette import ACTION, without_hash
from reports import PdfWorker, Readership, build_report, plan_document, render_html
from tests.reports import made
from tests.support.word_boxes import boxes_of, overprinted

pytestmark = pytest.mark.timeout(300)

EMBLEM = read_emblem(
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="3"/></svg>',
    "arms.svg",
)


def _png(width: int, height: int) -> bytes:
    """A picture of one colour."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress((b"\0" + b"\x8a\x15\x38" * width) * height)
    chunks = ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


PICTURE = read_emblem(_png(9, 6), "arms.png")
WORDS = "Children are safe online when each of us does our part. "
FOREWORD = Foreword(
    text=(WORDS * FOREWORD_LENGTH)[:FOREWORD_LENGTH],
    name=("Adaeze " * NAME_LENGTH)[:NAME_LENGTH],
    office=("Minister of everything " * NAME_LENGTH)[:NAME_LENGTH],
)


def with_look(assessment: Assessment, **look: Any) -> Assessment:
    plan = assessment.plan.model_copy(update={"document": DocumentSettings(**look)})
    return assessment.model_copy(update={"plan": plan})


def page_of(assessment: Assessment, readership: Readership = made.MINISTER) -> str:
    return render_html(
        build_report(made.edition(), assessment, date=made.DAY, readership=readership)
    )


def cover_of(assessment: Assessment) -> str:
    """The HTML of the technical document."""
    return page_of(assessment, Readership())


def test_the_look_is_kept_by_every_form_of_the_file_and_is_no_part_of_the_plan_approved() -> None:
    plain = made.quick()
    dressed = with_look(
        plain, emblem=EMBLEM, colours=("#8A1538",), foreword=FOREWORD, paper=Paper.LETTER
    )
    for text, name in ((dump_assessment(dressed), "a.yaml"), (dump_json(dressed), "a.json")):
        assert parse_assessment(text.encode(), name) == dressed
    assert "document" not in dump_json(plain)
    assert plan_digest(dressed) == plan_digest(plain)


def test_the_cover_has_what_the_country_gives_and_nothing_of_it_without() -> None:
    plain = cover_of(made.quick())
    assert "<img" not in plain
    assert "#0B5C7A" in plain
    dressed = cover_of(
        with_look(made.quick(), emblem=EMBLEM, colours=("#8A1538", "#00563F"), foreword=FOREWORD)
    )
    assert base64.b64encode(EMBLEM.data.encode()).decode() in dressed
    assert ".kicker, .cover .figure strong" in dressed
    assert "#8A1538 0.0%, #8A1538 50.0%, #00563F 50.0%, #00563F 100.0%" in dressed
    assert FOREWORD.office in dressed


def test_a_typed_foreword_and_note_are_text_and_the_whole_note_stands_beside_the_contents() -> None:
    note = "<b>About</b> these answers. " * 60
    typed = made.quick().model_copy(update={"note": note})
    page = cover_of(with_look(typed, foreword=Foreword(text="<script>1</script>")))
    assert "<script>" not in page
    assert "&lt;script&gt;1" in page
    cover, _contents, rest = page.partition('id="contents"')
    assert "About this assessment" in rest
    assert cover.count("&lt;b&gt;About") < 15


def drawn_from(relations: Any, shape: Any) -> set[str]:
    """The types of the pictures to which a shape refers, its SVG included."""
    ids = shape.xpath(".//a:blip/@r:embed | .//*[local-name()='svgBlip']/@r:embed")
    return {relations[item].target_part.content_type for item in ids}


@pytest.mark.parametrize(
    ("emblem", "types"), [(EMBLEM, {"image/svg+xml", "image/png"}), (PICTURE, {"image/png"})]
)
def test_word_and_slides_have_emblem_colours_foreword_and_signer_as_the_pdf(
    emblem: Emblem, types: set[str]
) -> None:
    signed = Foreword(text="Children first.\nAll of us.", name="A. Diallo", office="Minister")
    look = {"emblem": emblem, "colours": ("#8A1538", "#00563F"), "foreword": signed}
    dressed = with_look(made.quick(), **look, paper=Paper.LETTER)

    word = Document(io.BytesIO(plan_document(".docx", made.edition(), dressed, made.DAY)))
    lines = [item.text for item in word.paragraphs]
    start = lines.index("Foreword")
    assert lines[start + 1 : start + 5] == [
        "Children first.",
        "All of us.",
        "A. Diallo",
        "Minister",
    ]
    assert word.sections[0].page_width > Cm(21.5)
    picture = word.inline_shapes[0]
    assert "emblem" in picture._inline.docPr.get("descr")
    assert drawn_from(word.part.rels, picture._inline) == types
    numbers = word.element.xpath("//wp:docPr/@id")
    assert len(numbers) == len(set(numbers))

    slides = Presentation(io.BytesIO(plan_document(".pptx", made.edition(), dressed, made.DAY)))
    cover, foreword, *others = slides.slides
    assert len(others) == 7
    pictures = [shape for shape in cover.shapes if shape.name == "Emblem"]
    assert drawn_from(cover.part.rels, pictures[0]._element) == types
    bands = [shape for shape in cover.shapes if shape.name.startswith("Band")]
    assert [str(shape.fill.fore_color.rgb) for shape in bands] == ["8A1538", "00563F"]
    texts = "\n".join(shape.text_frame.text for shape in foreword.shapes if shape.has_text_frame)
    assert "Foreword\nChildren first.\nAll of us.\nA. Diallo Minister" in texts

    for part in (word.part, slides.slide_master.part):
        theme = part.part_related_by(RELATIONSHIP_TYPE.THEME).blob.decode()
        assert '<a:dk2><a:srgbClr val="8A1538"/></a:dk2>' in theme
        assert '<a:custClr><a:srgbClr val="00563F"/></a:custClr>' in theme


def test_word_and_slides_without_a_look_have_no_picture_and_our_colours() -> None:
    word = Document(io.BytesIO(plan_document(".docx", made.edition(), made.quick(), made.DAY)))
    assert not word.element.xpath("//pic:pic")
    theme = word.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob.decode()
    assert "custClr" not in theme
    assert without_hash(ACTION) in theme
    slides = Presentation(
        io.BytesIO(plan_document(".pptx", made.edition(), made.quick(), made.DAY))
    )
    assert len(slides.slides) == 8
    assert not slides.slides[0].element.xpath("//p:pic")


@pytest.mark.parametrize("paper", Paper)
def test_the_fullest_cover_is_one_page_and_the_minister_has_two_on_each_paper(
    paper: Paper, worker: PdfWorker
) -> None:
    full = {"emblem": EMBLEM, "colours": ("#8A1538",), "foreword": FOREWORD, "paper": paper}
    typed = {"country": "SHN", "standing": "illustrative", "note": WORDS * 40}
    covered = Assessment.model_validate({**made.quick().model_dump(), **typed})
    jobs = {
        "cover": worker.submit(cover_of(with_look(covered, **full)), ""),
        "minister": worker.submit(page_of(with_look(made.mixed(), paper=paper)), ""),
        "decided": worker.submit(page_of(with_look(made.decided(), paper=paper)), ""),
    }
    pdfs = {name: job.result(300) for name, job in jobs.items()}
    assert "For the minister, 1 of 2" in made.page_texts(pdfs["cover"])[1]
    assert [len(made.page_texts(pdfs[name])) for name in ("minister", "decided")] == [2, 2]
    for pdf in pdfs.values():
        assert [list(overprinted(page)) for page in boxes_of(pdf)[:3]] in ([[], []], [[], [], []])
