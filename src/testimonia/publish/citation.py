"""How the archive is cited: a CITATION.cff (Citation File Format 1.2.0)."""

import json
import re
from collections.abc import Mapping
from typing import Any

from pyoxigraph import Store

from testimonia.publish.catalogue import archive_of

_NOT_PLAIN = re.compile(r"[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""What YAML 1.2 does not hold as it is (5.1), or takes for the end of a line."""

_SPDX = {
    "https://creativecommons.org/licenses/by/4.0/": "CC-BY-4.0",
    "https://creativecommons.org/licenses/by-sa/4.0/": "CC-BY-SA-4.0",
    "https://creativecommons.org/licenses/by-nc/4.0/": "CC-BY-NC-4.0",
    "https://creativecommons.org/publicdomain/zero/1.0/": "CC0-1.0",
    "https://opendatacommons.org/licenses/by/1-0/": "ODC-By-1.0",
    "https://opendatacommons.org/licenses/odbl/1-0/": "ODbL-1.0",
}
"""Licences by address, with the names that the format knows; any other is given by its address."""


def citation(store: Store, manifest: Mapping[str, Any], version: str) -> str:
    """The citation of one build.

    Args:
        store: The build's store.
        manifest: Its manifest.
        version: Its digest, by which anybody can tell whether two copies are the same.
    """
    archive = archive_of(store, manifest)
    entries = [
        ("cff-version", "1.2.0"),
        ("message", "If you use this archive, please cite it, and the document behind each claim that you use."),
        ("type", "dataset"),
        ("title", archive.title),
        ("abstract", archive.description),
        ("version", version),
        ("date-released", archive.last),
        ("url", archive.base),
        ("license", _SPDX.get(archive.licence, "")),
        ("license-url", "" if archive.licence in _SPDX else archive.licence),
    ]
    lines = [f"{name}: {_quoted(value)}" for name, value in entries if value]
    lines += ["authors:", f"  - name: {_quoted(archive.publisher_name)}"]
    lines += ["keywords:", *(f"  - {_quoted(word)}" for word in ("history", "claims", "provenance", "linked data"))]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A text as YAML reads it on one line: a string of JSON is one of YAML, but for some characters."""
    return _NOT_PLAIN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
