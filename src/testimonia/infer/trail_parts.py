"""What a trail is made of: plain values, with every text in English and German, for words, pictures and pages alike."""

from dataclasses import dataclass
from typing import Final

from testimonia.infer.phrase import Pair

NOTHING: Final = Pair("", "")


@dataclass(frozen=True, slots=True)
class Named:
    """A thing by its path and its name."""

    path: str
    name: Pair


@dataclass(frozen=True, slots=True)
class Brief:
    """A claim in short: its paraphrase as name, whose it is, and the stance."""

    path: str
    name: Pair
    holder: Named
    stance: Pair


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document: two offsets in code points, and a digest that tells whether it reads the same."""

    path: str
    section: str
    begin: int
    end: int
    digest: str


@dataclass(frozen=True, slots=True)
class Record:
    """The three voices, and where it stands.

    ``through`` goes from the holder outwards and ends with the narrator; it is
    empty where the narrator is the holder. ``recorded`` is a date as in XSD.
    """

    holder: Named
    through: tuple[Named, ...]
    document: Named
    file: str
    passages: tuple[Passage, ...]
    curators: tuple[Named, ...]
    recorded: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """A reference that a claim calls, how it resolves, and the work that it leads to; None where it leads nowhere."""

    path: str
    mark: str
    written: str
    pages: str
    resolution: Pair
    is_doubtful: bool
    work: Named | None


@dataclass(frozen=True, slots=True)
class RootEnd:
    """Where a chain of sources ends: at what, in which state, and whether that is a known root."""

    thing: Named
    state: str
    words: Pair
    is_known: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """What a claim rests on: where its chains end, which works on the way were not read, which sources run in a circle.

    ``is_known`` is true only where every chain ends and every work on it was
    read. The ``left_out`` are ends that are counted and not listed.
    """

    ends: tuple[RootEnd, ...]
    is_known: bool
    unread: tuple[Named, ...]
    circles: tuple[tuple[Named, ...], ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in short: what sort, and its sentence."""

    path: str
    kind: str
    label: Pair
    sentence: Pair


@dataclass(frozen=True, slots=True)
class Other:
    """Another claim beside this one: two witnesses or one and why, and what was found of the two.

    ``relation`` is *independent*, *dependent* or *unknown*; empty where the
    other answers another question.
    """

    claim: Brief
    relation: str
    why: Pair
    findings: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """The other claims: those listed, how many of a relation there are in all, and how many are not listed."""

    others: tuple[Other, ...]
    independent: int
    dependent: int
    unknown: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Argued:
    """An argument for or against something; ``depth`` is 0 on the thing itself, 1 on such an argument, and so on.

    ``state`` is *in*, *out* or *open*: whether the argument itself stands.
    """

    path: str
    kind: str
    label: Pair
    holder: Named
    premises: tuple[Brief, ...]
    target: str
    state: str
    depth: int


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of what is stated: a heading and its words."""

    heading: Pair
    words: Pair


@dataclass(frozen=True, slots=True)
class Node:
    """A box of the picture.

    ``kind`` is *claim*, *voice*, *document*, *reference*, *work*, *word* (of a
    holder, without a work), *argument*, *finding*, *question* or *more* (what is
    counted and not drawn). ``lines`` stand below the name. An *open* node is one
    at which knowledge ends: not read here, not resolved, left out.
    """

    path: str
    kind: str
    name: Pair
    lines: tuple[Pair, ...] = ()
    is_open: bool = False
    is_subject: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow of the picture, with its words; ``is_unsure`` where a reference may be meant, or not."""

    source: str
    target: str
    kind: str
    words: Pair
    is_unsure: bool = False


@dataclass(frozen=True, slots=True)
class Net:
    """The picture as data: boxes, arrows, and how many more there are than are drawn."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTrail:
    """The trail of a claim."""

    claim: Brief
    question: Named
    stated: tuple[Fact, ...]
    record: Record
    cited: tuple[Cited, ...]
    ground: Ground
    beside: Beside
    arguments: tuple[Argued, ...]
    arguments_left_out: int
    standing: str
    premise_of: tuple[Named, ...]
    sums: tuple[Told, ...]
    findings: tuple[Told, ...]
    findings_left_out: int
    flags: tuple[Pair, ...]
    qualifies: tuple[Brief, ...]
    qualified_by: tuple[Brief, ...]
    derived_from: tuple[Named, ...]
    used_by: tuple[Named, ...]
    net: Net


@dataclass(frozen=True, slots=True, kw_only=True)
class ArgumentTrail:
    """The trail of an argument: what it rests on, what it speaks for or against, and what is argued against it."""

    argument: Argued
    record: Record
    targets: tuple[Brief | Named, ...]
    arguments: tuple[Argued, ...]
    arguments_left_out: int
    findings: tuple[Told, ...]
    findings_left_out: int
    net: Net


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingTrail:
    """The trail of a finding: by which rule, what the sort means, from which inputs, and what would change it."""

    finding: Told
    rule: Named
    meaning: Pair
    about: Named | None
    claims: tuple[Brief, ...]
    others: tuple[Named, ...]
    left_out: int
    changes: tuple[Pair, ...]
    net: Net


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionTrail:
    """The trail of a question: the claims on it, each with its answer and its ground, and what was found of them.

    The three numbers count pairs of claims; None where there are too many pairs.
    """

    question: Named
    claims: tuple[tuple[Brief, Pair, Ground], ...]
    left_out: int
    independent: int | None
    dependent: int | None
    unknown: int | None
    findings: tuple[Told, ...]
    findings_left_out: int
    net: Net


Trail = ClaimTrail | ArgumentTrail | FindingTrail | QuestionTrail
