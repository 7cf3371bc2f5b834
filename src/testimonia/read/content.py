"""What a claim states: fields to a proposition, checked against what its aspect asks for."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from testimonia.model.claim import Proposition
from testimonia.model.point import Point
from testimonia.model.quantity import Quantity
from testimonia.model.text import Text
from testimonia.model.time import TimeExtent
from testimonia.read.block import Block, Entry
from testimonia.read.fields import CONTENT, suggestion
from testimonia.read.lookup import Lookup
from testimonia.vocabulary import OWN_FIELDS, Aspect, Vocabulary

_PEOPLE = ("actor", "concept", "place")


class ContentReader:
    """Propositions by claim, each read once, however many claims lean on it."""

    def __init__(self, lookup: Lookup, vocabulary: Vocabulary) -> None:
        self.lookup = lookup
        self.vocabulary = vocabulary
        self._known: dict[str, Proposition | None] = {}
        self._open: dict[str, None] = {}
        self._circles: dict[str, str] = {}

    def proposition(self, block: Block, entry: Entry) -> Proposition | None:
        """The proposition of a claim's block; None where it is at fault, or what it leans on is."""
        if block.path in self._known:
            return self._replay(block, entry)
        self._read_ahead(block)
        self._open[block.path] = None
        found = self._taken_over(entry) if entry.has("states") else self._own(entry)
        del self._open[block.path]
        self._known[block.path] = found
        return found

    def _replay(self, block: Block, entry: Entry) -> Proposition | None:
        """Known from a claim that leaned on this one; its faults are still to be told, once, here."""
        if self._known[block.path] is None:
            del self._known[block.path]
            return self.proposition(block, entry)
        return self._known[block.path]

    def _read_ahead(self, block: Block) -> None:
        """Read all that a claim leans on, the furthest first, however long the chain; claims in a circle give nothing.

        Without it each claim would be read within the one that leans on it,
        and a chain of some hundred claims would be too deep.
        """
        way = {block.path: (block, self._leans_on(block))}
        while way:
            path, (current, ahead) = way.popitem()
            other = next((leant_on for leant_on in ahead if leant_on not in self._known), None)
            if other:
                way[path] = (current, ahead)
            if other in way:
                circle = [*way][[*way].index(other) :]
                self._circles.update(zip(circle, [*circle[1:], circle[0]], strict=True))
                self._known.update(dict.fromkeys(circle))
            elif other and (found := self.lookup.blocks.get(other)):
                way[other] = (found, self._leans_on(found))
            elif not other and current is not block:
                self.proposition(current, Entry(current, []))

    def _leans_on(self, block: Block) -> Iterator[str]:
        """The claims whose content a claim takes over, or whose figure it divides."""
        entry = Entry(block, [])
        written: list[tuple[str, tuple[str, ...]]] = []
        if entry.has("states"):
            written.append((entry.text("states"), ("claim",)))
        else:
            for text in entry.texts("quantity"):
                with suppress(ValueError):
                    written.append((Quantity.parse(text).whole, (*_PEOPLE, "claim")))
        for key, registers in written:
            with suppress(ValueError):  # told where the claim itself is read
                path = self.lookup.path(key, registers, entry.text("source")) if key else ""
                if path.startswith("claim/"):
                    yield path

    def _behind(self, path: str) -> Proposition:
        """The proposition of another claim.

        Raises:
            ValueError: The claim leans on itself, or is at fault.
        """
        proposition = self._known.get(path)
        if proposition is None:
            raise ValueError(self._why_not(path))
        return proposition

    def _why_not(self, path: str) -> str:
        """Why a claim lends no content to the one that is read."""
        claim, reader = path.rpartition("/")[2], next(reversed(self._open))
        if path == reader:
            return f"the claim '{claim}' leans on itself; give it content of its own"
        if self._circles.get(reader) == path:
            return f"the claim '{claim}' leans on this one in turn; give one of them content of its own"
        return f"the claim '{claim}' must be mended first"

    def _taken_over(self, entry: Entry) -> Proposition | None:
        for name in CONTENT:
            if entry.has(name):
                entry.fault(
                    name,
                    f"'states' takes over the content of '{entry.text('states')}', so '{name}' cannot stand beside it",
                )
        source = entry.text("source")
        return entry.attempt("states", lambda key: self._behind(self.lookup.path(key, ("claim",), source)))

    def _own(self, entry: Entry) -> Proposition | None:
        aspect = self.vocabulary.aspects.get(entry.text("aspect"))
        if aspect is None:
            self._no_aspect(entry)
            return None
        faults = len(entry.problems)
        source = entry.text("source")
        self._check_answer(entry, aspect)
        about = entry.attempt("about", lambda key: self._about(key, aspect, source)) if entry.has("about") else ""
        values = entry.attempts("value", lambda key: self._value(key, aspect, source)) if aspect.takes("value") else ()
        quantities = entry.attempts("quantity", lambda text: self._quantity(text, source))
        proposition = Proposition(
            about=about or "",
            aspect=entry.text("aspect"),
            values=tuple(sorted(values, key=str)),
            role=self._role(entry),
            quantities=tuple(sorted(quantities, key=Quantity.canonical)),
            time=entry.attempt("time", TimeExtent.parse) if entry.has("time") else None,
            point=entry.attempt("point", Point.parse) if entry.has("point") else None,
            place=(entry.attempt("place", lambda key: self.lookup.path(key, ("place",))) or "")
            if entry.has("place")
            else "",
            populations=self._paths(entry, "population", _PEOPLE),
            excludes=self._paths(entry, "excludes", ("event", "concept")),
            definitions=self._paths(entry, "definition", ("source", "concept")),
        )
        return proposition if len(entry.problems) == faults and about else None

    def _paths(self, entry: Entry, name: str, registers: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(entry.attempts(name, lambda key: self.lookup.path(key, registers, entry.text("source")))))

    def _no_aspect(self, entry: Entry) -> None:
        written = entry.text("aspect")
        if not written:
            entry.fault("aspect", "'aspect' is missing; a claim has 'about', 'aspect' and an answer, or 'states'")
        else:
            entry.fault(
                "aspect",
                f"aspect '{written}' is not in the vocabulary{suggestion(written, list(self.vocabulary.aspects))}",
            )

    def _check_answer(self, entry: Entry, aspect: Aspect) -> None:
        """Whether the claim answers with what its aspect asks for."""
        if not entry.has("about"):
            entry.fault("about", "'about' is missing; it names what the claim speaks of")
        asked = " or ".join(f"'{name}'" for name in aspect.fields)
        wrong = [name for name in ("value", "quantity", "point") if entry.has(name) and not aspect.takes(name)]
        for name in wrong:
            entry.fault(name, f"the aspect '{entry.text('aspect')}' is answered by {asked}, not by '{name}'")
        if not wrong and not any(entry.has(name) for name in aspect.fields):
            entry.fault("aspect", f"the aspect '{entry.text('aspect')}' is answered by {asked}, which is missing")

    def _about(self, written: str, aspect: Aspect, source: str) -> str:
        """The path of what the claim speaks of; a question asks for an aspect of the vocabulary, too."""
        path = self.lookup.path(written, aspect.about, source)
        asked = path.rpartition("/")[2]
        if path.startswith("proposition/") and asked not in self.vocabulary.aspects:
            near = suggestion(asked, list(self.vocabulary.aspects))
            raise ValueError(f"aspect '{asked}' is not in the vocabulary{near}")
        return path

    def _value(self, written: str, aspect: Aspect, source: str) -> str | Text:
        if "text" in aspect.answers and (text := Text.parse(written)):
            return text
        registers = [answer for answer in aspect.answers if answer not in ("text", *OWN_FIELDS)]
        if not registers:
            raise ValueError(f"'{written}' names no language; write for example \"{written}@en\"")
        return self.lookup.path(written, registers, source)

    def _role(self, entry: Entry) -> str:
        written, words = entry.text("role"), self.vocabulary.schemes["roles"]
        takes_part = entry.text("aspect") == "participation"
        if takes_part and not written:
            entry.fault("role", "'role' is missing; participation says as what")
        elif written and not takes_part:
            entry.fault("role", "'role' belongs to the aspect 'participation' only")
        elif written and written not in words:
            entry.fault("role", f"role '{written}' is not in the vocabulary{suggestion(written, list(words))}")
        return written

    def _quantity(self, written: str, source: str) -> Quantity:
        quantity = Quantity.parse(written)
        units = self.vocabulary.schemes["units"]
        if quantity.unit not in units:
            raise ValueError(
                f"the unit '{quantity.unit}' is not in the vocabulary{suggestion(quantity.unit, list(units))}"
            )
        return self._with_whole(quantity, source) if quantity.whole else quantity

    def _with_whole(self, quantity: Quantity, source: str) -> Quantity:
        """The quantity with its whole as a path: a claim's figure, or people."""
        keys = [key.strip() for key in quantity.whole.split(" + ")]
        paths = sorted(self.lookup.path(key, (*_PEOPLE, "claim"), source) for key in keys)
        if paths[0].startswith("claim/") and len(paths) == 1:
            other = self._behind(paths[0])
            index = next((i for i, q in enumerate(other.quantities) if q.unit == quantity.unit), 0)
            if not other.quantities:
                raise ValueError(f"the claim '{keys[0]}' gives no figure that something could be a part of")
            if quantity.bound != "rest":
                return replace(quantity, whole=other.quantity_path(index))
            part = other.quantities[index]
            return replace(quantity, whole=part.whole, people=part.people, minus=other.quantity_path(index))
        joined = "+".join(path.rpartition("/")[2] for path in paths)
        return replace(quantity, whole=f"quantity/all/{joined}", people=tuple(paths))
