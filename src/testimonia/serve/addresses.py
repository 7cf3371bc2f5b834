"""Which node a path of the service stands for, and at which path a node is found.

A path is read as it was sent: each segment is decoded by itself, so that
``%2F`` is a character of a name and never parts one; empty segments and dots
lead nowhere. What is given back begins with one slash and one name, so that no
redirect can leave the service.
"""

import unicodedata
from typing import Final
from urllib.parse import quote, unquote_to_bytes

from pyoxigraph import NamedNode, Store
from starlette.requests import Request

from testimonia.publish.described import is_described
from testimonia.publish.documents import ONTOLOGY
from testimonia.vocabulary import TM, V

_IN_PATHS: Final = "/:@!$&'()*+,;=~-._%"
"""What stands in a path without an escape (RFC 3986, 3.3); a percent sign in an IRI is an escape already."""
_ONTOLOGY_PATH: Final = "ns"
_WORDS_PATH: Final = "vocab/"


def path_of_request(request: Request) -> str | None:
    """The path asked for, without its first slash and in NFC; None where it can be no name of ours."""
    root = request.scope.get("root_path", "").encode()
    raw = bytes(request.scope.get("raw_path") or request.scope["path"].encode())
    segments = [_segment(part) for part in raw.removeprefix(root).removeprefix(b"/").split(b"/")]
    if segments == [""]:
        return ""
    if not all(segments) or "." in segments or ".." in segments:
        return None
    return unicodedata.normalize("NFC", "/".join(segment for segment in segments if segment))


def _segment(raw: bytes) -> str | None:
    """One segment, decoded; an escaped slash stays escaped. None where it is not UTF-8 or holds control characters."""
    kept = raw.replace(b"%2f", b"%2F").replace(b"%2F", b"%252F")
    try:
        text = unquote_to_bytes(kept).decode()
    except UnicodeDecodeError:
        return None
    return None if any(ord(character) < ord(" ") or character in "\\\x7f" for character in text) else text


def node_at(store: Store, base: str, path: str) -> NamedNode | None:
    """The node that a path stands for, if the archive, its ontology or its vocabulary holds one.

    Graphs are nodes too, though nothing may be said of them.
    """
    if path == _ONTOLOGY_PATH:
        return ONTOLOGY
    iri = V.base + path.removeprefix(_WORDS_PATH) if path.startswith(_WORDS_PATH) else base + path
    try:
        node = NamedNode(iri)
    except ValueError:
        return None
    return node if is_described(store, node) or store.contains_named_graph(node) else None


def path_to(base: str, node: NamedNode) -> str | None:
    """The path at which a node is found here, as it stands in an address; None for what is not ours."""
    iri = node.value
    if iri == ONTOLOGY.value or iri.startswith(TM.base):
        return "/" + _ONTOLOGY_PATH
    if iri.startswith(V.base):
        path = _WORDS_PATH + iri.removeprefix(V.base)
    elif iri.startswith(base):
        path = iri.removeprefix(base)
    else:
        return None
    return None if path.startswith(("/", "\\")) else "/" + quote(path, safe=_IN_PATHS)
