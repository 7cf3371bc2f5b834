"""What an uploaded file may hold, looked at in one pass before any parser sees it.

Deep nesting ends Oxigraph's process, an entity can be a gigabyte in ten lines,
and a context on another server lets that server say what a file means. The
guard refuses them; the worker that parses has no network and can be ended.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_TURTLE_MARK: Final = re.compile(r"""<<\(|<<|\)>>|>>|[#<"'\\\[\](){}]""")
_OPENING: Final = frozenset(("<<(", "<<", "[", "(", "{"))
_CLOSING: Final = frozenset((")>>", ">>", "]", ")", "}"))
_JSON_MARK: Final = re.compile(r'["\[\]{}]')
_LINE_END: Final = re.compile(r"[\r\n]")
_IRI_END: Final = re.compile(r"[>\s]")
_ENDS: Final = {quote: re.compile(rf"\\.|{quote * 3}", re.DOTALL) for quote in "\"'"}
_SHORT_ENDS: Final = {quote: re.compile(rf"\\.|{quote}|[\r\n]", re.DOTALL) for quote in "\"'"}
_JSON_STRING_END: Final = re.compile(r'\\.|"', re.DOTALL)
_HEAD: Final = 4096
_XML: Final = ("<?xml", "<!", "<rdf:RDF", "<RDF", "<html")
LONGEST_IRI: Final = 4096
"""In characters. Some rules look for words in an IRI, in a time that grows with the square of its length."""


NO_XML: Final = "XML is not taken, since its entities can grow without end. Send Turtle or JSON-LD."


class RefusedUploadError(Exception):
    """The file is not looked at any further: the status of the answer, and words for who sent it."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words


@dataclass(frozen=True, slots=True)
class Bounds:
    """How deep brackets may stand in one another, and how long a literal may be, in bytes."""

    nesting: int = 100
    literal: int = 1_000_000


def text_of(content: bytes) -> str:
    """The text of a file, without a byte order mark.

    Raises:
        RefusedUploadError: It is not UTF-8 (400), or it is XML (415).
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        words = f"Byte 0x{content[error.start]:02X} in line {line} is not UTF-8. Save the file as UTF-8."
        raise RefusedUploadError(400, words) from None
    if text[:_HEAD].lstrip().startswith(_XML):
        raise RefusedUploadError(415, NO_XML)
    return text


def look_at_turtle(text: str, bounds: Bounds) -> None:
    """Let a file in Turtle, TriG, N-Triples or N-Quads pass, or say why not.

    Raises:
        RefusedUploadError: Its brackets stand too deep in one another (400), or it has an IRI (400) or literal (413)
            that is too long.
    """
    depth = position = 0
    while match := _TURTLE_MARK.search(text, position):
        mark, start, position = match.group(), match.start(), match.end()
        if mark in _OPENING:
            depth += 1
            _nesting(text, start, depth, bounds)
        elif mark in _CLOSING:
            depth -= 1
        else:
            position = _after_term(text, start, bounds)


def _after_term(text: str, start: int, bounds: Bounds) -> int:
    """The offset after what is no bracket: a comment, an escape, an IRI or a literal."""
    mark = text[start]
    if mark == "#":
        return _after(_LINE_END, text, start)
    if mark == "\\":
        return start + 2
    if mark in "\"'":
        return _after_literal(text, start, bounds)
    end = _after(_IRI_END, text, start)
    if end - start > LONGEST_IRI:
        words = f"There is an IRI of more than {LONGEST_IRI:,} characters ({place(text, start)})."
        raise RefusedUploadError(400, words)
    return end


def _after_literal(text: str, start: int, bounds: Bounds) -> int:
    """The offset after a literal; where it never ends, the end of the text, which the parser will tell of."""
    quote = text[start]
    is_long = text.startswith(quote * 3, start)
    ending = _ENDS[quote] if is_long else _SHORT_ENDS[quote]
    position = start + (3 if is_long else 1)
    while (match := ending.search(text, position)) and match.group().startswith("\\"):
        position = match.end()
    end = match.end() if match else len(text)
    _bound_literal(text, start, end, bounds)
    return end


def look_at_json(text: str, bounds: Bounds) -> None:
    """Let a file in JSON-LD pass, or say why not.

    Raises:
        RefusedUploadError: It is nested too deeply, is no JSON, or leans on a context elsewhere (400); a literal of it
            is too long (413).
    """
    depth = position = 0
    while match := _JSON_MARK.search(text, position):
        mark, start = match.group(), match.start()
        position = match.end()
        if mark == '"':
            while (end := _JSON_STRING_END.search(text, position)) and end.group() != '"':
                position = end.end()
            position = end.end() if end else len(text)
            _bound_literal(text, start, position, bounds)
        elif mark in "[{":
            depth += 1
            _nesting(text, start, depth, bounds)
        else:
            depth -= 1
    _look_at_contexts(text)


def _look_at_contexts(text: str) -> None:
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        words = f"This is not JSON at line {error.lineno}, column {error.colno}: {error.msg.lower()}."
        raise RefusedUploadError(400, words) from None
    except ValueError:
        raise RefusedUploadError(400, "This is not JSON: a number in it is too long.") from None
    for address in _remote(document):
        words = (
            f"The file leans on a context at another address, {_shown(address)}, and nothing is fetched from there. "
            "Put the context itself into the file."
        )
        raise RefusedUploadError(400, words)


def _remote(document: object) -> Iterator[str]:
    """Addresses of contexts that would have to be fetched, wherever they are named."""
    if isinstance(document, list):
        for item in document:
            yield from _remote(item)
    elif isinstance(document, dict):
        for name, value in document.items():
            if name in ("@context", "@import"):
                yield from _addresses(value)
            yield from _remote(value)


def _addresses(context: object) -> Iterator[str]:
    if isinstance(context, str):
        yield context
    elif isinstance(context, list):
        for item in context:
            yield from _addresses(item)


def _shown(address: str) -> str:
    """An address for people to read: its first hundred characters, those that can be seen."""
    return "".join(character for character in address[:100] if character.isprintable()) or "(empty)"


def _after(ending: re.Pattern[str], text: str, position: int) -> int:
    match = ending.search(text, position)
    return match.end() if match else len(text)


def _nesting(text: str, start: int, depth: int, bounds: Bounds) -> None:
    if depth > bounds.nesting:
        words = (
            f"Brackets stand more than {bounds.nesting} deep in one another ({place(text, start)}). Write it flatter."
        )
        raise RefusedUploadError(400, words)


def _bound_literal(text: str, start: int, end: int, bounds: Bounds) -> None:
    if end - start > bounds.literal // 4 and len(text[start:end].encode()) > bounds.literal:
        words = f"There is a literal of more than {bounds.literal:,} bytes ({place(text, start)})."
        raise RefusedUploadError(413, words)


def place(text: str, offset: int) -> str:
    """``line 3, column 7`` for an offset."""
    return f"line {text.count(chr(10), 0, offset) + 1}, column {offset - text.rfind(chr(10), 0, offset)}"
