"""The structure of the statistical data: concepts, code lists, data structure definition and dataflow of an edition.

Names are English, as pysdmx states no other language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pysdmx.model import (
    Code,
    Codelist,
    Component,
    Components,
    Concept,
    ConceptScheme,
    Dataflow,
    DataStructureDefinition,
    DataType,
    ItemReference,
    Role,
    Schema,
)

from assessment.countries import country_name
from public.sdmx.observations import MISSING, NORMAL, TOTAL, code, unit_code
from questionnaires import Edition
from questionnaires.labels import edition_text

AGENCY = "COP"
"""Agency of the structures: the toolkit's own, registered nowhere."""

VERSION = "1.0.0"
FLOW = "COP_ASSESSMENT"

MEASURE, TIME, STATUS, UNIT = "OBS_VALUE", "TIME_PERIOD", "OBS_STATUS", "UNIT_MEASURE"
MEASURES = ("SCORE", "SCORE_LOW", "SCORE_HIGH", "COVERAGE", "LEVEL", "FIGURE")


def group_dimensions(edition: Edition) -> tuple[str, ...]:
    """Ids of the dimensions by which a figure can be broken down."""
    return tuple(code(key) for key in edition.dimension)


def columns(edition: Edition) -> tuple[str, ...]:
    """Ids of all components, in the order of the data structure definition."""
    return (
        "FREQ", "REF_AREA", "INDICATOR", "MEASURE", *group_dimensions(edition), TIME, MEASURE, STATUS, UNIT,
    )  # fmt: skip


def structures(
    edition: Edition, areas: Iterable[str]
) -> tuple[ConceptScheme | Codelist | DataStructureDefinition | Dataflow, ...]:
    """Concept scheme, code lists, data structure definition and dataflow, with the countries `areas` (ISO 3166-1 alpha-3)."""
    lists = _code_lists(edition, areas)
    definition = _definition(edition, lists)
    flow = Dataflow(
        id=FLOW,
        name=_title(),
        agency=AGENCY,
        version=VERSION,
        structure=definition.short_urn,
    )
    return (_concepts(edition), *lists.values(), definition, flow)


def schema(edition: Edition, areas: Iterable[str]) -> Schema:
    """What a data set refers to: the components of the dataflow."""
    definition = _definition(edition, _code_lists(edition, areas))
    return Schema(
        context="dataflow",
        agency=AGENCY,
        id=FLOW,
        version=VERSION,
        components=definition.components,
        artefacts=[],
    )


def _title() -> str:
    return "Child online protection: published scores, levels and figures"


def _concept_names(edition: Edition) -> dict[str, str]:
    return {
        "FREQ": "Frequency",
        "REF_AREA": "Country",
        "INDICATOR": "Indicator",
        "MEASURE": "What is measured",
        **{
            code(key): edition_text(key, "name", item.name)
            for key, item in edition.dimension.items()
        },
        TIME: "Year",
        MEASURE: "Value",
        STATUS: "Status",
        UNIT: "Unit",
    }


def _concepts(edition: Edition) -> ConceptScheme:
    items = [Concept(id=key, name=name) for key, name in _concept_names(edition).items()]
    return ConceptScheme(id="CS_COP", name=_title(), agency=AGENCY, version=VERSION, items=items)


def _code_lists(edition: Edition, areas: Iterable[str]) -> dict[str, Codelist]:
    """The code lists by the id of the component that they belong to."""
    names = _concept_names(edition)
    items = {
        "FREQ": [Code(id="A", name="Annual")],
        "REF_AREA": [Code(id=area, name=country_name(area)) for area in sorted(set(areas))],
        "INDICATOR": list(_indicators(edition)),
        "MEASURE": list(_measures()),
        **{
            code(key): [
                Code(id=TOTAL, name="Total"),
                *(
                    Code(id=code(it.id), name=edition_text(key, f"categories.{it.id}", it.label))
                    for it in item.categories
                ),
            ]
            for key, item in edition.dimension.items()
            if item.categories
        },
        STATUS: [
            Code(id=NORMAL, name="Normal value"),
            Code(id=MISSING, name="Missing value"),
        ],
        UNIT: [
            Code(id="PT", name="Per cent"),
            Code(id="LEVEL", name="Level"),
            *(
                Code(id=unit_code(it.id), name=edition_text(it.id, "unit", it.unit))
                for it in edition.statistics
            ),
        ],
    }
    return {
        key: Codelist(
            id=f"CL_COP_{key}", name=names[key], agency=AGENCY, version=VERSION, items=codes
        )
        for key, codes in items.items()
    }


def _indicators(edition: Edition) -> Iterator[Code]:
    overall = edition.about.overall
    yield Code(id=code(overall.id), name=edition_text(overall.id, "name", overall.name))
    for pillar in edition.pillars:
        yield Code(id=code(pillar.id), name=edition_text(pillar.id, "name", pillar.name))
    for clause in edition.clauses:
        yield Code(id=code(clause.id), name=edition_text(clause.id, "title", clause.title))
    for key, indicator in edition.indicators.items():
        yield Code(id=code(key), name=edition_text(key, "question", indicator.question))
    for statistic in edition.statistics:
        yield Code(id=code(statistic.id), name=edition_text(statistic.id, "name", statistic.name))


def _measures() -> Iterator[Code]:
    names = {
        "SCORE": "Score",
        "SCORE_LOW": "Score if all that is not answered stood at the bottom",
        "SCORE_HIGH": "Score if all that is not answered stood at the top",
        "COVERAGE": "Share of the weight that is answered",
        "LEVEL": "Level",
        "FIGURE": "Figure",
    }
    return (Code(id=key, name=names[key]) for key in MEASURES)


def _definition(edition: Edition, lists: dict[str, Codelist]) -> DataStructureDefinition:
    dimensions = [*columns(edition)][: columns(edition).index(MEASURE)]
    components = [
        *(_component(key, Role.DIMENSION, lists) for key in dimensions),
        _component(MEASURE, Role.MEASURE, lists),
        _component(STATUS, Role.ATTRIBUTE, lists),
        _component(UNIT, Role.ATTRIBUTE, lists),
    ]
    return DataStructureDefinition(
        id=FLOW, name=_title(), agency=AGENCY, version=VERSION, components=Components(components)
    )


def _component(key: str, role: Role, lists: dict[str, Codelist]) -> Component:
    """A component: coded where it has a list, else a number, a year or a text."""
    types = {MEASURE: DataType.DOUBLE, TIME: DataType.PERIOD}
    coded = lists.get(key)
    return Component(
        id=key,
        required=role is not Role.MEASURE,
        role=role,
        concept=ItemReference(
            sdmx_type="Concept", agency=AGENCY, id="CS_COP", version=VERSION, item_id=key
        ),
        local_dtype=types.get(key, DataType.STRING),
        local_codes=coded,
        attachment_level="O" if role is Role.ATTRIBUTE else None,
    )
