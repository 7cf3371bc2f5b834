"""What figures, times and points say, as triples: a view that names one tells it too."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from testimonia.assemble.nodes import number
from testimonia.infer.entries import Spot
from testimonia.infer.facts import Facts, Figure, Period
from testimonia.vocabulary import EDTF, GEO, RDF, SCHEMA, SKOS, TM, V

Values = Iterator[tuple[NamedNode, NamedNode | Literal]]


def described(facts: Facts, links: Iterable[Quad]) -> Iterator[Quad]:
    """The figures, with the wholes that they are shares of, the times and the points in some triples."""
    times = {answer.time.path: answer.time for answer in facts.answers.values() if answer.time}
    spots = {answer.spot.path: answer.spot for answer in facts.answers.values() if answer.spot}
    wanted = sorted(
        {(str(link.object).strip("<>").removeprefix(facts.base), link.graph_name) for link in links}, key=str
    )
    seen = set()
    while wanted:
        path, graph = wanted.pop()
        if path in seen:
            continue
        seen.add(path)
        if path in facts.figures:
            wanted.append((facts.figures[path].whole, graph))
        value = facts.figures.get(path) or times.get(path) or spots.get(path)
        for name, said in _said(facts.base, value) if value else ():
            yield Quad(NamedNode(facts.base + path), name, said, graph)


def _said(base: str, value: Figure | Period | Spot) -> Values:
    if isinstance(value, Figure):
        return _figure(base, value)
    return _time(value) if isinstance(value, Period) else _spot(value)


def _figure(base: str, figure: Figure) -> Values:
    yield RDF.type, TM.Quantity
    if figure.bound:
        yield TM.boundKind, V[figure.bound]
    for name, words in ((SCHEMA.unitText, figure.unit), (SKOS.notation, figure.wording)):
        if words:
            yield name, Literal(words)
    numbers = ((SCHEMA.value, figure.value), (SCHEMA.minValue, figure.least), (SCHEMA.maxValue, figure.most))
    for name, amount in numbers:
        if amount is not None:
            yield name, number(amount)
    paths = ((TM.shareOf, figure.whole), (TM.excludes, figure.excludes), (TM.population, figure.population))
    for name, path in paths:
        if path:
            yield name, NamedNode(base + path)


def _time(period: Period) -> Values:
    yield RDF.type, TM.TimeExtent
    yield TM.edtf, Literal(period.edtf, datatype=EDTF.EDTF)


def _spot(spot: Spot) -> Values:
    yield RDF.type, GEO.Geometry
    yield GEO.asWKT, Literal(spot.point.wkt, datatype=GEO.wktLiteral)
    yield SKOS.notation, Literal(spot.point.written())
