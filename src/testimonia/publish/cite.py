"""How one thing of the archive is cited: as a line of text, BibTeX, RIS and CSL-JSON.

BibTeX as BibTeX 0.99 and biblatex read it, RIS after its specification of 2011,
CSL-JSON after the schema of Citation Style Language 1.0.2. All values are plain
text; each form escapes what it must.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

_BREAKS: Final = re.compile(r"[\s\x00-\x1f\x7f\x85\u2028\u2029]+")
_NOT_IN_KEYS: Final = re.compile(r"[^A-Za-z0-9]+")
_LATEX: Final = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}
_DAY: Final = re.compile(r"(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A thing as it is cited.

    ``author`` is one name as a whole: of a statement its holder. ``issued`` is
    the day of the archive's last curation (``YYYY-MM-DD``), ``version`` the
    digest of the build; both may be empty. ``note`` says through whom, from
    which document, and that the words are the archive's own.
    """

    path: str
    title: str
    author: str
    container: str
    publisher: str
    address: str
    issued: str = ""
    version: str = ""
    note: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Form:
    """A form of citing: its suffix, name, media type, and what writes it."""

    suffix: str
    name: str
    media_type: str
    write: Callable[[Cited], str]


def line(cited: Cited) -> str:
    """The citation as one line of text."""
    note = f" ({_plain(cited.note)})" if cited.note else ""
    said = f"{_plain(cited.author)}: {_plain(cited.title).rstrip('.')}{note}."
    edition = " ".join([f"version {cited.version}"] * bool(cited.version) + [f"of {cited.issued}"] * bool(cited.issued))
    return " ".join(
        [said, ", ".join(part for part in (f"In: {_plain(cited.container)}", edition, cited.address) if part)]
    )


def bibtex(cited: Cited) -> str:
    """An entry of type ``misc``; the author's name stands in braces, so that nothing takes it apart."""
    fields = {
        "title": f"{{{_latex(cited.title)}}}",
        "author": f"{{{_latex(cited.author)}}}",
        "howpublished": _latex(f"In: {cited.container}"),
        "publisher": _latex(cited.publisher),
        "year": cited.issued[:4],
        "date": cited.issued,
        "version": _latex(cited.version),
        "note": _latex(cited.note),
        "url": cited.address,
        "langid": {"en": "english", "de": "german"}.get(cited.language, ""),
    }
    lines = [f"  {name:12} = {{{value}}}" for name, value in fields.items() if value.strip("{}")]
    return f"@misc{{{_key(cited)},\n" + ",\n".join(lines) + "\n}\n"


def ris(cited: Cited) -> str:
    """A record of type ``DATA``; each line ends in CR and LF, and none holds a break of its own."""
    return "".join(f"{tag}  - {_plain(value)}\r\n" for tag, value in _ris(cited)) + "ER  - \r\n"


def _ris(cited: Cited) -> Iterator[tuple[str, str]]:
    fields = (
        ("TI", cited.title),
        ("AU", cited.author),
        ("T2", cited.container),
        ("PB", cited.publisher),
        ("PY", cited.issued[:4]),
        ("DA", cited.issued.replace("-", "/")),
        ("ET", cited.version),
        ("N1", cited.note),
        ("UR", cited.address),
        ("LA", cited.language),
        ("ID", _key(cited)),
    )
    yield "TY", "DATA"
    yield from ((tag, value) for tag, value in fields if value)


def csl(cited: Cited) -> str:
    """A list of one item of type ``dataset``."""
    fields: Mapping[str, object] = {
        "id": _key(cited),
        "type": "dataset",
        "title": _plain(cited.title),
        "author": [{"literal": _plain(cited.author)}],
        "container-title": _plain(cited.container),
        "publisher": _plain(cited.publisher),
        "issued": _date_parts(cited.issued),
        "version": cited.version,
        "note": _plain(cited.note),
        "URL": cited.address,
        "language": cited.language,
    }
    return json.dumps([{name: value for name, value in fields.items() if value}], ensure_ascii=False, indent=1) + "\n"


def _date_parts(day: str) -> Mapping[str, object]:
    match = _DAY.fullmatch(day)
    return {"date-parts": [[int(part) for part in match.groups() if part]]} if match else {}


def _plain(text: str) -> str:
    """A text on one line."""
    return _BREAKS.sub(" ", text).strip()


def _latex(text: str) -> str:
    return "".join(_LATEX.get(character, character) for character in _plain(text))


def _key(cited: Cited) -> str:
    return "testimonia-" + _NOT_IN_KEYS.sub("-", cited.path).strip("-").lower()


FORMS: Final = (
    Form("bib", "BibTeX", "application/x-bibtex", bibtex),
    Form("ris", "RIS", "application/x-research-info-systems", ris),
    Form("csl.json", "CSL-JSON", "application/vnd.citationstyles.csl+json", csl),
)
