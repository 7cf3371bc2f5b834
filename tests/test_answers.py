"""What answers of all routes share. Written after RFC 9110; the numbers are its sections."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from testimonia.serve.answers import (
    NoBodyAfterHead,
    coding_of,
    conditional,
    early,
    entity_tag,
    is_other,
    is_unchanged,
    link,
    negotiated,
    plain,
)

TAG = '"one"'


def request(method: str = "GET", **headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in headers.items()]
    return Request({"type": "http", "method": method, "path": "/", "query_string": b"", "headers": raw})


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param('"one"', True, id="the same"),
        pytest.param('W/"one"', True, id="weakly the same, which is enough here (13.1.2)"),
        pytest.param('"two"', False, id="another"),
        pytest.param('"two", "one"', True, id="second of a list"),
        pytest.param('"two","one"', True, id="list without blanks"),
        pytest.param('"two" ,\t"three", W/"one" , ', True, id="list with blanks and an empty element (5.6.1)"),
        pytest.param(', ,"one"', True, id="empty elements before"),
        pytest.param("*", True, id="anything"),
        pytest.param(" * ", True, id="anything, with blanks"),
        pytest.param('"a,b", "one"', True, id="a comma within a tag"),
        pytest.param('"one,two"', False, id="a comma makes no list within a tag"),
        pytest.param("one", False, id="without quotes"),
        pytest.param('"one', False, id="half a tag"),
        pytest.param('w/"one"', False, id="a small w is no mark of weakness (8.8.3)"),
        pytest.param('"ONE"', False, id="tags heed case"),
        pytest.param("", False, id="empty"),
        pytest.param('"one"; "two"', False, id="not a list"),
    ],
)
def test_if_none_match(written: str, *, expected: bool) -> None:
    assert is_unchanged(request(if_none_match=written), TAG) is expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param('"one"', False, id="the same"),
        pytest.param("*", False, id="anything"),
        pytest.param('W/"one"', True, id="weak tags are never the same (13.1.1)"),
        pytest.param('"two"', True, id="another"),
        pytest.param('"two", "one"', False, id="second of a list"),
    ],
)
def test_if_match(written: str, *, expected: bool) -> None:
    assert is_other(request(if_match=written), TAG) is expected


def test_conditions_are_for_reading() -> None:
    assert not is_unchanged(request("POST", if_none_match="*"), TAG)
    assert is_unchanged(request("HEAD", if_none_match="*"), TAG)


def test_304_keeps_what_caches_need_and_nothing_else() -> None:
    headers = {"Vary": "Accept", "Content-Location": "/a.ttl", "Cache-Control": "no-cache", "Link": "<x>", "X": "y"}

    answer = early(request(if_none_match=TAG), TAG, headers)

    assert answer is not None
    assert (answer.status_code, answer.body) == (304, b"")
    assert sorted(answer.headers) == ["cache-control", "content-location", "etag", "vary"]


def test_412_comes_before_304() -> None:
    answer = early(request(if_match='"two"', if_none_match=TAG), TAG)

    assert answer is not None
    assert answer.status_code == 412


def test_only_a_200_is_conditional() -> None:
    refused = plain(404, "Not here.")

    assert conditional(request(if_none_match="*"), refused, TAG) is refused
    assert "etag" not in refused.headers
    assert conditional(request(if_none_match="*"), PlainTextResponse("here"), TAG).status_code == 304
    assert conditional(request(), PlainTextResponse("here"), TAG).headers["etag"] == TAG


@given(words=st.text(max_size=9000))
def test_an_error_is_short_utf_8_text(words: str) -> None:
    answer = plain(400, words)

    assert len(bytes(answer.body)) < 4096
    bytes(answer.body).decode("utf-8")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"


@given(st.tuples(*[st.text(max_size=9)] * 3), st.tuples(*[st.text(max_size=9)] * 3))
def test_entity_tags_tell_builds_paths_and_forms_apart(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    has_breaks = any("\n" in part for part in (*one, *other))

    assert has_breaks or (entity_tag(*one) == entity_tag(*other)) is (one == other)
    assert entity_tag(*one).startswith('"')


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        pytest.param("", "", id="nothing said"),
        pytest.param("gzip", "gzip", id="gzip"),
        pytest.param("br, gzip;q=0.8", "gzip", id="among others"),
        pytest.param("gzip;q=0", "", id="refused"),
        pytest.param("*", "gzip", id="anything"),
        pytest.param("*;q=0.5, identity", "", id="plain is liked better"),
        pytest.param("gzip;q=0, *", "", id="anything else"),
        pytest.param("identity", "", id="plain alone"),
        pytest.param("GZIP ; q=1.0", "gzip", id="capitals, and blanks around the mark"),
        pytest.param("gzip; q=high", "", id="a weight that is none"),
        pytest.param("x-gzip", "gzip", id="its old name"),
    ],
)
def test_content_coding(accepted: str, expected: str) -> None:
    assert coding_of(request(accept_encoding=accepted)) == expected


def test_several_fields_of_one_name_are_one_list() -> None:
    raw = [(b"if-none-match", b'"two"'), (b"if-none-match", TAG.encode())]
    asked = Request({"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": raw})

    assert is_unchanged(asked, TAG)


def test_406_names_what_there_is_and_not_what_was_sent() -> None:
    answer = negotiated(request(accept="image/secret"), {"ttl": ("text/turtle",), "nt": ("application/n-triples",)})

    assert not isinstance(answer, str)
    text = bytes(answer.body).decode()
    assert answer.status_code == 406
    assert "text/turtle" in text
    assert "secret" not in text
    assert answer.headers["vary"] == "Accept"


def test_links_are_written_as_rfc_8288_has_them() -> None:
    assert link([("/a.ttl", {"rel": "alternate", "type": "text/turtle"}), ("/b", {"rel": "item"})]) == (
        '</a.ttl>; rel="alternate"; type="text/turtle", </b>; rel="item"'
    )


def test_nothing_follows_head() -> None:
    def whole(_: Request) -> PlainTextResponse:
        return PlainTextResponse("content")

    def streamed(_: Request) -> StreamingResponse:
        return StreamingResponse(iter([b"one", b"two"]))

    app = NoBodyAfterHead(Starlette(routes=[Route("/whole", whole), Route("/streamed", streamed)]))
    client = TestClient(app)

    assert client.get("/whole").text == "content"
    assert client.head("/whole").content == b""
    assert client.head("/whole").headers["content-length"] == "7"
    assert client.head("/streamed").content == b""
    assert client.get("/streamed").content == b"onetwo"
