"""What a rule found: which kind, from which inputs, in a sentence, and the links that follow."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from pyoxigraph import Literal, NamedNode, Quad

from testimonia.vocabulary import DCT, PROV, RDF, RDFS, TM, V


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Finding:
    """One thing that follows from claims.

    ``kind`` is a word of the vocabulary's findings, as the end of its IRI.
    ``inputs`` are the paths of all that it rests on; where one of them changes,
    the finding is made anew. ``links`` are triples of path, property of ours,
    path, such as (claim, ``conflictsWith``, claim).
    """

    rule: str
    kind: str
    about: str
    inputs: tuple[str, ...]
    english: str
    german: str
    links: tuple[tuple[str, str, str], ...] = ()

    @property
    def path(self) -> str:
        """Named by rule, kind, subject and inputs: the same finding has the same name in every run."""
        content = "\n".join((self.kind, self.about, *sorted(self.inputs)))
        return f"finding/{self.rule}/{sha256(content.encode()).hexdigest()[:12]}"

    def quads(self, base: str) -> Iterator[Quad]:
        """The finding as a derivation, and its links, in the rule's graph."""
        graph = NamedNode(f"{base}graph/inferred/{self.rule}")
        node = NamedNode(base + self.path)
        yield Quad(node, RDF.type, TM.Derivation, graph)
        yield Quad(node, DCT.type, V[self.kind], graph)
        yield Quad(node, PROV.hadPlan, NamedNode(f"{base}rule/{self.rule}"), graph)
        if self.about:
            yield Quad(node, TM.about, NamedNode(base + self.about), graph)
        for path in self.inputs:
            yield Quad(node, PROV.used, NamedNode(base + path), graph)
        yield Quad(node, RDFS.comment, Literal(self.english, language="en"), graph)
        yield Quad(node, RDFS.comment, Literal(self.german, language="de"), graph)
        for subject, name, value in self.links:
            yield Quad(NamedNode(base + subject), TM[name], NamedNode(base + value), graph)


def quads_of(findings: Iterable[Finding], base: str) -> list[Quad]:
    """The graph of a rule's findings; a link that several of them have stands once for each, until it is in order."""
    return [quad for finding in findings for quad in finding.quads(base)]
