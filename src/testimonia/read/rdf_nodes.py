"""The nodes of an RDF file: what they say, and the keys and words that an author would have written for it."""

from collections import defaultdict

from pyoxigraph import Literal, NamedNode, Quad

from testimonia.model.archive import Settings
from testimonia.vocabulary import PROV, RDF, TM, Vocabulary, short

Fields = dict[str, object]
Term = NamedNode | Literal


class Nodes:
    """The triples of a file by subject, and the paths and words behind IRIs."""

    def __init__(self, quads: list[Quad], settings: Settings, vocabulary: Vocabulary) -> None:
        self.base = settings.base
        self.curator = settings.curator
        self.vocabulary = vocabulary
        self._by_subject: dict[NamedNode, dict[NamedNode, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self._by_object: dict[tuple[NamedNode, NamedNode], list[NamedNode]] = defaultdict(list)
        for quad in quads:
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                values = self._by_subject[quad.subject][quad.predicate]
                if quad.object not in values:
                    values.append(quad.object)
                if isinstance(quad.object, NamedNode):
                    self._by_object[quad.predicate, quad.object].append(quad.subject)

    @property
    def subjects(self) -> list[NamedNode]:
        """All nodes that the file describes, in a stable order."""
        return sorted(self._by_subject, key=lambda node: node.value)

    def objects(self, subject: NamedNode, predicate: NamedNode) -> list[Term]:
        """What a property of a node names, in a stable order."""
        return sorted(self._by_subject.get(subject, {}).get(predicate, []), key=str)

    def nodes(self, subject: NamedNode, predicate: NamedNode) -> list[NamedNode]:
        """The same without literals."""
        return [node for node in self.objects(subject, predicate) if isinstance(node, NamedNode)]

    def naming(self, predicate: NamedNode, node: NamedNode) -> list[NamedNode]:
        """The nodes that name one by a property, in a stable order."""
        return sorted(set(self._by_object.get((predicate, node), [])), key=lambda subject: subject.value)

    def one(self, subject: NamedNode, predicate: NamedNode) -> Term | None:
        """What a property names that a node has once.

        Raises:
            ValueError: It has the property more than once.
        """
        found = self.objects(subject, predicate)
        if len(found) > 1:
            raise ValueError(
                f"{short(predicate.value)} stands {len(found)} times at '{self.path(subject)}', where one is meant"
            )
        return found[0] if found else None

    def node(self, subject: NamedNode, predicate: NamedNode) -> NamedNode | None:
        """The node that a property names once."""
        found = self.one(subject, predicate)
        return found if isinstance(found, NamedNode) else None

    def predicates(self, subject: NamedNode) -> list[NamedNode]:
        """The properties that a node has, in a stable order."""
        return sorted(self._by_subject[subject], key=lambda predicate: predicate.value)

    def kinds(self, subject: NamedNode) -> list[NamedNode]:
        """The classes of a node."""
        return self.nodes(subject, RDF.type)

    def path(self, node: NamedNode) -> str:
        """The path of a node under the archive's base."""
        return node.value.removeprefix(self.base)

    def key(self, node: Term) -> str:
        """A node as an author writes it: ``event:key``, ``claim:source/key``, ``question:event:key/aspect``."""
        if not isinstance(node, NamedNode) or not node.value.startswith(self.base):
            raise ValueError(f"{node} is no node of this archive")
        kind, _, rest = self.path(node).partition("/")
        if kind != "proposition":
            return f"{kind}:{rest}"
        kind, _, rest = rest.partition("/")
        return f"question:{kind}:{rest}"

    def keys(self, subject: NamedNode, predicate: NamedNode) -> list[str]:
        """The keys behind a property."""
        return [self.key(node) for node in self.objects(subject, predicate)]

    def key_of(self, subject: NamedNode, predicate: NamedNode) -> str:
        """The key behind a property that a node has once; empty where it lacks it."""
        found = self.one(subject, predicate)
        return self.key(found) if found is not None else ""

    def word(self, subject: NamedNode, predicate: NamedNode, scheme: str) -> str:
        """The vocabulary's word behind a property; empty where the node lacks it."""
        node = self.one(subject, predicate)
        if node is None:
            return ""
        word = self.vocabulary.words.get((scheme, node.value))
        if word is None:
            raise ValueError(f"{short(node.value)} is not in the vocabulary of {scheme}")
        return word

    def words(self, subject: NamedNode, predicate: NamedNode) -> str:
        """The words of a literal that a node has once; empty where there are none."""
        node = self.one(subject, predicate)
        return node.value if node is not None else ""

    def english(self, subject: NamedNode, predicate: NamedNode) -> str:
        """Words of our own, which are English; empty where there are none."""
        node = self.one(subject, predicate)
        if isinstance(node, Literal) and node.language not in (None, "en"):
            raise ValueError(f"{short(predicate.value)} is read in English, not in '{node.language}'")
        return node.value if node is not None else ""

    def claim_with(self, quantity: NamedNode) -> str:
        """The claim that gives a figure, as an author writes it."""
        propositions = self.naming(TM.quantity, quantity)
        claims = [claim for proposition in propositions for claim in self.naming(TM.states, proposition)]
        if not claims:
            message = f"no claim of this file gives the figure '{self.path(quantity)}', of which another is a part"
            raise ValueError(message)
        return self.key(claims[0])

    def moment(self, activity: NamedNode | None) -> str:
        """When something was recorded."""
        return self.words(activity, PROV.endedAtTime) if activity else ""


def filled(fields: Fields, keep: tuple[str, ...] = ()) -> Fields:
    """The fields that say something, and those to be kept in any case."""
    return {name: value for name, value in fields.items() if value or name in keep}
