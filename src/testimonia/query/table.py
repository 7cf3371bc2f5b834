"""An answer for people to read: names in place of IRIs, and a form that fits the width of the screen."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from testimonia.vocabulary import PREFIXES, SKOS, TM

Rows = list[list[str]]


def rows(store: Store, found: QuerySolutions, base: str, language: str) -> tuple[list[str], Rows, Rows]:
    """Names of the columns, the rows as text, and the paths of the things of the archive in each row.

    A thing stands by its preferred name in the reader's language, else in
    English, else in any; a claim by its path and its paraphrase.
    """
    names = [variable.value for variable in found.variables]
    body, things = [], []
    for row in found:
        values = [row[name] for name in names]
        body.append([_cell(store, value, base, language) for value in values])
        things.append([_short(value.value, base) for value in values if isinstance(value, NamedNode)])
    return names, body, things


def _cell(store: Store, value: object, base: str, language: str) -> str:
    if isinstance(value, NamedNode):
        path = _short(value.value, base)
        paraphrase = _label(store, value, TM.paraphrase, language)
        return f"{path}: {paraphrase}" if paraphrase else _label(store, value, SKOS.prefLabel, language) or path
    return value.value if isinstance(value, Literal) else "" if value is None else str(value)


def _label(store: Store, node: NamedNode, predicate: NamedNode, language: str) -> str:
    found = [quad.object for quad in store.quads_for_pattern(node, predicate, None) if isinstance(quad.object, Literal)]
    order = {language: 0, "en": 1}
    best = sorted(found, key=lambda label: (order.get(label.language or "", 2), label.language or "", label.value))
    return best[0].value if best else ""


def _short(iri: str, base: str) -> str:
    """An IRI of the archive by its path, another by a known prefix."""
    if iri.startswith(base):
        return iri.removeprefix(base)
    for prefix, beginning in PREFIXES.items():
        if iri.startswith(beginning):
            return f"{prefix}:{iri.removeprefix(beginning)}"
    return iri


def as_text(names: list[str], body: Rows, width: int) -> Iterator[str]:
    """Lines of a table; where it is wider than the screen, a paragraph for each row, empty cells left out."""
    widths = [max(map(len, column)) for column in zip(names, *body, strict=True)]
    if sum(widths) + 2 * len(widths) <= width:
        yield "  ".join(name.ljust(size) for name, size in zip(names, widths, strict=True)).rstrip()
        yield "  ".join("-" * size for size in widths)
        for row in body:
            yield "  ".join(cell.ljust(size) for cell, size in zip(row, widths, strict=True)).rstrip()
        return
    longest = max(map(len, names))
    for number, row in enumerate(body, 1):
        yield f"{number} ".ljust(longest + 10, "-")
        yield from (f"{name.ljust(longest)}  {cell}" for name, cell in zip(names, row, strict=True) if cell)
