"""Blocks of a claims file to records: claims, arguments, flags, and what carries no claim."""

from collections.abc import Iterable

from testimonia.model.archive import Records
from testimonia.model.claim import Argument, Citation, Claim, Flag, WithoutClaim
from testimonia.model.entity import Entity
from testimonia.model.passage import Passage
from testimonia.model.text import Text
from testimonia.model.time import TimeExtent
from testimonia.read.block import Block, Entry
from testimonia.read.content import ContentReader
from testimonia.read.fields import ATTACKS, suggestion
from testimonia.read.passages import PassageReader

_CURATOR = "curator"


class ClaimReader:
    """Reads one block at a time into the records.

    Args:
        records: Where the records go.
        content: Reads what claims state.
        passages: Reads where it stands.
        flagged: Paths of claims that the editors of their document mark as lacking a citation.
    """

    def __init__(
        self, records: Records, content: ContentReader, passages: PassageReader, flagged: frozenset[str]
    ) -> None:
        self.records = records
        self.lookup = content.lookup
        self.content = content
        self.passages = passages
        self.vocabulary = content.vocabulary
        self.flagged = flagged

    def read(self, block: Block, entry: Entry) -> None:
        """Add the records of a block, unless it is at fault."""
        match block.kind:
            case "claim":
                self._claim(block, entry)
            case "argument":
                self._argument(block, entry)
            case "flag":
                self._flag(block, entry)
            case "without-claim":
                self._without_claim(block, entry)

    def _claim(self, block: Block, entry: Entry) -> None:
        source = entry.text("source")
        holder, unnamed = self._holder(block, entry)
        citations = entry.attempts("references", lambda written: self._citation(source, written))
        proposition = self.content.proposition(block, entry)
        claim_paths = {
            name: entry.attempts(name, lambda key: self.lookup.path(key, ("claim",), source))
            for name in ("derived-from", "qualifies")
        }
        targets = {name: self._targets(entry, name) for name in ATTACKS}
        passages = self._passages(entry)
        stance = self._word(entry, "stance", "stances", "asserts")
        held = entry.attempt("held", TimeExtent.parse) if entry.has("held") else None
        method = self._word(entry, "method", "methods", "")
        voices = self._voices(entry, holder)
        if not entry.is_sound or proposition is None:
            return
        claim = Claim(
            source=source,
            key=block.key,
            section=entry.text("section"),
            paraphrase=Text(entry.text("paraphrase"), "en"),
            passages=passages,
            proposition=proposition,
            holder=holder,
            voices=voices,
            stance=stance,
            held=held,
            method=method,
            citations=tuple(sorted(citations)),
            sourcing=self._sourcing(block.path, holder, citations),
            derived_from=claim_paths["derived-from"],
            qualifies=claim_paths["qualifies"],
            note=entry.text("note"),
            curation=f"curation/{source}/{block.curation}",
            written_at=block.location,
        )
        self.records.claims.append(claim)
        self.records.entities += unnamed
        self.records.arguments += _single_premise_arguments(claim, targets)

    def _holder(self, block: Block, entry: Entry) -> tuple[str, list[Entity]]:
        """The holder's path, and the actor made for it where the document leaves it unnamed."""
        written = entry.text("holder") or entry.text("narrator")
        if written.startswith("unnamed:"):
            actor = self._unnamed(block, entry, written.removeprefix("unnamed:").strip())
            return actor.path, [actor]
        return entry.attempt("holder", lambda text: self._holder_path(text, block), written) or "", []

    def _holder_path(self, written: str, block: Block) -> str:
        source = str(block.fields.get("source", ""))
        if written == _CURATOR:
            return f"actor/{self.records.settings.curator}"
        if written.startswith("as in "):
            path = self.lookup.path(written.removeprefix("as in "), ("claim",), source)
            other = self.lookup.blocks.get(path)
            holder = str(other.fields.get("holder", "")) if other else ""
            if not holder.startswith("unnamed:"):
                raise ValueError(f"'{written}' points to a claim whose holder has a name; write that name")
            return f"actor/unnamed/{path.removeprefix('claim/')}"
        return self.lookup.path(written, ("actor",))

    def _unnamed(self, block: Block, entry: Entry, written: str) -> Entity:
        label, _, ties = written.partition(" (")
        keys = [key.strip() for key in ties.rstrip(")").split(",") if key.strip()]
        related = [entry.attempt("holder", lambda key: self.lookup.path(key, ("actor",)), key) for key in keys]
        return Entity(
            register="actor",
            key=f"unnamed/{entry.text('source')}/{block.key}",
            names=(Text(label, "en"),),
            kind="unnamed",
            related=tuple(path for path in related if path),
            written_at=block.location,
        )

    def _voices(self, entry: Entry, holder: str) -> tuple[str, ...]:
        voices = entry.attempts("via", lambda key: self.lookup.path(key, ("actor",)))
        narrator = entry.attempt("narrator", lambda key: self.lookup.path(key, ("actor",))) or ""
        if holder in (narrator, f"actor/{self.records.settings.curator}"):
            return voices
        return (*voices, narrator) if narrator and narrator not in voices else voices

    def _citation(self, source: str, written: str) -> Citation:
        text = written.removesuffix("?").strip()
        key, _, pages = text.partition(" p. ")
        path = f"reference/{source}/{key}"
        if self.lookup.blocks.get(path) is None:
            known = list(self.lookup.blocks.keys(f"reference/{source}/"))
            raise ValueError(f"reference '{key}' is not among those of '{source}'{suggestion(key, known)}")
        return Citation(path, pages, is_doubtful=written.endswith("?"))

    def _sourcing(self, path: str, holder: str, citations: Iterable[Citation]) -> str:
        if holder == f"actor/{self.records.settings.curator}":
            return "own-authority"
        if any(not citation.is_doubtful for citation in citations):
            return "cited"
        if path in self.flagged:
            return "flagged-uncited"
        return "perhaps-cited" if citations else "uncited"

    def _targets(self, entry: Entry, name: str) -> tuple[str, ...]:
        source = entry.text("source")
        return entry.attempts(name, lambda key: self.lookup.path(key, ("claim", "argument"), source))

    def _passages(self, entry: Entry) -> tuple[Passage, ...]:
        return entry.attempts("passage", lambda text: self.passages.read(entry.text("source"), text))

    def _word(self, entry: Entry, name: str, scheme: str, default: str) -> str:
        written = entry.text(name, default)
        words = self.vocabulary.schemes[scheme]
        if written and written not in words:
            entry.fault(name, f"{name} '{written}' is not in the vocabulary{suggestion(written, list(words))}")
        return written

    def _argument(self, block: Block, entry: Entry) -> None:
        source = entry.text("source")
        premises = entry.attempts("premises", lambda key: self.lookup.path(key, ("claim",), source))
        kinds = [name for name in ATTACKS if entry.has(name)]
        if len(kinds) != 1:
            entry.fault("key", "an argument has exactly one of supports, rebuts, undercuts, narrows")
            return
        self._check_own_key(entry)
        targets = self._targets(entry, kinds[0])
        passages = self._passages(entry)
        holder = self._argument_holder(block, entry, premises)
        if entry.is_sound:
            self.records.arguments.append(
                Argument(
                    source=source,
                    key=block.key,
                    holder=holder,
                    premises=premises,
                    kind=kinds[0],
                    targets=targets,
                    section=entry.text("section"),
                    passages=passages,
                    note=entry.text("note"),
                    curation=f"curation/{source}/{block.curation}",
                    written_at=block.location,
                )
            )

    def _check_own_key(self, entry: Entry) -> None:
        """Whether the key is not one that a claim with ``supports`` or the like gives to the argument it makes."""
        for kind in ATTACKS:
            made_by, hyphen, _ = entry.block.key.rpartition(f"-{kind}")
            claim = self.lookup.blocks.get(f"claim/{entry.text('source')}/{made_by}") if hyphen else None
            if claim is not None and kind in claim.fields:
                entry.fault("key", f"the key '{entry.block.key}' is taken by the argument that claim '{made_by}' makes")

    def _argument_holder(self, block: Block, entry: Entry, premises: tuple[str, ...]) -> str:
        if entry.has("holder"):
            return self._holder(block, entry)[0]
        premise = self.lookup.blocks.get(premises[0]) if premises else None
        if premise is None:
            return ""
        written = str(premise.fields.get("holder") or premise.fields.get("narrator", ""))
        if written.startswith("unnamed:"):
            return f"actor/unnamed/{premises[0].removeprefix('claim/')}"
        return entry.attempt("premises", lambda text: self._holder_path(text, premise), written) or ""

    def _flag(self, block: Block, entry: Entry) -> None:
        source = entry.text("source")
        kind = self._word(entry, "kind", "flags", "")
        passage = entry.attempt("passage", lambda text: self.passages.read(source, text))
        targets = entry.attempts("on", lambda key: self.lookup.path(key, ("claim",), source))
        if passage and entry.is_sound:
            self.records.flags.append(
                Flag(
                    source=source,
                    key=block.key or passage.key,
                    kind=kind,
                    section=entry.text("section"),
                    passage=passage,
                    targets=targets,
                    note=entry.text("note"),
                    curation=f"curation/{source}/{block.curation}",
                    written_at=block.location,
                )
            )

    def _without_claim(self, block: Block, entry: Entry) -> None:
        passage = entry.attempt("passage", lambda text: self.passages.read(entry.text("source"), text))
        if passage and entry.is_sound:
            self.records.without_claim.append(
                WithoutClaim(
                    section=entry.text("section"),
                    passage=passage,
                    reason=entry.text("reason"),
                    written_at=block.location,
                )
            )


def _single_premise_arguments(claim: Claim, targets: dict[str, tuple[str, ...]]) -> list[Argument]:
    return [
        Argument(
            source=claim.source,
            key=f"{claim.key}-{kind}",
            holder=claim.holder,
            premises=(claim.path,),
            kind=kind,
            targets=paths,
            section=claim.section,
            passages=claim.passages,
            curation=claim.curation,
            written_at=claim.written_at,
        )
        for kind, paths in targets.items()
        if paths
    ]
