"""An archive whose every text and link is an attempt to run something."""

from itertools import cycle

from pyoxigraph import Literal, NamedNode, Quad, Store

from testimonia.store import memory_store
from testimonia.vocabulary import BIBO, DCT, RDFS, SCHEMA, SKOS, TM, V

CODE = "document.documentElement.dataset.ran=1"
SCRIPT = f"<script>{CODE}</script>"
PAYLOADS = (
    SCRIPT,
    f"</script>{SCRIPT}",
    f"</title>{SCRIPT}",
    f"</textarea>{SCRIPT}",
    f"</style>{SCRIPT}",
    f"-->{SCRIPT}",
    f"]]>{SCRIPT}",
    f'">{SCRIPT}',
    f"'>{SCRIPT}",
    f"<img src=x onerror={CODE}>",
    f'"><img src=x onerror="{CODE}">',
    f"<svg onload={CODE}>",
    f"<svg><script>{CODE}</script></svg>",
    f"<svg><animate onbegin={CODE} attributeName=x dur=1s>",
    f"<body onload={CODE}>",
    f"<iframe srcdoc='{SCRIPT}'></iframe>",
    f"<iframe src='javascript:{CODE}'></iframe>",
    f"<details open ontoggle={CODE}>x</details>",
    f"<input autofocus onfocus={CODE}>",
    f"<video><source onerror={CODE}></video>",
    f"<math><mi xlink:href='javascript:{CODE}'>x</mi></math>",
    f"<a href='javascript:{CODE}'>x</a>",
    f"<meta http-equiv=refresh content='0;url=javascript:{CODE}'>",
    f"<object data='data:text/html,{SCRIPT}'></object>",
    f"<link rel=stylesheet href='data:text/css,*{{}}' onload={CODE}>",
    f"<base href='javascript:{CODE}//'>",
    f'" autofocus onfocus="{CODE}" x="',
    f"' onmouseover='{CODE}' x='",
    f"{{{{ ''.__class__ }}}}{{% raw %}}{SCRIPT}",
    f"\u202e{SCRIPT}\u2066<!--<script>",
    f"%3Cscript%3E{CODE}%3C/script%3E&lt;script&gt;{CODE}&lt;/script&gt;",
    f"\\u003cscript\\u003e{CODE}",
)
IRIS = (
    f"javascript:{CODE}",
    f"JAVASCRIPT:{CODE}",
    f"data:text/html,{CODE}",
    f"vbscript:{CODE}",
    f"https://example.org/'onclick='{CODE}",
)
_TEXTS = frozenset(
    {
        SKOS.prefLabel,
        SKOS.altLabel,
        SKOS.hiddenLabel,
        SKOS.editorialNote,
        SKOS.notation,
        SKOS.note,
        SKOS.definition,
        SKOS.scopeNote,
        SKOS.example,
        RDFS.label,
        RDFS.comment,
        DCT.title,
        DCT.description,
        DCT.identifier,
        DCT.issued,
        DCT.publisher,
        DCT.extent,
        BIBO.locator,
        BIBO.pages,
        BIBO.volume,
        BIBO.edition,
        SCHEMA.unitText,
        TM.paraphrase,
        TM.section,
        TM.value,
    }
)


def poisoned(store: Store, base: str) -> Store:
    """A copy of an archive with payloads in its texts, and with links that would run."""
    payloads = cycle(PAYLOADS)
    quads = [_poisoned(quad, payloads) for quad in sorted(store, key=str)]
    for event in ("battle-of-alder-ford", "removal-to-saltholm"):
        node, graph = NamedNode(f"{base}event/{event}"), NamedNode(f"{base}graph/entities")
        quads += [Quad(node, SKOS.exactMatch, NamedNode(iri), graph) for iri in IRIS]
        quads += [Quad(node, SKOS.related, NamedNode(iri), graph) for iri in IRIS]
    return memory_store(quads)


def _poisoned(quad: Quad, payloads: "cycle[str]") -> Quad:
    value = quad.object
    is_needed = "/geometry/" in str(quad.subject) or quad.subject.value.startswith(V.base)  # type: ignore[union-attr]
    if quad.predicate not in _TEXTS or not isinstance(value, Literal) or is_needed:
        return quad
    text = next(payloads)
    told = Literal(text, language=value.language) if value.language else Literal(text)
    return Quad(quad.subject, quad.predicate, told, quad.graph_name)
