"""Things and the documents about them, over HTTP; every node of the example, and some of the real archive."""

import asyncio
import json
import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store, parse
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Message

from testimonia import pipeline
from testimonia.publish.documents import ITEMS, document, part
from testimonia.query.run import GRAPH_FORMATS
from testimonia.serve import answers
from testimonia.serve.addresses import path_to
from testimonia.serve.app import application
from testimonia.serve.limits import Limits
from testimonia.serve.service import Service
from testimonia.serve.signposting import SUFFIXES
from testimonia.serve.snapshot import open_snapshot
from testimonia.store import memory_store
from testimonia.vocabulary import ADMS, DCT, PROV, RDF, SKOS, TM, XSD

ROOT = Path(__file__).parents[2]
CLAIM = "claim/vey-chronicle/abbey-3000"
EVENT = "event/battle-of-alder-ford"
CLAIMS = """
    PREFIX tm: <https://w3id.org/testimonia/ns#>
    PREFIX cito: <http://purl.org/spar/cito/>
    SELECT DISTINCT ?node ?claim {
      { GRAPH ?g { ?claim tm:stance ?stance . BIND (?claim AS ?node) } }
      UNION { GRAPH ?g { ?claim tm:states/tm:about ?node } }
      UNION { GRAPH ?g { ?claim tm:states/tm:value ?node } }
      UNION { GRAPH ?g { ?claim tm:states/tm:place ?node } }
      UNION { GRAPH ?g { ?claim tm:states/tm:population ?node } }
      UNION { GRAPH ?g { ?claim tm:states ?node } }
      UNION { GRAPH ?g { ?claim tm:holder ?node } }
      UNION { GRAPH ?g { ?claim tm:reportedBy ?node } }
      UNION { GRAPH ?g { ?claim tm:attestedIn ?node } }
      UNION { GRAPH ?g { ?claim tm:supportedBy ?node } }
      UNION { GRAPH ?g { ?claim tm:supportedBy ?r } GRAPH ?h { ?r cito:hasCitedEntity ?node } }
      GRAPH ?k { ?claim a tm:Claim }
      FILTER isIRI(?node)
    }"""
"""Which claims the document about a node has to carry, asked in another way than the program does."""


def nodes(store: Store, base: str) -> list[str]:
    """The paths of all nodes of an archive."""
    subjects = {quad.subject.value for quad in store if isinstance(quad.subject, NamedNode)}
    return sorted(iri.removeprefix(base) for iri in subjects if iri.startswith(base) and iri != base)


def claims_by_node(store: Store) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    rows = store.query(CLAIMS)
    assert isinstance(rows, QuerySolutions)
    for row in rows:
        found.setdefault(row["node"].value, set()).add(row["claim"].value)
    return found


def turtle(client: TestClient, path: str) -> bytes:
    """As ``curl -L -H 'Accept: text/turtle'`` has it, all parts of a long document."""
    answer = client.get(path, headers={"accept": "text/turtle"}, follow_redirects=True)
    assert answer.status_code == 200, path
    content = bytes(answer.content)
    while "next" in answer.links:
        answer = client.get(answer.links["next"]["url"])
        content += answer.content
    return content


def assert_carries_its_claims(graph: rdflib.Graph, node: str, claims: set[str]) -> None:
    """Each claim with its proposition, holder, stance, passage, and who recorded it when."""
    said = {str(claim) for claim in graph.subjects(rdflib.RDF.type, rdflib.URIRef(TM.Claim.value))}
    assert claims <= said, node
    for claim in map(rdflib.URIRef, claims):
        for name in (TM.states, TM.holder, TM.stance, TM.attestedIn):
            assert graph.value(claim, rdflib.URIRef(name.value)) is not None, (node, claim, name)
        recorded = graph.value(claim, rdflib.URIRef(PROV.wasGeneratedBy.value))
        assert graph.value(recorded, rdflib.URIRef(PROV.endedAtTime.value)) is not None, (node, claim)
        passage = graph.value(claim, rdflib.URIRef(TM.attestedIn.value))
        assert graph.value(passage, rdflib.URIRef(TM.sha256.value)) is not None, (node, claim)


def test_every_iri_of_the_example_leads_to_a_graph_with_its_claims(service: Service, client: TestClient) -> None:
    store, base = service.snapshot.store, service.snapshot.base
    expected = claims_by_node(store)
    paths = nodes(store, base)
    assert len(paths) > 500

    for path in paths:
        content = turtle(client, f"/{path}")
        graph = rdflib.Graph().parse(data=content, format="turtle")
        assert next(graph.triples((rdflib.URIRef(base + path), None, None)), None) is not None, path
        assert_carries_its_claims(graph, path, expected.get(base + path, set()))


def test_every_term_dereferences(service: Service, client: TestClient) -> None:
    """Terms have a hash, so that all of them are in one document; words have documents of their own."""
    store = service.snapshot.store
    subjects = {quad.subject.value for quad in store if isinstance(quad.subject, NamedNode)}
    told = {str(s) for s in rdflib.Graph().parse(data=turtle(client, "/ns"), format="turtle").subjects()}
    assert {iri for iri in subjects if iri.startswith(TM.base)} <= told

    words = sorted(iri for iri in subjects if iri.startswith("https://w3id.org/testimonia/vocab/"))
    assert len(words) > 400
    for iri in words:
        content = turtle(client, "/vocab/" + iri.rpartition("/")[2])
        assert NamedNode(iri) in {quad.subject for quad in parse(content, format=RdfFormat.TURTLE)}


def test_a_scheme_carries_its_concepts(client: TestClient) -> None:
    quads = list(parse(turtle(client, "/vocab/stances"), format=RdfFormat.TURTLE))

    inside = {quad.subject for quad in quads if quad.predicate == SKOS.inScheme}
    assert len(inside) > 3


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, Service]]:
    """The service over the archive itself."""
    out = tmp_path_factory.mktemp("real")
    assert pipeline.build(ROOT / "data", out).problems == []
    limits = Limits()
    service = Service(out, limits, open_snapshot(out, limits))
    with TestClient(application(service), follow_redirects=False) as client:
        yield client, service


def test_a_sample_of_the_archive_itself(real: tuple[TestClient, Service]) -> None:
    client, service = real
    store, base = service.snapshot.store, service.snapshot.base
    expected = claims_by_node(store)
    largest = sorted(expected, key=lambda iri: -len(expected[iri]))[:3]
    sample = random.Random(1431).sample(nodes(store, base), 60)  # noqa: S311  (no secret)

    for path in [*sample, *(iri.removeprefix(base) for iri in largest)]:
        graph = rdflib.Graph().parse(data=turtle(client, f"/{path}"), format="turtle")
        assert_carries_its_claims(graph, path, expected.get(base + path, set()))


def test_a_part_is_bounded(real: tuple[TestClient, Service]) -> None:
    _, service = real
    store, base = service.snapshot.store, service.snapshot.base
    expected = claims_by_node(store)
    node = NamedNode(max(expected, key=lambda iri: len(expected[iri])))
    first = part(store, base, node, 1)

    assert first is not None
    assert first.of > 3
    claims = {quad.subject for quad in first.quads if quad.predicate == RDF.type and quad.object == TM.Claim}
    assert len(claims) < 2 * ITEMS


@pytest.mark.parametrize("suffix", GRAPH_FORMATS)
@pytest.mark.parametrize("path", [CLAIM, EVENT, "actor/holm", "source/price-of-a-crossing"])
def test_all_forms_say_the_same(client: TestClient, base: str, path: str, suffix: str) -> None:
    """Forms that keep graphs apart hold what rules found besides; all others exactly what is authored."""
    answer = client.get(f"/{path}.{suffix}")
    quads = set(parse(answer.content, format=GRAPH_FORMATS[suffix], base_iri=base))
    authored = {quad.triple for quad in quads if "/graph/inferred/" not in str(quad.graph_name)}

    plain = {quad.triple for quad in parse(client.get(f"/{path}.nt").content, format=RdfFormat.N_TRIPLES)}
    assert authored == plain
    assert {quad.triple for quad in quads} > plain if suffix in ("nq", "trig", "jsonld") else True


def test_findings_stand_in_their_graphs_only(client: TestClient, base: str) -> None:
    quads = list(parse(client.get(f"/{CLAIM}.nq").content, format=RdfFormat.N_QUADS))
    found = {quad.predicate for quad in quads if quad.graph_name == NamedNode(f"{base}graph/inferred/comparable")}

    assert TM.conflictsWith in found
    triples = list(parse(client.get(f"/{CLAIM}.ttl").content, format=RdfFormat.TURTLE))
    assert not {quad.predicate for quad in triples} & {TM.conflictsWith, TM.comparableWith, TM.rootSource}


def test_a_finding_says_in_every_form_what_it_is(service: Service, client: TestClient, base: str) -> None:
    finding = next(path for path in nodes(service.snapshot.store, base) if path.startswith("finding/comparable/"))
    quads = list(parse(client.get(f"/{finding}.ttl").content, format=RdfFormat.TURTLE))

    own = {quad.predicate for quad in quads if quad.subject == NamedNode(base + finding)}
    assert {RDF.type, PROV.hadPlan, PROV.used} <= own
    assert any(quad.predicate == TM.states for quad in quads)
    assert not any(quad.predicate == TM.conflictsWith for quad in quads)


def test_nothing_is_said_that_the_archive_does_not_hold(service: Service) -> None:
    store, base = service.snapshot.store, service.snapshot.base
    for path in nodes(store, base):
        assert all(quad in store for quad in document(store, base, NamedNode(base + path))), path


def test_parts_together_are_the_whole(service: Service) -> None:
    store, base = service.snapshot.store, service.snapshot.base
    for path in (EVENT, "actor/marlow", "rule/roots", "curation/vey-chronicle/b"):
        node = NamedNode(base + path)
        first = part(store, base, node, 1, items=3)
        assert first is not None
        assert first.of > 2, path
        others = [part(store, base, node, number, items=3) for number in range(2, first.of + 1)]
        together = {quad for one in (first, *others) if one for quad in one.quads}

        assert set(document(store, base, node)) == {quad for quad in together if quad in store}, path
        assert part(store, base, node, first.of + 1, items=3) is None


def test_a_part_names_its_neighbours(service: Service) -> None:
    store, base = service.snapshot.store, service.snapshot.base
    middle = part(store, base, NamedNode(base + EVENT), 2, items=3)
    assert middle is not None

    view = NamedNode(f"{base}{EVENT}?page=2")
    led = {quad.predicate.value.rpartition("#")[2]: quad.object for quad in middle.quads if quad.subject == view}
    assert led["next"] == NamedNode(f"{base}{EVENT}?page=3")
    assert led["previous"] == led["first"] == NamedNode(f"{base}{EVENT}?page=1")


@pytest.mark.parametrize("form", ["html", "ttl"])
def test_any_content_is_not_content_that_is_not_there(client: TestClient, form: str) -> None:
    """If-None-Match: * holds where there is any representation (RFC 9110, 13.1.2); of a part too many there is none."""
    anything = {"if-none-match": "*"}

    assert client.get(f"/{CLAIM}.{form}", headers=anything).status_code == 304
    assert client.get(f"/{CLAIM}.{form}?page=99", headers=anything).status_code == 404


def test_there_is_a_304_for_each_form(client: TestClient) -> None:
    tags = set()
    for suffix in (*SUFFIXES.values(), "html"):
        whole = client.get(f"/{CLAIM}.{suffix}")
        again = client.get(f"/{CLAIM}.{suffix}", headers={"if-none-match": f'"x", {whole.headers["etag"]}'})
        other = client.get(f"/{CLAIM}.{suffix}", headers={"if-none-match": '"x"'})

        assert (again.status_code, again.content, other.status_code) == (304, b"", 200)
        assert again.headers["etag"] == whole.headers["etag"]
        assert again.headers["vary"] == whole.headers["vary"]
        assert again.headers["content-location"] == whole.headers["content-location"] == f"/{CLAIM}.{suffix}"
        tags.add(whole.headers["etag"])
    assert len(tags) == len(SUFFIXES) + 1


def test_plain_and_packed_have_tags_of_their_own(client: TestClient) -> None:
    plain = client.get(f"/{EVENT}.nt", headers={"accept-encoding": "identity"})
    packed = client.get(f"/{EVENT}.nt", headers={"accept-encoding": "gzip"})

    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert plain.content == packed.content
    assert plain.headers["etag"] != packed.headers["etag"]
    assert "accept-encoding" in packed.headers["vary"].lower()


def test_languages_have_tags_of_their_own(client: TestClient) -> None:
    english = client.get(f"/{CLAIM}.html", headers={"accept-language": "en"})
    german = client.get(f"/{CLAIM}.html", headers={"accept-language": "de"})

    assert english.headers["content-language"] == "en"
    assert "accept-language" in english.headers["vary"].lower()
    assert german.headers["content-language"] == "de"
    assert german.headers["etag"] != english.headers["etag"]


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/claim", id="a kind is no thing"),
        pytest.param("/claim/vey-chronicle/nothing", id="no such claim"),
        pytest.param("/claim/vey-chronicle/nothing.ttl", id="a document about no such claim"),
        pytest.param(f"/{CLAIM}.csv", id="no such form"),
        pytest.param(f"/{CLAIM}.ttl.ttl", id="two forms"),
        pytest.param(f"/{CLAIM}/", id="a slash at the end"),
        pytest.param(f"//{CLAIM}", id="two slashes at the beginning"),
        pytest.param(f"/claim//{CLAIM.removeprefix('claim/')}", id="two slashes within"),
        pytest.param("/claim/vey-chronicle%2Fabbey-3000", id="an escaped slash parts no names"),
        pytest.param("/claim/vey-chronicle%252Fabbey-3000", id="an escaped escape"),
        pytest.param(f"/event/%2e%2e/{CLAIM}", id="an escaped step up"),
        pytest.param("/%2F/evil.example", id="an escaped host"),
        pytest.param("/%5Cevil.example", id="a backslash"),
        pytest.param("/claim/%00", id="no character"),
        pytest.param("/claim/%0d%0aX-Header:%201", id="a line end"),
        pytest.param("/claim/%ff", id="not UTF-8"),
        pytest.param("/claim/%E0%A4%A", id="half an escape"),
        pytest.param("/claim/<script>", id="not an IRI"),
        pytest.param("/claim/a%20b", id="a blank"),
        pytest.param("/http://evil.example/", id="another IRI as path"),
        pytest.param("/.ttl", id="a form of nothing"),
        pytest.param("/vocab/", id="no word"),
        pytest.param("/vocab/nothing", id="no such word"),
        pytest.param("/ns/Claim", id="terms have a hash"),
        pytest.param("/graph/nothing", id="no such graph"),
        pytest.param("/" + "a" * 20_000, id="long"),
    ],
)
def test_unknown_paths(client: TestClient, path: str) -> None:
    answer = client.request("GET", "http://testserver" + path, headers={"accept": "*/*"})

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert len(answer.content) < 4096
    assert "location" not in answer.headers
    assert "evil" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(f"/event/../{CLAIM}", id="a step up"),
        pytest.param(f"/./{CLAIM}", id="a step on the spot"),
        pytest.param("//evil.example/", id="another host"),
        pytest.param("/\\evil.example/", id="another host, with a backslash"),
        pytest.param("//evil.example/..", id="another host, and up again"),
        pytest.param("/\xff\xfe", id="bytes that are no text"),
        pytest.param("*", id="what OPTIONS would ask for"),
        pytest.param("http://evil.example/", id="a whole address, as proxies are asked"),
    ],
)
def test_paths_that_clients_tidy_up_before_they_send_them(service: Service, path: str) -> None:
    status, headers = raw(application(service), path)

    assert status == 404
    assert "location" not in headers


def raw(app: ASGIApp, path: str) -> tuple[int, dict[str, str]]:
    """What is answered to a path as it stands, of which no client has made another."""
    scope = {"type": "http", "http_version": "1.1", "method": "GET", "scheme": "http", "server": ("here", 80)}
    scope |= {"headers": [], "query_string": b"", "path": unquote(path), "raw_path": path.encode("latin-1")}
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    async def answer() -> None:
        await app(scope, receive, send)

    asyncio.run(answer())
    return sent[0]["status"], {name.decode(): value.decode() for name, value in sent[0]["headers"]}


@pytest.mark.parametrize("number", ["0", "-1", "x", "1.5", "99999999", "²", "1 "])
def test_a_part_is_a_number(client: TestClient, number: str) -> None:
    answer = client.get(f"/{EVENT}.ttl", params={"page": number})

    assert answer.status_code == 400
    assert "from 1" in answer.text


def test_a_part_that_is_none(client: TestClient) -> None:
    assert client.get(f"/{EVENT}.ttl?page=2").status_code == 404


def test_a_document_is_read_only(client: TestClient) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert client.request(method, f"/{CLAIM}").status_code == 405


def test_signposts(client: TestClient, base: str) -> None:
    thing = client.get(f"/{CLAIM}", headers={"accept": "text/html"})
    page = client.get(f"/{CLAIM}.html")
    data = client.get(f"/{CLAIM}.ttl")

    for answer in (thing, page):
        links = by_relation(answer.headers["link"])
        assert links["cite-as"] == [base + CLAIM]
        assert links["collection"] == ["/"]
        assert links["license"] == ["https://creativecommons.org/licenses/by/4.0/"]
        assert links["describedby"] == [f"/{CLAIM}.{suffix}" for suffix in SUFFIXES.values()]
        assert "https://schema.org/Claim" in links["type"]
    assert "https://schema.org/AboutPage" in by_relation(page.headers["link"])["type"]
    links = by_relation(data.headers["link"])
    assert links["describes"] == [base + CLAIM]
    assert f"/{CLAIM}.html" in links["alternate"]
    assert f"/{CLAIM}.ttl" not in links["alternate"]


def test_every_link_leads_somewhere(client: TestClient) -> None:
    for path in (
        f"/{CLAIM}",
        f"/{EVENT}.html",
        f"/{EVENT}.ttl",
        "/",
        "/catalog.ttl",
        "/ns.ttl",
        "/download/archive.ttl",
    ):
        for targets in by_relation(client.get(path).headers["link"]).values():
            for target in targets:
                if target.startswith("/"):
                    assert client.get(target, follow_redirects=True).status_code == 200, (path, target)


def by_relation(written: str) -> dict[str, list[str]]:
    """The links of a header, by relation."""
    found: dict[str, list[str]] = {}
    for entry in written.split(", <"):
        target, _, parameters = entry.removeprefix("<").partition(">")
        found.setdefault(parameters.split('rel="')[1].split('"')[0], []).append(target)
    return found


def test_a_page_speaks_to_programs(client: TestClient, base: str) -> None:
    text = client.get(f"/{CLAIM}.html").text
    embedded = text.partition('<script type="application/ld+json">')[2].partition("</script>")[0]

    said = json.loads(embedded)
    assert said["@id"] == base + CLAIM
    assert "Claim" in said["@type"]
    assert said["tm:holder"]["@id"] == f"{base}actor/vey-abbey"


Changed = Callable[[Iterable[Quad]], TestClient]


@pytest.fixture
def changed(service: Service) -> Changed:
    """A client over the example with some quads more."""

    def change(quads: Iterable[Quad]) -> TestClient:
        before = service.snapshot
        store = memory_store([*before.store, *quads])
        graphs = frozenset(node.value for node in store.named_graphs() if isinstance(node, NamedNode))
        fields = {name: getattr(before, name) for name in before.__dataclass_fields__}
        snapshot = type(before)(**{**fields, "store": store, "graphs": graphs})
        return TestClient(application(Service(service.out, service.limits, snapshot)), follow_redirects=False)

    return change


def in_graph(base: str, graph: str, *triples: tuple[NamedNode, NamedNode, NamedNode | Literal]) -> list[Quad]:
    return [Quad(*triple, NamedNode(f"{base}graph/{graph}")) for triple in triples]


def test_what_is_withdrawn_says_so_and_why(changed: Changed, base: str) -> None:
    claim = NamedNode(base + CLAIM)
    when = Literal("2026-12-01T10:00:00Z", datatype=XSD.dateTime)
    note = Literal("The page was read wrongly.", language="en")
    client = changed(
        in_graph(
            base,
            "claims",
            (claim, PROV.invalidatedAtTime, when),
            (claim, SKOS.editorialNote, note),
            (claim, PROV.wasInvalidatedBy, NamedNode(f"{base}actor/curator")),
        )
    )

    words = client.get(f"/{CLAIM}.html", headers={"accept": "*/*"})
    assert words.status_code == 410
    assert "2026-12-01T10:00:00Z" in words.text
    assert "The page was read wrongly." in words.text
    assert f"{base}actor/curator" in words.text
    data = client.get(f"/{CLAIM}", headers={"accept": "text/turtle"})
    assert data.status_code == 410
    assert data.headers["vary"].startswith("Accept")
    quads = list(parse(data.content, format=RdfFormat.TURTLE))
    assert {PROV.invalidatedAtTime, SKOS.editorialNote} <= {q.predicate for q in quads if q.subject == claim}
    assert any(quad.predicate == TM.attacks and quad.object == claim for quad in quads), "what leaned on it"
    assert client.get(f"/{CLAIM}.nq", headers={"if-none-match": "*"}).status_code == 410
    assert client.get(f"/{EVENT}.ttl").status_code == 200


def test_a_status_is_enough(changed: Changed, base: str) -> None:
    event = NamedNode(base + EVENT)
    client = changed(in_graph(base, "entities", (event, ADMS.status, Literal("withdrawn"))))

    assert client.get(f"/{EVENT}", headers={"accept": "text/html"}).status_code == 410
    assert "<html" in client.get(f"/{EVENT}", headers={"accept": "text/html"}).text
    assert changed(in_graph(base, "entities", (event, ADMS.status, Literal("accepted")))).get(f"/{EVENT}.nt").is_success


def test_what_is_replaced_leads_on(changed: Changed, base: str) -> None:
    event, other = NamedNode(base + EVENT), NamedNode(f"{base}event/removal-to-saltholm")
    client = changed(in_graph(base, "entities", (event, DCT.isReplacedBy, other)))

    answer = client.get(f"/{EVENT}", headers={"accept": "text/turtle"})
    assert (answer.status_code, answer.headers["location"]) == (301, "/event/removal-to-saltholm")
    told = client.get(f"/{EVENT}.ttl")
    assert told.status_code == 410
    assert f"{event} {DCT.isReplacedBy} {other}" in client.get(f"/{EVENT}.nt").text
    successor = client.get("/event/removal-to-saltholm.nt")
    assert f"{event} {DCT.isReplacedBy} {other}" in successor.text


def test_a_redirect_never_leaves_the_archive(changed: Changed, base: str) -> None:
    event = NamedNode(base + EVENT)
    for iri in ("https://evil.example/x", f"{base}/evil.example"):
        client = changed(in_graph(base, "entities", (event, DCT.isReplacedBy, NamedNode(iri))))
        answer = client.get(f"/{EVENT}", headers={"accept": "text/html"})

        assert answer.status_code == 410
        assert "location" not in answer.headers


@pytest.mark.parametrize(
    ("key", "path"),
    [
        pytest.param("Хайбах", "/event/%D0%A5%D0%B0%D0%B9%D0%B1%D0%B0%D1%85", id="another script"),
        pytest.param("a%2Fb", "/event/a%2Fb", id="an escaped slash in the name"),
        pytest.param("v1.ttl", "/event/v1.ttl", id="a name that ends like a form"),
        pytest.param("1944.02", "/event/1944.02", id="a name with a dot"),
        pytest.param("a+b,c;d=e~f!(g)'h", "/event/a+b,c;d=e~f!(g)'h", id="marks"),
        pytest.param("a:b@c", "/event/a:b@c", id="a colon"),
    ],
)
def test_names_of_any_letters(changed: Changed, base: str, key: str, path: str) -> None:
    node = NamedNode(f"{base}event/{key}")
    client = changed(in_graph(base, "entities", (node, RDF.type, TM.Event), (node, SKOS.prefLabel, Literal("x"))))

    thing = client.get(path, headers={"accept": "text/turtle"})
    assert (thing.status_code, thing.headers.get("location")) == (303, f"{path}.ttl")
    document = client.get(thing.headers["location"])
    assert document.status_code == 200
    assert node in {quad.subject for quad in parse(document.content, format=RdfFormat.TURTLE)}


def test_the_home_page_describes_the_data_set(client: TestClient, base: str) -> None:
    page = client.get("/", headers={"accept": "text/html"})
    assert page.status_code == 200
    assert page.headers["content-location"] == "/index.html"
    assert {"accept", "accept-language"} <= {name.strip().lower() for name in page.headers["vary"].split(",")}
    links = by_relation(page.headers["link"])
    assert links["cite-as"] == [base]
    assert "/download/archive.nq" in links["item"]
    assert "/catalog.ttl" in links["describedby"]
    data = client.get("/", headers={"accept": "application/n-triples"})
    assert (data.status_code, data.headers["location"]) == (303, "/catalog.nt")
    assert client.get("/index.html").status_code == 200


PATHS = st.lists(
    st.one_of(
        st.sampled_from(["claim", "event", "vey-chronicle", "abbey-3000", "..", ".", "%2F", "%2e%2e", "\\", "ns", ""]),
        st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="#?"), max_size=6),
    ),
    max_size=6,
).map("/".join)


@given(path=PATHS, suffix=st.sampled_from(["", ".ttl", ".html", ".x", "."]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
def test_no_path_breaks_it_or_leads_away(client: TestClient, path: str, suffix: str) -> None:
    answer = client.request("GET", f"http://testserver/{path}{suffix}", headers={"accept": "text/turtle"})

    assert answer.status_code in (200, 303, 404, 406)
    location = answer.headers.get("location", "/x")
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))


IRIS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp", "Cn"]), max_size=20)


@given(rest=IRIS)
def test_a_path_to_a_node_stays_here(rest: str) -> None:
    base = "https://example.org/a/"
    try:
        node = NamedNode(base + rest)
    except ValueError:
        return
    path = path_to(base, node)

    assert path is None or (path.isascii() and path.startswith("/") and not path.startswith(("//", "/\\")))
    assert path_to(base, NamedNode("https://evil.example/")) is None


def test_a_tag_stands_for_the_same_bytes(service: Service, client: TestClient) -> None:
    """Another service over the same build gives the same tag and the same content."""
    other = TestClient(application(Service(service.out, service.limits, service.snapshot)), follow_redirects=False)
    for path in (f"/{CLAIM}", f"/{EVENT}", "/ns", "/vocab/deaths"):
        for suffix in SUFFIXES.values():
            one, again = client.get(f"{path}.{suffix}"), other.get(f"{path}.{suffix}")

            assert one.content == again.content
            assert one.headers["etag"] == again.headers["etag"]


def test_a_tag_changes_with_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that another version of a template makes is not the one that a client holds."""
    template = tmp_path / "pages/templates/thing.html"
    template.parent.mkdir(parents=True)
    monkeypatch.setattr("testimonia.__file__", str(tmp_path / "__init__.py"))
    tags = []
    for text in ("one", "one", "another"):
        template.write_text(text)
        answers._program.cache_clear()  # noqa: SLF001  (as a new start of the service does)
        tags.append(answers.entity_tag("build", "/event", "html"))

    monkeypatch.undo()
    answers._program.cache_clear()  # noqa: SLF001
    assert tags[0] == tags[1] != tags[2]
