"""The facets in the OpenAPI document."""

from testimonia.pages.explore import VIEWS
from testimonia.query.facets import FACETS, SHOWN
from testimonia.serve.openapi_parts import COUNT, TEXT, Json, answers, object_of, of_schema, parameter


def explore() -> Json:
    """What can be asked of the facets."""
    many = {"type": "array", "items": TEXT, "maxItems": 20}
    page = parameter("page", {"type": "integer", "minimum": 1, "maximum": 999_999}, "which page of the results")
    language = parameter("lang", {"enum": ["en", "de"]}, "in which language things are named")
    return {
        "operationId": "explore",
        "summary": "Claims or events chosen by facets, with the number that each other choice would show",
        "parameters": [
            parameter("show", {"enum": list(SHOWN)}, "claims or events"),
            *(parameter(facet, many, "values of which one has to hold; - for whatever has none") for facet in FACETS),
            parameter("q", {"type": "string", "maxLength": 1000}, "words that have to occur"),
            *(parameter(f"in-{facet}", TEXT, "what names of the options told have to hold") for facet in FACETS),
            parameter("as", {"enum": list(VIEWS)}, "what a drawing is made of is told as well"),
            page,
            language,
        ],
        "responses": answers(of_schema("Explored"), not_a_choice="400", no_such_page="404"),
    }


def explored() -> Json:
    """What they answer."""
    option = object_of(["value", "name", "total"], value=TEXT, name=TEXT, total=COUNT)
    facet = object_of(
        ["facet", "options", "leftOut"],
        facet={"enum": list(FACETS)},
        options={"type": "array", "items": option},
        leftOut=COUNT,
    )
    chosen = object_of(["facet", "value"], facet=TEXT, value=TEXT)
    return object_of(
        ["show", "total", "all", "page", "pages", "chosen", "facets", "results"],
        show={"enum": list(SHOWN)},
        total=COUNT,
        all=COUNT,
        page={"type": "integer", "minimum": 1},
        pages={"type": "integer", "minimum": 1},
        chosen={"type": "array", "items": chosen},
        facets={"type": "array", "items": facet},
        results={"type": "array", "items": object_of(["iri", "href", "name"], iri=TEXT, href=TEXT, name=TEXT)},
        back={"type": "array", "items": object_of(["facet", "total"], facet=TEXT, total=COUNT)},
        next=TEXT,
    )
