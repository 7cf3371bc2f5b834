"""Small archives of any shape, for laws: who says what, within which limits, on which work, and against whom."""

from typing import NamedTuple

from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from testimonia.infer.facts import Facts
from testimonia.vocabulary import BIBO, CITO, DCT, RDF, SCHEMA, SKOS, TM, XSD, V

BASE = "https://example.org/"
HOLDERS = ("anselm", "holm", "quill")
_EVENTS, _ACTORS, _PLACES = ("battle", "rout"), ("odo", "maud"), ("ford", "vale", "land")
_WORKS = ("chronicle", "roll", "lost-letter")


Contents = tuple[list[tuple[str, str, str, str]], ...]


class Said(NamedTuple):
    """A claim as drawn: an answer to a question, by whom, how firmly, within which limits, and on which work."""

    subject: str
    aspect: str
    value: str
    role: str
    holder: str
    stance: str
    limit: str
    definition: str
    work: str

    @property
    def answer(self) -> str:
        """The path of the proposition: the same content has the same name."""
        content = "-".join((self.value.replace("/", "."), self.role, self.limit, self.definition))
        return f"proposition/{self.subject}/{self.aspect}/{content}"


class Put(NamedTuple):
    """An argument as drawn: its holder, its kind, and the numbers of its premise and of its target."""

    holder: str
    kind: str
    premise: int
    target: int


def _answers(aspect: str, subjects: list[str], values: list[str], role: str = "") -> list[tuple[str, str, str, str]]:
    return [(subject, aspect, value, role) for subject in subjects for value in values if subject != value]


_OF_EVENTS = [f"event/{name}" for name in _EVENTS]
_OF_ACTORS = [f"actor/{name}" for name in _ACTORS]
_OF_PLACES = [f"place/{name}" for name in _PLACES]
_TIMES = [f"time/{year}" for year in (1431, 1450)]
_CONTENT = (
    _answers("within", _OF_PLACES, _OF_PLACES),
    _answers("location", _OF_EVENTS, _OF_PLACES),
    _answers("partOf", _OF_EVENTS, _OF_EVENTS),
    _answers("responsibility", _OF_EVENTS, _OF_ACTORS),
    _answers("participation", _OF_EVENTS, _OF_ACTORS, "decisionMaker"),
    _answers("participation", _OF_EVENTS, _OF_ACTORS, "witness"),
    _answers("qualification", _OF_EVENTS, ["concept/massacre", "concept/accident"]),
    _answers("deaths", _OF_EVENTS, ["figure/41", "figure/300", "part/20", "part/30"]),
    _answers("startDate", _OF_EVENTS, _TIMES),
    _answers("endDate", _OF_EVENTS, _TIMES),
    _answers("name", _OF_EVENTS, ["text/Furt"]),
    _answers("reliability", ["claim/d/0", "claim/d/1"], ["concept/shown"]),
)
_TOTAL = "quantity/event/battle/deaths/figure.41---"
"""The whole of which all parts are parts, whether a claim states it or not."""
_DAYS = {"1431": (2_243_884, 2_244_248), "1450": (2_250_824, 2_251_188)}


_ON_ONE_EVENT = tuple(
    [answer for answer in answers if answer[0] in ("event/battle", *_OF_PLACES)] for answers in _CONTENT
)


_HOLDER = st.sampled_from(HOLDERS)
_STANCE = st.sampled_from(["asserts"] * 4 + ["denies", "denies", "doubts", "suggests", "partly", "callsFor"])


@st.composite
def said(draw: st.DrawFn, contents: Contents = _CONTENT) -> Said:
    """One claim, with an answer of one of these sorts."""
    subject, aspect, value, role = draw(st.sampled_from(draw(st.sampled_from([some for some in contents if some]))))
    definition = draw(st.sampled_from(["", "", "custom", "rask"])) if aspect == "qualification" else ""
    return Said(
        *(subject, aspect, value, role),
        holder=draw(st.sampled_from(HOLDERS)),
        stance=draw(
            st.sampled_from(["asserts"] * 4 + ["denies", "denies", "doubts", "suggests", "partly", "callsFor"])
        ),
        limit=draw(st.sampled_from(["", "", "", "levy"])),
        definition=definition,
        work=draw(st.sampled_from(["", *_WORKS])),
    )


@st.composite
def several(draw: st.DrawFn, contents: Contents = _CONTENT, min_size: int = 0) -> list[Said]:
    """Claims; some answers are taken up again, by anybody and in any stance."""
    made = draw(st.lists(said(contents), min_size=min_size, max_size=8))
    for number in draw(st.lists(st.integers(0, 7), max_size=5)):
        if number < len(made):
            made.append(made[number]._replace(holder=draw(_HOLDER), stance=draw(_STANCE)))
    return made


CLAIMS = several()
LINKED = several((*_ON_ONE_EVENT[:2], *_ON_ONE_EVENT[3:5]), min_size=4)
"""Claims on links between few things, from which much follows."""

MEETING = several(_ON_ONE_EVENT)
"""Claims on one event and its places, so that several answer one question."""

ARGUMENTS = st.lists(
    st.builds(
        Put,
        holder=st.sampled_from(HOLDERS),
        kind=st.sampled_from(["supports", "rebuts", "undercuts", "narrows"]),
        premise=st.integers(0, 11),
        target=st.integers(0, 11),
    ),
    max_size=4,
)
WORKS = st.lists(st.tuples(st.sampled_from(_WORKS), st.sampled_from(_WORKS)), max_size=3, unique=True)


def node(path: str) -> NamedNode:
    return NamedNode(BASE + path)


def quads_of(claims: list[Said], arguments: list[Put] = [], works: list[tuple[str, str]] = []) -> list[Quad]:  # noqa: B006
    """The claims, called by their numbers, with arguments among them, and which work takes from which."""
    quads = [quad for number, claim in enumerate(claims) for quad in _claim(number, claim)]
    for number, put in enumerate(arguments):
        if max(put.premise, put.target) < len(claims):
            quads += _argument(number, put)
    for work in ("d", *_WORKS):
        quads.append(Quad(node(f"source/{work}"), RDF.type, TM.Source))
    quads += [Quad(node(f"source/{one}"), TM.dependsOn, node(f"source/{other}")) for one, other in works]
    quads += [
        Quad(node("snapshot/1"), RDF.type, TM.Snapshot),
        Quad(node("snapshot/1"), TM.snapshotOf, node("source/d")),
    ]
    return list(dict.fromkeys(quads))


def facts(quads: list[Quad]) -> Facts:
    return Facts(quads, BASE)


def _claim(number: int, claim: Said) -> list[Quad]:
    path, answer = node(f"claim/d/{number}"), node(claim.answer)
    quads = [
        Quad(path, RDF.type, TM.Claim),
        Quad(path, TM.states, answer),
        Quad(path, TM.holder, node(f"actor/{claim.holder}")),
        Quad(path, TM.stance, V[claim.stance]),
        Quad(path, TM.sourcing, V["cited" if claim.work else "uncited"]),
        Quad(answer, RDF.type, TM.Proposition),
        Quad(answer, TM.about, node(claim.subject)),
        Quad(answer, TM.aspect, V[claim.aspect]),
        *_value(answer, claim.value),
    ]
    if claim.role:
        quads.append(Quad(answer, TM.role, V[claim.role]))
    if claim.limit:
        quads.append(Quad(answer, TM.population, node(f"actor/{claim.limit}")))
    if claim.definition:
        quads.append(Quad(answer, TM.underDefinition, node(f"source/{claim.definition}")))
    if claim.work:
        reference = node(f"reference/d/{claim.work}")
        quads += [
            Quad(path, TM.supportedBy, reference),
            Quad(reference, CITO.hasCitedEntity, node(f"source/{claim.work}")),
            Quad(reference, TM.resolution, V.resolved),
            Quad(reference, BIBO.locator, Literal("12")),
        ]
    return quads


def _value(answer: NamedNode, value: str) -> list[Quad]:
    kind, _, name = value.partition("/")
    if kind in ("figure", "part"):
        figure = node(f"quantity/{answer.value.removeprefix(BASE + 'proposition/')}")
        return [
            *([Quad(figure, TM.shareOf, node(_TOTAL))] if kind == "part" else []),
            Quad(answer, TM.quantity, figure),
            Quad(figure, RDF.type, TM.Quantity),
            Quad(figure, TM.boundKind, V.exact),
            Quad(figure, SCHEMA.unitText, Literal("persons")),
            Quad(figure, SCHEMA.value, Literal(name, datatype=XSD.integer)),
            Quad(figure, SKOS.notation, Literal(f"{name} persons")),
        ]
    if kind == "time":
        names = (TM.earliestBeginDay, TM.latestBeginDay, TM.earliestEndDay, TM.latestEndDay)
        days = zip(names, _DAYS[name] * 2, strict=True)
        ends = [Quad(node(value), key, Literal(str(day), datatype=XSD.integer)) for key, day in days]
        return [Quad(answer, TM.time, node(value)), Quad(node(value), TM.edtf, Literal(name)), *ends]
    if kind == "text":
        return [Quad(answer, TM.value, Literal(name, language="de"))]
    return [Quad(answer, TM.value, node(value))]


def _argument(number: int, put: Put) -> list[Quad]:
    path, target = node(f"argument/d/{number}"), node(f"claim/d/{put.target}")
    return [
        Quad(path, RDF.type, TM.Argument),
        Quad(path, TM.holder, node(f"actor/{put.holder}")),
        Quad(path, DCT.type, V[put.kind]),
        Quad(path, TM.premise, node(f"claim/d/{put.premise}")),
        Quad(path, TM.supports if put.kind == "supports" else TM.attacks, target),
    ]
