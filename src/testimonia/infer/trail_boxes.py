"""The boxes of a picture: what stands in each, and at which of them knowledge ends."""

from typing import Final

from testimonia.infer import phrase
from testimonia.infer.chains import End
from testimonia.infer.facts import Call, Facts
from testimonia.infer.phrase import Pair
from testimonia.infer.source_graph import source_graph
from testimonia.infer.trail_parts import Argued, Node
from testimonia.infer.trail_record import brief, cited, named, shown
from testimonia.infer.trail_words import state

PREMISES: Final = 3

_BY: Final = Pair("{} · {}", "{} · {}")
_KNOWN: Final = Pair("known root: {}", "bekannter Ursprung: {}")
_UNKNOWN: Final = Pair("unknown root: {}", "unbekannter Ursprung: {}")
_CIRCLE: Final = Pair("in a circle of sources", "in einem Kreis von Quellen")
_READ: Final = Pair("read here", "hier gelesen")
_UNREAD: Final = Pair("not read here", "hier nicht gelesen")
_LOST: Final = Pair("leads to no known work", "führt zu keinem bekannten Werk")
_WORD: Final = Pair("the word of {}", "das Wort von: {}")
_NO_WORK: Final = Pair("no work is given", "kein Werk ist angegeben")
_FLAG: Final = Pair("flag of the editors: {}", "Marke der Redaktion: {}")
_BECAUSE: Final = Pair("because: {}", "weil: {}")
_PREMISES: Final = Pair("further premises: {}", "weitere Prämissen: {}")
_MORE: Final = Pair("{} more, counted and not drawn", "{} weitere, gezählt und nicht gezeichnet")


def claim_box(facts: Facts, path: str, *, is_subject: bool = False) -> Node:
    """A claim: its paraphrase, whose it is and how firmly, and the flags on it."""
    found = brief(facts, path)
    flags = (_FLAG.filled(phrase.word(flag)) for flag in facts.flags.get(path, ()))
    lines = (_BY.filled(found.holder.name, found.stance), *flags)
    return Node(path, "claim", found.name, lines, is_subject=is_subject)


def argument_box(one: Argued, *, is_subject: bool = False) -> Node:
    """An argument: whose it is, and its first premises."""
    lines = [_BECAUSE.filled(premise.name) for premise in one.premises[:PREMISES]]
    rest = len(one.premises) - PREMISES
    if rest > 0:
        lines.append(_PREMISES.filled(phrase.number(rest)))
    return Node(one.path, "argument", one.holder.name, tuple(lines), is_subject=is_subject)


def reference_box(facts: Facts, call: Call) -> Node:
    """A reference as called, and how it resolves; an open end where it leads to no work."""
    found = cited(facts, call)
    text = shown(found)
    lines = [found.resolution] if found.resolution.english else []
    if not call.work:
        lines.append(_UNKNOWN.filled(_LOST))
    return Node(call.reference, "reference", Pair(text, text), tuple(lines), is_open=not call.work)


def source_box(facts: Facts, path: str, end: End | None, *, is_document: bool = False) -> Node:
    """A work or document: its kind, and whether it was read; an ``end`` is how a chain ends there."""
    graph = source_graph(facts)
    work, is_read = graph.works[path], graph.is_read(path)
    lines = [phrase.word(work.kind)] if work.kind else []
    if end is not None:
        lines.append((_KNOWN if end == End.READ else _UNKNOWN).filled(state(end)))
    else:
        lines.append(_READ if is_read else _UNREAD)
    if graph.bit[path] & graph.circular and end != End.CIRCLE:
        lines.append(_CIRCLE)
    kind = "document" if is_document or is_read else "work"
    return Node(path, kind, named(facts, path).name, tuple(lines), is_open=not is_read)


def word_box(facts: Facts, path: str) -> Node:
    """A holder's own word, passed on without a work; the path is the holder's, behind ``word/``."""
    name = _WORD.filled(named(facts, path.removeprefix("word/")).name)
    return Node(path, "word", name, (_UNKNOWN.filled(_NO_WORK),), is_open=True)


def more_box(path: str, number: int) -> Node:
    """How many more there are."""
    return Node(path, "more", _MORE.filled(phrase.number(number)), is_open=True)
