"""A trail in words: headings and wrapped lines, in English or German."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from testimonia.infer.phrase import number
from testimonia.infer.trail_parts import (
    Argued,
    ArgumentTrail,
    Beside,
    Brief,
    ClaimTrail,
    Edge,
    FindingTrail,
    Ground,
    Named,
    Net,
    Other,
    QuestionTrail,
    Record,
    Told,
    Trail,
)
from testimonia.infer.trail_words import kind_of
from testimonia.publish.trail_page import Page

LANGUAGES: Final = ("en", "de")
GROUND: Final = frozenset(
    {"cites", "mayCite", "leadsTo", "dependsOn", "says", "restsOn", "derivedFrom", "standsIn", "more"}
)
"""The arrows of a picture that lead to what a claim rests on."""

_DIGITS: Final = 12
_CURATOR: Final = "actor/curator"


def trail_text(trail: Trail, language: str = "en", width: int = 80, stale: AbstractSet[str] = frozenset()) -> str:
    """A trail as plain text.

    Args:
        trail: What is told.
        language: ``en`` or ``de``.
        width: Longest line, in characters; a longer word stands whole.
        stale: Paths of what rests on something that has changed since; each is marked with ``*``.
    """
    page = Page(LANGUAGES.index(language), width, stale)
    if isinstance(trail, ClaimTrail):
        _claim(page, trail)
    elif isinstance(trail, ArgumentTrail):
        _argument(page, trail)
    elif isinstance(trail, FindingTrail):
        _finding(page, trail)
    else:
        _question(page, trail)
    return page.text()


def _claim(page: Page, trail: ClaimTrail) -> None:
    page.head(trail.claim.path, page.say(trail.claim.name))
    _who(page, trail.record)
    if trail.flags:
        page.row(page.label("flags"), "; ".join(map(page.say, trail.flags)))
    page.heading("what")
    page.row(page.label("question"), f"{page.say(trail.question.name)} ({trail.question.path})")
    for fact in trail.stated:
        page.row(page.say(fact.heading), page.say(fact.words))
    _where(page, trail.record)
    _on_what(page, trail)
    page.heading("roots")
    _ground(page, trail.ground)
    _beside(page, trail.beside)
    _arguments(page, trail.arguments, trail.arguments_left_out, trail.standing, trail.claim.path)
    if trail.premise_of:
        page.row(page.label("premise-of"), "; ".join(page.label("by", p.path, p.name) for p in trail.premise_of))
    page.heading("sums")
    _told(page, trail.sums, 0, empty="no-sums")
    _caveats(page, trail)
    page.heading("findings")
    _told(page, trail.findings, trail.findings_left_out)


def _who(page: Page, record: Record, *, has_voices: bool = True) -> None:
    page.heading("who")
    page.row(page.label("holder"), page.say(record.holder.name))
    if has_voices:
        own = page.label("own-reading" if record.holder.path == _CURATOR else "own")
        page.row(page.label("through"), ", ".join(page.say(voice.name) for voice in record.through) or own)
    _recorded(page, record)
    for note in record.notes:
        page.row(page.label("note"), note)


def _recorded(page: Page, record: Record) -> None:
    curators = ", ".join(page.say(curator.name) for curator in record.curators)
    if curators:
        day = record.recorded.partition("T")[0]
        page.row(page.label("recorded"), page.label("on", curators, day) if day else curators)


def _where(page: Page, record: Record) -> None:
    page.heading("where")
    page.row(page.label("document"), f"{page.say(record.document.name)} ({record.document.path})")
    if record.file:
        page.row(page.label("file"), record.file)
    for passage in record.passages:
        begin, end = str(passage.begin), str(passage.end)
        words = page.label("offsets", passage.section, begin, end, passage.digest[:_DIGITS])
        page.row(page.label("passage"), words)
    page.line(page.label("not-here"))


def _on_what(page: Page, trail: ClaimTrail) -> None:
    page.heading("on-what")
    if not trail.cited and not trail.derived_from:
        page.line(page.label("no-work"))
    _tree(page, trail.net, trail.claim.path)


def _tree(page: Page, net: Net, start: str) -> None:
    """The arrows from a claim to its roots, each step deeper than the last; what was told already is not told again."""
    nodes = {node.path: node for node in net.nodes}
    after: dict[str, list[Edge]] = defaultdict(list)
    for edge in net.edges:
        if edge.kind in GROUND:
            after[edge.source].append(edge)
    own = [edge for edge in after[start] if edge.kind != "standsIn"] or after[start]
    told, waiting = {start}, [(edge, 1) for edge in reversed(own)]
    while waiting:
        edge, depth = waiting.pop()
        node = nodes[edge.target]
        lines = [page.label("above")] if node.path in told else [page.say(line) for line in node.lines]
        words = f"{page.say(node.name)} ({'; '.join(lines)})" if lines else page.say(node.name)
        page.row(page.say(edge.words), words, depth)
        if node.path not in told:
            told.add(node.path)
            waiting += [(following, depth + 1) for following in reversed(after[node.path])]


def _ground(page: Page, ground: Ground, depth: int = 1) -> None:
    page.line(page.label("roots-known" if ground.is_known else "roots-unknown"), depth)
    for end in ground.ends:
        page.line(page.label("root-known" if end.is_known else "root-unknown", end.thing.name, end.words), depth + 1)
    page.more(ground.left_out, depth + 1)
    if ground.unread:
        page.row(page.label("on-the-way"), "; ".join(page.say(work.name) for work in ground.unread), depth)
    for circle in ground.circles:
        page.row(page.label("circle"), "; ".join(page.say(work.name) for work in circle), depth)


def _beside(page: Page, beside: Beside) -> None:
    page.heading("beside")
    if not beside.others:
        page.line(page.label("alone"))
        return
    counts = (beside.independent, beside.dependent, beside.unknown)
    page.line(page.label("counts", *map(number, counts)))
    for other in beside.others:
        _other(page, other)
    page.more(beside.left_out)


def _other(page: Page, other: Other) -> None:
    _brief(page, other.claim)
    why = f" ({page.say(other.why)})" if other.why.english else ""
    page.line(page.label(other.relation or "elsewhere") + why, 2)
    for told in other.findings:
        page.row(page.mark(told.path) + page.say(told.label), f"{page.say(told.sentence)} ({told.path})", 2)


def _brief(page: Page, claim: Brief, depth: int = 1, opening: str = "") -> None:
    voice = f"{page.say(claim.holder.name)} · {page.say(claim.stance)}"
    page.line(f"{page.mark(claim.path)}{opening}{voice}: {page.say(claim.name)} ({claim.path})", depth)


def _arguments(page: Page, argued: Sequence[Argued], left_out: int, standing: str, target: str) -> None:
    page.heading("arguments")
    if not argued:
        page.line(page.label("unargued", kind_of(target)))
        return
    if standing:
        page.line(page.label(standing))
    for one in argued:
        _argued(page, one)
    page.more(left_out)


def _argued(page: Page, one: Argued) -> None:
    depth = one.depth + 1
    words = [page.say(one.holder.name), one.path, page.label(f"argument-{one.state}")]
    if one.depth:
        words.append(page.label("against", one.target))
    page.row(page.mark(one.path) + page.say(one.label), "; ".join(words), depth)
    for premise in one.premises:
        _brief(page, premise, depth + 1, page.label("because") + ": ")


def _caveats(page: Page, trail: ClaimTrail) -> None:
    if not (trail.qualifies or trail.qualified_by or trail.used_by):
        return
    page.heading("caveats")
    for key, claims in (("qualifies", trail.qualifies), ("qualified-by", trail.qualified_by)):
        for claim in claims:
            _brief(page, claim, 1, page.label(key) + ": ")
    for other in trail.used_by:
        page.row(page.label("used-by"), f"{page.say(other.name)} ({other.path})")


def _told(page: Page, findings: Iterable[Told], left_out: int, *, empty: str = "no-findings") -> None:
    is_empty = True
    for told in findings:
        is_empty = False
        page.row(page.mark(told.path) + page.say(told.label), f"{page.say(told.sentence)} ({told.path})")
    if is_empty:
        page.line(page.label(empty))
    page.more(left_out)


def _argument(page: Page, trail: ArgumentTrail) -> None:
    page.head(trail.argument.path, f"{page.say(trail.argument.holder.name)}: {page.say(trail.argument.label)}")
    _who(page, trail.record, has_voices=False)
    _where(page, trail.record)
    page.heading("targets")
    for target in trail.targets:
        if isinstance(target, Brief):
            _brief(page, target, 1, page.say(trail.argument.label) + ": ")
        else:
            page.row(page.say(trail.argument.label), target.path)
    page.heading("rests-on")
    for premise in trail.argument.premises:
        _brief(page, premise)
    standing = trail.argument.state if trail.arguments else ""
    _arguments(page, trail.arguments, trail.arguments_left_out, standing, trail.argument.path)
    page.heading("found")
    _told(page, trail.findings, trail.findings_left_out)


def _finding(page: Page, trail: FindingTrail) -> None:
    page.head(trail.finding.path, page.say(trail.finding.sentence))
    page.heading("rule")
    page.line(page.say(trail.rule.name))
    page.row(page.say(trail.finding.label), page.say(trail.meaning))
    if trail.about:
        page.row(page.label("about"), f"{page.say(trail.about.name)} ({trail.about.path})")
    page.heading("inputs")
    for claim in trail.claims:
        _brief(page, claim)
    for other in trail.others:
        _thing(page, other)
    page.more(trail.left_out)
    page.heading("changes")
    for change in trail.changes:
        page.line(page.say(change))


def _thing(page: Page, thing: Named) -> None:
    page.row(page.say(kind_of(thing.path)), f"{page.say(thing.name)} ({thing.path})")


def _question(page: Page, trail: QuestionTrail) -> None:
    page.head(trail.question.path, page.say(trail.question.name))
    page.heading("claims")
    for claim, answer, ground in trail.claims:
        _brief(page, claim, 1, f"{page.say(answer)}: " if answer.english else "")
        _ground(page, ground, 2)
    page.more(trail.left_out)
    page.heading("roots")
    counts = (trail.independent, trail.dependent, trail.unknown)
    known = [number(count) for count in counts if count is not None]
    page.line(page.label("pairs", *known) if known else page.label("uncounted"))
    page.heading("found")
    _told(page, trail.findings, trail.findings_left_out)
