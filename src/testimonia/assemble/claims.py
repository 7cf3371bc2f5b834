"""Claims, what they state, and what is said about them, to triples."""

from collections.abc import Mapping
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from testimonia.assemble.entities import population
from testimonia.assemble.nodes import Assembly, double, english, integer, number, text
from testimonia.assemble.sources import Anchors, add_passage, cited_path, edtf_literal
from testimonia.model.archive import Records
from testimonia.model.calendar import xsd_date
from testimonia.model.claim import Argument, Claim, Curation, Flag, Proposition
from testimonia.model.point import Point
from testimonia.model.quantity import Quantity
from testimonia.model.source import Document, Reference
from testimonia.model.text import Text
from testimonia.model.time import TimeExtent
from testimonia.vocabulary import CITO, CRM, DCT, GEO, OA, PROV, RDF, SCHEMA, SKOS, TM, XSD

_LARGEST_INTEGER = 2**63 - 1
"""Stores keep xsd:integer in 64 bits; a day beyond is left to the EDTF text."""


class ClaimAssembler:
    """Adds claims, arguments and flags; knows the documents and references they rest on."""

    def __init__(
        self,
        assembly: Assembly,
        documents: Mapping[str, Document],
        references: Mapping[str, Reference],
        anchors: Anchors,
    ) -> None:
        self.assembly = assembly
        self.documents = documents
        self.references = references
        self.anchors = anchors

    def add_all(self, records: Records) -> None:
        """The curations, claims, arguments and flags of an archive."""
        for curation in records.curations:
            self.curation(curation)
        for claim in records.claims:
            self.claim(claim)
        for argument in records.arguments:
            self.argument(argument)
        for flag in records.flags:
            self.flag(flag)

    def claim(self, claim: Claim) -> None:
        """A holder's stance to one proposition."""
        a = self.assembly
        a.written_at(claim.written_at)
        node = a.declare("claims", claim.path, TM.Claim)
        self._proposition(claim.proposition)
        a.links("claims", node, TM.states, (claim.proposition.path,))
        self._held_by(node, claim.holder)
        self._voices(node, claim)
        a.add("claims", node, TM.stance, a.word("stances", claim.stance))
        a.add("claims", node, TM.sourcing, a.word("sourcing", claim.sourcing))
        a.add("claims", node, TM.paraphrase, text(claim.paraphrase))
        if claim.method:
            a.add("claims", node, TM.method, a.word("methods", claim.method))
        if claim.held:
            a.links("claims", node, TM.time, (self._time(claim.held),))
        self._citations(node, claim)
        self._attested(node, claim)
        a.links("claims", node, CITO.qualifies, claim.qualifies)
        self._derivation(claim)
        self._dependence(claim)

    def argument(self, argument: Argument) -> None:
        """Premises for or against a claim or an argument."""
        a = self.assembly
        a.written_at(argument.written_at)
        node = a.declare("claims", argument.path, TM.Argument)
        a.add("claims", node, DCT.type, a.word("attackKinds", argument.kind))
        self._held_by(node, argument.holder)
        a.links("claims", node, TM.premise, argument.premises)
        a.links("claims", node, TM.supports if argument.kind == "supports" else TM.attacks, argument.targets)
        self._attested(node, argument)

    def flag(self, flag: Flag) -> None:
        """A mark of the document's own editors."""
        a = self.assembly
        a.written_at(flag.written_at)
        node = a.declare("claims", flag.path, TM.EditorialFlag)
        a.links("claims", node, OA.hasTarget, flag.targets)
        a.add("claims", node, OA.hasBody, a.word("flags", flag.kind))
        a.add("claims", node, OA.motivatedBy, OA.questioning)
        document = self.documents[flag.source]
        a.links("claims", node, PROV.wasAttributedTo, (document.narrator,))
        add_passage(a, flag.passage, flag.section, document, self.anchors)
        a.links("claims", node, TM.attestedIn, (flag.passage.path,))
        a.links("claims", node, PROV.wasGeneratedBy, (flag.curation,))
        if flag.note:
            a.add("claims", node, SKOS.editorialNote, english(flag.note))

    def curation(self, curation: Curation) -> None:
        """Who recorded a file of claims, when, and from which bytes."""
        a = self.assembly
        a.written_at(curation.written_at)
        node = a.declare("provenance", curation.path, TM.Curation)
        a.links("provenance", node, PROV.wasAssociatedWith, (curation.curator,))
        a.add("provenance", node, PROV.endedAtTime, Literal(curation.recorded, datatype=XSD.dateTime))
        if curation.source in self.documents:
            a.links("provenance", node, PROV.used, (self.documents[curation.source].path,))

    def _held_by(self, node: NamedNode, holder: str) -> None:
        """The holder; one without a name is an actor even where the claim that it was made for is at fault."""
        a = self.assembly
        a.links("claims", node, TM.holder, (holder,))
        if holder.startswith("actor/unnamed/"):
            a.add("entities", a.node(holder), RDF.type, TM.Actor)

    def _attested(self, node: NamedNode, item: Claim | Argument) -> None:
        a = self.assembly
        for passage in item.passages:
            add_passage(a, passage, item.section, self.documents[passage.source], self.anchors)
            a.links("claims", node, TM.attestedIn, (passage.path,))
        a.links("claims", node, PROV.wasGeneratedBy, (item.curation,))
        if item.note:
            a.add("claims", node, SKOS.editorialNote, english(item.note))

    def _voices(self, node: NamedNode, claim: Claim) -> None:
        a = self.assembly
        a.links("claims", node, TM.reportedBy, claim.voices)
        if len(claim.voices) < 2:  # noqa: PLR2004  (one voice has no order)
            return
        for position, voice in enumerate(claim.voices, 1):
            attribution = a.declare("claims", f"{claim.path}/voice-{position}", PROV.Attribution)
            a.add("claims", node, PROV.qualifiedAttribution, attribution)
            a.links("claims", attribution, PROV.agent, (voice,))
            a.add("claims", attribution, SCHEMA.position, integer(position))

    def _citations(self, node: NamedNode, claim: Claim) -> None:
        a = self.assembly
        for citation in claim.citations:
            path = cited_path(a, citation, self.references.get(citation.reference))
            a.links("claims", node, DCT.references if citation.is_doubtful else TM.supportedBy, (path,))

    def _derivation(self, claim: Claim) -> None:
        if not claim.derived_from:
            return
        a = self.assembly
        node = a.declare("provenance", claim.derivation_path, TM.Derivation)
        a.links("provenance", node, PROV.used, claim.derived_from)
        a.links("provenance", node, PROV.wasAssociatedWith, (claim.holder,))
        a.add("provenance", a.node(claim.proposition.path), PROV.wasGeneratedBy, node)

    def _dependence(self, claim: Claim) -> None:
        """An asserted *depends-on* is also the plain link between the two sources."""
        proposition = claim.proposition
        if proposition.aspect == "depends-on" and claim.stance == "asserts":
            works = tuple(value for value in proposition.values if isinstance(value, str))
            self.assembly.links("sources", self.assembly.node(proposition.about), TM.dependsOn, works)

    def _proposition(self, proposition: Proposition) -> None:
        a = self.assembly
        self._question(proposition.question)
        node = a.declare("claims", proposition.path, TM.Proposition)
        self._subject(node, proposition.question)
        for value in proposition.values:
            a.add("claims", node, TM.value, text(value) if isinstance(value, Text) else a.node(value))
        if proposition.role:
            a.add("claims", node, TM.role, a.word("roles", proposition.role))
        for index, quantity in enumerate(proposition.quantities):
            path = proposition.quantity_path(index)
            a.links("claims", node, TM.quantity, (path,))
            self._quantity(path, quantity)
        if proposition.time:
            a.links("claims", node, TM.time, (self._time(proposition.time),))
        if proposition.point:
            a.links("claims", node, TM.point, (proposition.geometry_path,))
            self._geometry(proposition.geometry_path, proposition.point)
        if proposition.place:
            a.links("claims", node, TM.place, (proposition.place,))
        if proposition.populations:
            a.links("claims", node, TM.population, (population(a, proposition.populations),))
        a.links("claims", node, TM.excludes, proposition.excludes)
        a.links("claims", node, TM.underDefinition, proposition.definitions)

    def _question(self, path: str) -> None:
        """The question, ``proposition/<about>/<aspect>``; one about a question brings that question too."""
        self._subject(self.assembly.declare("claims", path, TM.Proposition), path)

    def _subject(self, node: NamedNode, question: str) -> None:
        a = self.assembly
        about, _, aspect = question.removeprefix("proposition/").rpartition("/")
        a.links("claims", node, TM.about, (about,))
        a.add("claims", node, TM.aspect, a.word("aspects", aspect))
        if about.startswith("proposition/"):
            self._question(about)

    def _quantity(self, path: str, quantity: Quantity) -> None:
        a = self.assembly
        node = a.declare("claims", path, TM.Quantity)
        a.add("claims", node, TM.boundKind, a.word("boundKinds", quantity.bound))
        a.add("claims", node, SCHEMA.unitText, Literal(quantity.unit))
        a.add("claims", node, SKOS.notation, Literal(quantity.wording))
        figures = (
            (SCHEMA.value, quantity.value),
            (SCHEMA.minValue, quantity.least),
            (SCHEMA.maxValue, quantity.most),
        )
        for predicate, figure in figures:
            if figure is not None:
                a.add("claims", node, predicate, number(figure))
        if quantity.whole:
            a.links("claims", node, TM.shareOf, (quantity.whole,))
            a.add("claims", a.node(quantity.whole), RDF.type, TM.Quantity)
        if quantity.minus:
            a.links("claims", node, TM.excludes, (quantity.minus,))
            a.add("claims", a.node(quantity.minus), RDF.type, TM.Quantity)
        if quantity.remark:
            a.add("claims", node, SKOS.note, english(quantity.remark))
        if quantity.people:
            self._people(quantity.whole, quantity.people)

    def _people(self, path: str, people: tuple[str, ...]) -> None:
        """A whole made of people, which no claim counts."""
        a = self.assembly
        node = a.declare("claims", path, TM.Quantity)
        a.add("claims", node, TM.boundKind, a.word("boundKinds", "unstated"))
        a.add("claims", node, SCHEMA.unitText, Literal("persons"))
        a.links("claims", node, TM.population, (population(a, people),))

    def _geometry(self, path: str, point: Point) -> None:
        """A point; its accuracy only where the source states one, since printing many digits states none."""
        a = self.assembly
        node = a.declare("claims", path, GEO.Geometry)
        a.add("claims", node, GEO.asWKT, Literal(point.wkt, datatype=GEO.wktLiteral))
        a.add("claims", node, GEO.hasMetricSpatialResolution, double(Decimal(f"{point.resolution:.3g}")))
        if point.within is not None:
            a.add("claims", node, GEO.hasMetricSpatialAccuracy, double(point.within))
        a.add("claims", node, SKOS.notation, Literal(point.written()))

    def _time(self, time: TimeExtent) -> str:
        a = self.assembly
        path = f"time/{time.key}"
        node = a.declare("claims", path, TM.TimeExtent)
        a.add("claims", node, TM.edtf, edtf_literal(time.edtf))
        bounds = time.edtf.bounds
        for day_of, crm, day in (
            (TM.earliestBeginDay, CRM.P82a_begin_of_the_begin, bounds.earliest_begin_day),
            (TM.latestBeginDay, CRM.P81a_end_of_the_begin, bounds.latest_begin_day),
            (TM.earliestEndDay, CRM.P81b_begin_of_the_end, bounds.earliest_end_day),
            (TM.latestEndDay, CRM.P82b_end_of_the_end, bounds.latest_end_day),
        ):
            if day is not None and abs(day) <= _LARGEST_INTEGER:
                a.add("claims", node, day_of, integer(day))
                if date := xsd_date(day):
                    a.add("claims", node, crm, Literal(date, datatype=XSD.date))
        if time.wording:
            a.add("claims", node, SKOS.note, english(time.wording))
        return path
