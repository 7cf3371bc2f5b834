"""What an archive says of a node that it no longer stands by: when, why, by whom, and what took its place.

A node is never deleted. It is withdrawn where it has ``prov:invalidatedAtTime``,
or the ``adms:status`` *withdrawn*; it is replaced where it has ``dct:isReplacedBy``.
"""

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store

from testimonia.vocabulary import ADMS, DCT, PROV, SKOS

_WITHDRAWN = ("withdrawn", "http://purl.org/adms/status/Withdrawn")


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That a node is withdrawn or replaced.

    ``when`` is a date or date and time as authored, ``why`` the curators' notes
    in any language, ``by`` the IRIs of who or what withdrew it.
    """

    when: str
    why: tuple[Literal, ...]
    by: tuple[str, ...]
    successor: NamedNode | None

    def words(self) -> str:
        """All of it as plain sentences."""
        said = ["This has been withdrawn from the archive" + (f" ({self.when})." if self.when else ".")]
        said += [note.value for note in self.why if note.language in (None, "en")] or [note.value for note in self.why]
        said += [f"Withdrawn by: {iri}" for iri in self.by]
        if self.successor:
            said.append(f"In its place stands: {self.successor.value}")
        return "\n".join([*said, "What was recorded of it is still to be had as data: add .ttl, .jsonld or .nt."])


def withdrawal(store: Store, node: NamedNode) -> Withdrawal | None:
    """What is said of the end of a node, or None while it stands."""
    dates = _objects(store, node, PROV.invalidatedAtTime)
    is_withdrawn = bool(dates) or any(value.value in _WITHDRAWN for value in _objects(store, node, ADMS.status))
    successors = [value for value in _objects(store, node, DCT.isReplacedBy) if isinstance(value, NamedNode)]
    if not is_withdrawn and not successors:
        return None
    notes = tuple(value for value in _objects(store, node, SKOS.editorialNote) if isinstance(value, Literal))
    return Withdrawal(
        when=dates[0].value if dates else "",
        why=notes,
        by=tuple(value.value for value in _objects(store, node, PROV.wasInvalidatedBy)),
        successor=successors[0] if len(successors) == 1 else None,
    )


def _objects(store: Store, node: NamedNode, predicate: NamedNode) -> list[NamedNode | Literal]:
    """The values of a property, in order."""
    values = (quad.object for quad in store.quads_for_pattern(node, predicate, None))
    return sorted((value for value in values if isinstance(value, NamedNode | Literal)), key=str)
