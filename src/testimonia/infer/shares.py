"""Shares and their bases: what a percentage comes to, what a count is in per cent, which base two measures imply."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from testimonia.infer.finding import Finding
from testimonia.infer.intervals import CONSISTENT, INCONSISTENT, OPEN, Interval
from testimonia.infer.rules import Unit
from testimonia.infer.stated import PERCENT, Stated, Statements, components, has_number, scope
from testimonia.infer.wording import Said, finding, joined, number, said, spelt, worded

_PLACES_OF_PEOPLE = frozenset({"residents", "citizens"})
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Measures:
    """Figures of one scope that are shares of a counted whole, and those of the same scope in the whole's measure."""

    whole: Stated
    parts: tuple[Stated, ...]
    others: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class Bases:
    """People whom no claim counts: by scope, the shares of them and the counts of the same; and what is stated."""

    base: Stated
    groups: tuple[tuple[tuple[Stated, ...], tuple[Stated, ...]], ...]
    stated: tuple[Stated, ...]

    @property
    def pairs(self) -> list[tuple[Stated, Stated]]:
        """Each count with each share that measures the same thing."""
        return [(count, share) for shares, counts in self.groups for share in shares for count in counts]


def units(statements: Statements) -> Iterable[Unit]:
    """One unit for each scope with shares of a counted whole, and one for each base that nobody counts."""
    for path, parts in sorted(statements.by_whole.items()):
        whole = statements.whole(path)
        if whole is None:
            continue
        groups = _by_scope(parts)
        if has_number(whole.figure) and whole.figure.unit != PERCENT:
            for group in groups:
                others = statements.counts(group[0], whole.figure.unit, path)
                yield Unit(f"share:{path} {group[0].path}", Measures(whole, group, others))
            continue
        counted = [(_shares(group), statements.counts(group[0], "persons", "")) for group in groups]
        if pairs := tuple((shares, counts) for shares, counts in counted if shares and counts):
            yield Unit(f"base:{path}", Bases(whole, pairs, tuple(_inhabitants(whole, statements))))


def find_measures(content: Measures) -> list[Finding]:
    """What a share of a counted whole comes to, beside what is stated; or what a count is in per cent."""
    whole, found = content.whole, []
    shares = _shares(content.parts)
    for part in content.parts:
        if part.figure.unit != PERCENT and not part.is_curators:
            found += _in_percent(part, whole)
    if whole.amount.point == 0:
        return found
    is_stated = any(not other.is_curators for other in content.others)
    for share in shares:
        found.append(_implied_count(share, whole, is_stated=is_stated))
        found += [_beside(share, whole, other) for other in content.others]
    return found


def find_bases(content: Bases) -> list[Finding]:
    """The base that each pair implies, and whether the bases go together with each other and with what is stated."""
    implied = [(base, pair) for pair in content.pairs if (base := _base(*pair))]
    found = [_implied_base(content.base, base, *pair) for base, pair in implied]
    if len(implied) + len(content.stated) > 1 and implied:
        found.append(_together(content, [base for base, _ in implied]))
    return found


def _by_scope(parts: Iterable[Stated]) -> list[tuple[Stated, ...]]:
    groups: dict[tuple[object, ...], list[Stated]] = defaultdict(list)
    for part in parts:
        if part.answer and has_number(part.figure):
            groups[scope(part.answer)].append(part)
    return [tuple(group) for group in groups.values()]


def _shares(parts: Iterable[Stated]) -> tuple[Stated, ...]:
    """The shares that a source gives, in per cent."""
    return tuple(part for part in parts if part.figure.unit == PERCENT and not part.is_curators)


def _inhabitants(base: Stated, statements: Statements) -> Iterable[Stated]:
    """Numbers of inhabitants of the place whose people are the base; the curator's own reckoning is no source."""
    keys = components(base.figure.population)
    places = sorted(keys - _PLACES_OF_PEOPLE)
    if len(places) == 1 and keys != {*places}:
        for stated in statements.by_subject.get(("inhabitants", f"place/{places[0]}"), ()):
            is_whole = stated.answer is not None and not stated.answer.population and not stated.figure.whole
            if is_whole and has_number(stated.figure) and stated.figure.unit == "persons" and not stated.is_curators:
                yield stated


def _implied_count(share: Stated, whole: Stated, *, is_stated: bool) -> Finding:
    words = said(
        "{share} of {whole} is {result} ({name}); computed here{stated}.",
        "{share} von {whole} sind {result} ({name}); hier berechnet{stated}.",
        share=worded(share.figure), whole=worded(whole.figure), name=share.topic,
        result=spelt(share.amount.percent_of(whole.amount)),
        stated=("", "") if is_stated else (", no source states it", ", keine Quelle gibt es an"),
    )  # fmt: skip
    return finding("shareImpliesCount", OPEN, share.about, [share, whole], words)


def _in_percent(part: Stated, whole: Stated) -> list[Finding]:
    """A count as per cent of its whole; nothing where it is more than the whole, which the sums say."""
    if part.figure.unit != whole.figure.unit or whole.amount.low == 0 or whole.amount.is_below(part.amount):
        return []
    is_sure = part.amount.is_within_reach_of(whole.amount) and not part.amount.is_loose and not whole.amount.is_loose
    words = said(
        "{part} of {whole} is {share} ({name}); computed here.",
        "{part} von {whole} sind {share} ({name}); hier berechnet.",
        part=worded(part.figure), name=part.topic, whole=worded(whole.figure),
        share=spelt(part.amount.share_of(whole.amount).up_to(_WHOLE), PERCENT),
    )  # fmt: skip
    return [finding("countImpliesShare", CONSISTENT if is_sure else OPEN, part.about, [part, whole], words)]


def _beside(share: Stated, whole: Stated, other: Stated) -> Finding:
    """A share of a known whole beside a count of the same thing."""
    result = share.amount.percent_of(whole.amount)
    state = share.amount.up_to(_WHOLE).percent_of(whole.amount).compared_with(other.amount)
    if state == INCONSISTENT and _is_rounded(share, whole, other):
        state = CONSISTENT
    kinds = {CONSISTENT: "measuresConsistent", INCONSISTENT: "measuresInconsistent", OPEN: "measuresOpen"}
    endings = {
        CONSISTENT: ("both can hold", "beides kann gelten"),
        INCONSISTENT: ("both cannot hold", "beides kann nicht gelten"),
        OPEN: ("about and nearly set no bound", "etwa und fast setzen keine Grenze"),
    }
    words = said(
        "{share} of {whole} is {result}, and {other} is {whose} ({name}); {ending}.",
        "{share} von {whole} sind {result}, und {whose} {other} ({name}); {ending}.",
        share=worded(share.figure), whole=worded(whole.figure), result=spelt(result),
        other=worded(other.figure), name=share.topic, ending=endings[state],
        whose=("the curator's reckoning", "nach der Rechnung der Kuratierung sind es") if other.is_curators
        else ("stated", "angegeben sind"),
    )  # fmt: skip
    return finding(kinds[state], state, share.about, [share, whole, other], words)


def _is_rounded(share: Stated, whole: Stated, other: Stated) -> bool:
    """Whether the count, in per cent and rounded as the share is, gives the share."""
    value, count, base = share.figure.value, other.amount.point, whole.amount.point
    if value is None or count is None or not base:
        return False
    exponent = value.as_tuple().exponent
    places = max(-exponent, 0) if isinstance(exponent, int) else 0
    return round(count * _WHOLE / base, places) == Fraction(value)


def _base(count: Stated, share: Stated) -> Interval | None:
    return None if share.amount.high == 0 else count.amount * Interval.of(_WHOLE) / share.amount.up_to(_WHOLE)


def _as_read(count: Stated, share: Stated) -> Said:
    """The base by the numbers alone, as if they stood without their bounds."""
    number_of, percent = _only_number(count.amount), _only_number(share.amount)
    return number(number_of * _WHOLE / percent) if number_of and percent else ("", "")


def _only_number(amount: Interval) -> Fraction | None:
    if amount.point is not None:
        return amount.point
    return amount.high if not amount.low else amount.low if amount.high is None else None


def _implied_base(base: Stated, result: Interval, count: Stated, share: Stated) -> Finding:
    read = _as_read(count, share)
    if read[0] and result.point is None:
        bounds = ("{r} as the numbers read, and by their bounds ", "{r} nach den bloßen Zahlen, nach ihren Grenzen ")
        read = said(*bounds, r=read)
    else:
        read = ("", "")
    words = said(
        "{count} and {share} of {base} ({name}) imply {read}{result} in all; computed here.",
        "{count} und {share} von {base} ({name}) setzen insgesamt {read}{result} voraus; hier berechnet.",
        count=worded(count.figure), share=worded(share.figure), base=base.names, name=count.topic,
        read=read, result=spelt(result),
    )  # fmt: skip
    return finding("impliedBase", OPEN, share.about, [count, share, base], words)


def _together(content: Bases, implied: Sequence[Interval]) -> Finding:
    """All bases of the same people: implied ones with each other and with stated ones."""
    amounts = [*implied, *(stated.amount for stated in content.stated)]
    state = OPEN if any(amount.is_loose for amount in amounts) else _all_meet(amounts)
    kinds = {CONSISTENT: "impliedBasesAgree", INCONSISTENT: "impliedBasesDiffer", OPEN: "impliedBasesOpen"}
    endings = {
        CONSISTENT: ("one number can be meant by all", "alle können dieselbe Zahl meinen"),
        INCONSISTENT: ("no one number is meant by all", "keine Zahl kann von allen gemeint sein"),
        OPEN: ("about and nearly set no bound", "etwa und fast setzen keine Grenze"),
    }
    words = said(
        "{base}: {sums}{stated}; {ending}.",
        "{base}: {sums}{stated}; {ending}.",
        base=content.base.names,
        sums=joined([_division(*pair) for pair in content.pairs], "; "),
        stated=joined([said("; stated: {w}", "; angegeben: {w}", w=worded(one.figure)) for one in content.stated], ""),
        ending=endings[state],
    )  # fmt: skip
    used = [content.base, *content.stated, *(stated for pair in content.pairs for stated in pair)]
    return finding(kinds[state], state, content.pairs[0][1].about, used, words)


def _division(count: Stated, share: Stated) -> Said:
    base = _base(count, share)
    result = _as_read(count, share)
    shown = result if result[0] else spelt(base) if base else ("", "")
    return said("{c} / {s} = {r}", "{c} / {s} = {r}", c=worded(count.figure), s=worded(share.figure), r=shown)


def _all_meet(amounts: Sequence[Interval]) -> str:
    """Whether one number lies in all: so it is, on a line, where each two of them meet."""
    highest = reduce(lambda a, b: b if _starts_later(a, b) else a, amounts)
    return INCONSISTENT if any(amount.is_below(highest) for amount in amounts) else CONSISTENT


def _starts_later(one: Interval, other: Interval) -> bool:
    low, later = one.low or Fraction(0), other.low or Fraction(0)
    return later > low or (later == low and one.has_low and not other.has_low)
