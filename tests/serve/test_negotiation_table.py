"""Which document a client is sent to, for what its Accept header says: RFC 9110, 12.4 and 12.5."""

from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from testimonia.serve.documents import OFFERED
from testimonia.serve.negotiation import choose, choose_language, media_ranges
from testimonia.serve.signposting import SUFFIXES

THING = "/claim/vey-chronicle/abbey-3000"
HTML, NONE = "html", "none"

NAMED = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/turtle": "ttl",
    "application/x-turtle": "ttl",
    "text/n3": "ttl",
    "application/ld+json": "jsonld",
    "application/json": "jsonld",
    "application/n-triples": "nt",
    "application/n-quads": "nq",
    "application/trig": "trig",
    "application/rdf+xml": "rdf",
}
"""Each media type that asks for a form."""

FORMS = {
    "html": "text/html",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "nq": "application/n-quads",
    "trig": "application/trig",
    "rdf": "application/rdf+xml",
}
"""The forms in the order in which we like to give them, each with its own media type."""

CLIENTS = [
    (None, HTML, "no header at all"),
    ("", HTML, "empty header"),
    ("*/*", HTML, "curl, wget, Python"),
    (
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
        HTML,
        "Firefox",
    ),
    (
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8,application/signed-exchange;q=0.7",
        HTML,
        "Chromium",
    ),
    ("text/html, text/plain, text/sgml, text/css, */*;q=0.01", HTML, "Lynx"),
    ("text/turtle, application/rdf+xml;q=0.9, */*;q=0.1", "ttl", "a client of linked data"),
    ("application/rdf+xml", "rdf", "an old client of linked data"),
    ("application/rdf+xml, application/n-triples;q=0.9, text/turtle;q=0.9", "rdf", "Protégé, in short"),
    ("text/turtle,application/n-triples,application/ld+json,application/trig,application/n-quads", "ttl", "Jena"),
    (
        "application/n-triples, application/n-quads;q=0.9, text/turtle;q=0.8, application/rdf+xml;q=0.7",
        "nt",
        "a harvester",
    ),
    ("application/ld+json, application/json;q=0.9", "jsonld", "a JSON-LD library"),
    ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "jsonld", "a profile that we write"),
    ('application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded"', "jsonld", "a profile that we do not"),
    ("text/turtle;version=1.2, application/n-triples;q=0.1", "ttl", "a client of RDF 1.2"),
    ("image/png", NONE, "pictures alone"),
    ("image/*", NONE, "any picture"),
    ("text/csv", NONE, "tables alone"),
    ("application/xml", NONE, "XML of any sort, which RDF/XML does not call itself"),
    ("text/plain", NONE, "plain text"),
    ("application/pdf, text/plain;q=0.5", NONE, "paper"),
]

WILDCARDS = [
    ("text/*", HTML, "any text"),
    ("application/*", "jsonld", "any application, and HTML is sent as text"),
    ("application/*, application/ld+json;q=0", "nt", "any application but JSON-LD"),
    ("text/*;q=0.5, text/turtle", "ttl", "by name before by kind"),
    ("text/*, text/turtle;q=0.5", HTML, "the kind is liked better than the name"),
    ("text/*, text/html;q=0", "ttl", "any text but HTML"),
    ("*/*;q=0.1, application/trig", "trig", "by name before anything"),
    ("*/*, text/html;q=0", "ttl", "anything but HTML"),
    ("*/*;q=0.5, text/html;q=0.4", "ttl", "anything rather than HTML"),
    ("*/*;q=0", NONE, "nothing at all"),
    ("*/*;q=0, application/n-quads", "nq", "nothing but N-Quads"),
    ("text/*;q=0, */*", "jsonld", "no text"),
    ("text/*;q=0, application/xhtml+xml", HTML, "no text but XHTML, which is had as HTML"),
    ("application/*;q=0.9, text/*;q=0.8", "jsonld", "by kinds"),
    ("*", NONE, "one star is no media range"),
    ("*/turtle", NONE, "a star before a name is no media range"),
    ("*/*;q=0.001", HTML, "hardly anything"),
    ("text/html;q=0, application/xhtml+xml", NONE, "XHTML, but what is sent is refused"),
    (
        "application/ld+json;q=0.2, application/json, text/turtle;q=0.5",
        "ttl",
        "the form's own name counts, not another",
    ),
    ("application/json;q=0.6, text/turtle;q=0.5", "jsonld", "another name counts where the own is not named"),
]

WRITTEN = [
    ("TEXT/TURTLE", "ttl", "capitals"),
    ("Application/LD+JSON", "jsonld", "some capitals"),
    ("  text/turtle  ", "ttl", "blanks around"),
    ("text/turtle ;q=0.5 , application/trig ; q=0.9", "trig", "blanks around marks"),
    ("text/turtle;Q=0.1, application/trig;q=0.2", "trig", "a capital Q"),
    ("text/turtle,,application/trig;q=0.2", "ttl", "an empty element"),
    (",,,", NONE, "nothing but commas"),
    (", text/turtle", "ttl", "a comma before"),
    ("text/turtle;charset=utf-8", "ttl", "a charset"),
    ("text/turtle;charset=iso-8859-1", "ttl", "another charset: ours is told in the answer"),
    ("text/turtle;level=1", NONE, "a parameter that no form of ours has"),
    ("text/turtle;level=1, application/trig;q=0.1", "trig", "such a parameter, and something else"),
    ("text/turtle;q=1.0", "ttl", "weight with one digit"),
    ("text/turtle;q=0.123, application/trig;q=0.124", "trig", "three digits count"),
    ("text/turtle;q=0.1234, application/trig;q=0.1", "trig", "four digits are no weight"),
    ("text/turtle;q=1.5, application/trig;q=0.1", "trig", "more than one is no weight"),
    ("text/turtle;q=-1, application/trig;q=0.1", "trig", "less than nothing is no weight"),
    ("text/turtle;q=, application/trig;q=0.1", "trig", "an empty weight"),
    ("text/turtle;q, application/trig;q=0.1", "trig", "a weight without a number"),
    ("text/turtle;q=high, application/trig;q=0.1", "trig", "a weight in words"),
    ("text/turtle;q=0.0", NONE, "no weight"),
    ("text/turtle;q=0.000", NONE, "no weight at all"),
    ("text/turtle;q=1.000", "ttl", "full weight"),
    ("text/turtle;q=1.001, application/trig;q=0.1", "trig", "a bit more than full"),
    ("text/turtle; q=0.3; ext=1, application/trig;q=0.2", "ttl", "an extension after the weight"),
    ('text/turtle;charset="utf-8,x", application/trig;q=0.1', "ttl", "a comma in quotes"),
    ('text/turtle;x="a;b", application/trig', "trig", "a semicolon in quotes"),
    ('text/turtle;x="', NONE, "a quote that does not end"),
    ("turtle", NONE, "no slash"),
    ("text/", NONE, "no name"),
    ("/turtle", NONE, "no kind"),
    ("text/turtle/1", NONE, "two slashes"),
    ("text turtle", NONE, "a blank in place of the slash"),
    ("text/turtle\tapplication/trig", NONE, "a tab in place of the comma"),
    ("ttl", NONE, "a suffix"),
    ("application/trig, " * 90 + "text/turtle", "ttl", "long, and still read whole"),
    ("image/png, " * 200 + "text/turtle", NONE, "two hundred entries, of which a hundred are read"),
    ("text/turtle;q=0.2, text/turtle;q=0.9, application/trig;q=0.5", "trig", "named twice: the first counts"),
]


def alone() -> list[tuple[str, str, str]]:
    """Each media type by itself, with a low weight, and beside something that nobody has."""
    cases = []
    for media_type, suffix in NAMED.items():
        cases.append((media_type, suffix, f"{media_type} alone"))
        cases.append((f"{media_type};q=0.001", suffix, f"{media_type} alone, liked little"))
        cases.append((f"image/png, {media_type};q=0.1", suffix, f"{media_type} after a picture"))
        cases.append((f"{media_type};q=0", NONE, f"{media_type} refused, and nothing else named"))
    return cases


def pairs() -> list[tuple[str, str, str]]:
    """Two forms: the one with more weight, wherever it stands; with equal weight the one that we like better."""
    order = list(FORMS)
    cases = []
    for one, other in permutations(order, 2):
        first, second = FORMS[one], FORMS[other]
        cases.append((f"{first};q=0.4, {second};q=0.6", other, f"{one} less than {other}"))
        cases.append((f"{first}, {second}", min(one, other, key=order.index), f"{one} and {other} alike"))
    return cases


TABLE = [*CLIENTS, *WILDCARDS, *WRITTEN, *alone(), *pairs()]


def asked(client: TestClient, path: str, accept: str | None, method: str = "GET") -> tuple[int, str]:
    client.headers.pop("accept", None)
    headers = {} if accept is None else {"accept": accept}
    answer = client.request(method, path, headers=headers)
    return answer.status_code, answer.headers.get("location", "")


def test_the_table_is_long_enough() -> None:
    assert len(TABLE) >= 200
    assert len({(accept, name) for accept, _, name in TABLE}) == len(TABLE)


@pytest.mark.parametrize(
    ("accept", "suffix"), [pytest.param(accept, suffix, id=name) for accept, suffix, name in TABLE]
)
def test_table(client: TestClient, accept: str | None, suffix: str) -> None:
    status, location = asked(client, THING, accept)

    assert (status, location) == ((406, "") if suffix == NONE else (303, f"{THING}.{suffix}"))


@pytest.mark.parametrize(
    "path", ["/ns", "/vocab/deaths", "/graph/claims", "/event/battle-of-alder-ford", "/rule/roots"]
)
@pytest.mark.parametrize("suffix", [suffix for suffix in FORMS if suffix != "html"])
def test_everything_with_an_iri_is_negotiated_alike(client: TestClient, path: str, suffix: str) -> None:
    status, location = asked(client, path, FORMS[suffix])

    assert (status, location) == (303, f"{path}.{suffix}")
    document = client.get(location)
    assert document.status_code == 200
    assert document.headers["content-type"].split(";")[0] == FORMS[suffix]


@pytest.mark.parametrize("suffix", FORMS)
def test_head_is_answered_like_get(client: TestClient, suffix: str) -> None:
    for path in (THING, f"{THING}.{suffix}"):
        read = client.get(path, headers={"accept": FORMS[suffix]})
        head = client.head(path, headers={"accept": FORMS[suffix]})

        assert head.status_code == read.status_code
        assert dict(head.headers) == dict(read.headers)
        assert head.content == b""


def test_an_address_with_a_suffix_is_not_negotiated(client: TestClient) -> None:
    answer = client.get(f"{THING}.ttl", headers={"accept": "image/png"})

    assert answer.status_code == 200
    assert "accept," not in answer.headers["vary"].lower()


def test_caches_are_told_on_what_it_hangs(client: TestClient) -> None:
    assert client.get(THING, headers={"accept": "text/turtle"}).headers["vary"] == "Accept"
    assert client.get(THING, headers={"accept": "image/png"}).headers["vary"] == "Accept"


ACCEPTS = st.one_of(
    st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=120),
    st.lists(
        st.tuples(
            st.sampled_from([*NAMED, "*/*", "text/*", "application/*", "image/png", "a/b", ";", '"']),
            st.sampled_from(["", ";q=0", ";q=0.5", ";q=1", ";q=2", ";level=1", ';x=","', " ; q=0.1"]),
        ).map("".join),
        max_size=8,
    ).map(",".join),
)


@given(accept=ACCEPTS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
def test_no_header_breaks_it(client: TestClient, accept: str) -> None:
    answer = client.get(THING, headers={"accept": accept.encode("latin-1")})

    assert answer.status_code in (303, 406)
    assert len(answer.content) < 4096


@given(accept=ACCEPTS, form=st.sampled_from(list(OFFERED)))
def test_what_is_chosen_among_several_is_chosen_alone(accept: str, form: str) -> None:
    if choose(accept, OFFERED) == form:
        assert choose(accept, {form: OFFERED[form]}) == form


@given(accept=ACCEPTS)
def test_something_is_chosen_if_any_form_would_be_alone(accept: str) -> None:
    any_alone = any(choose(accept, {form: types}) for form, types in OFFERED.items())

    assert (choose(accept, OFFERED) is not None) is any_alone


@given(accept=ACCEPTS, form=st.sampled_from(list(OFFERED)))
def test_a_form_that_is_refused_is_never_chosen(accept: str, form: str) -> None:
    refused = ",".join(f"{media_type};q=0" for media_type in OFFERED[form])
    unnamed = [entry for entry in accept.split(",") if '"' not in entry and not any(t in entry for t in OFFERED[form])]

    assert choose(",".join([*unnamed, refused]), OFFERED) != form


@given(accept=ACCEPTS)
def test_adding_what_nobody_offers_changes_nothing(accept: str) -> None:
    before = choose(accept or "image/gif", OFFERED)

    assert choose("image/gif," + (accept or "image/gif"), OFFERED) == before or len(media_ranges(accept)) >= 99


@given(accept=ACCEPTS)
def test_every_range_has_a_weight_between_nothing_and_one(accept: str) -> None:
    assert all(0 <= found.quality <= 1 for found in media_ranges(accept))


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        pytest.param("", "en", id="nothing said"),
        pytest.param("de", "de", id="German"),
        pytest.param("de-AT,en;q=0.5", "de", id="German as in Austria"),
        pytest.param("DE", "de", id="capitals"),
        pytest.param("en-GB,de;q=0.9", "en", id="English first"),
        pytest.param("fr, de;q=0.5, en;q=0.4", "de", id="French, else German"),
        pytest.param("fr", "en", id="French alone"),
        pytest.param("*", "en", id="any"),
        pytest.param("*, en;q=0.1", "de", id="any rather than English"),
        pytest.param("de;q=0, *", "en", id="any but German"),
        pytest.param("de;q=broken, en;q=0.1", "en", id="a weight that is none"),
        pytest.param("den", "en", id="another language that begins alike"),
        pytest.param(",;=q,", "en", id="nothing to be read"),
    ],
)
def test_language(accepted: str, expected: str) -> None:
    assert choose_language(accepted, ("en", "de")) == expected


def test_the_table_knows_every_form() -> None:
    assert set(NAMED) == {media_type for types in OFFERED.values() for media_type in types}
    assert set(FORMS) == {"html", *SUFFIXES.values()}
