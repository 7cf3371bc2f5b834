"""The figures of a question: one for each unit, its statements in bands by base, on one axis."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from testimonia.infer import phrase
from testimonia.infer.entries import Answer
from testimonia.infer.entries import Figure as Quantity
from testimonia.infer.phrase import Pair
from testimonia.infer.scope import MEASURES
from testimonia.pages.archive import Archive
from testimonia.pages.axis import Axis, axis_of, time_axis
from testimonia.pages.computed import Computed, computed
from testimonia.pages.coverage import Box, Scoped, coverage, scoped
from testimonia.pages.drawing import Band, Drawing, Entry, Figures, Item
from testimonia.pages.ended import day_of_end
from testimonia.pages.figure import Shape, Span, mark, span_of, span_of_time
from testimonia.pages.lines import Line, lines
from testimonia.pages.names import Name
from testimonia.pages.rails import railed
from testimonia.pages.rows import runs
from testimonia.pages.ties import COMPARED, Ties

IN_FULL: Final = 12
"""A base with more statements is drawn as thin lines, and the first ``FIRST`` of them as rows."""

FIRST: Final = 10
ROWS: Final = 36
"""So many rows at most are drawn in full in one figure."""

THIN: Final = 250
"""Of more statements in a figure each base is counted only."""

BANDS: Final = 30

SHARE, TIME = "%", "time"
_NO_WORDS: Final = Pair("", "")


def figures(archive: Archive, question: str, found: Ties, language: str) -> Figures:
    """The figures of a question; none where no statement on it gives a number or a time."""
    own = lines(archive.facts, question)
    about, aspect = archive.asked(question)
    items = [item for line in own for item in _items(line, aspect, is_own=True)]
    if not items:
        return Figures(())
    is_many = len(own) > COMPARED
    others = [] if is_many else _other_measures(archive, about, aspect)
    follows = [] if is_many else computed(archive.facts, archive.findings, [line.claim.path for line in own])
    units = list(dict.fromkeys(item.unit for item in items if item.span.shape != Shape.NONE))
    letters = {line.claim.path: line.siglum for line in own}
    told = _Told(archive, found, letters, language)
    made = [_drawing(told, unit, [*items, *others], follows) for unit in units]
    drawings = tuple(one for one in made if one)
    drawn = _claims_drawn(items, units)
    silent = [line.siglum for line in own if line.answer and line.answer.figures and line.claim.path not in drawn]
    return Figures(drawings, len(silent), () if is_many else runs(silent))


def _items(line: Line, aspect: str, *, is_own: bool) -> Iterator[Item]:
    """The numbers or the time of a claim. A part without a number, such as *many*, stands beside the shares."""
    answer = line.answer
    if answer and answer.figures:
        for figure in sorted(frozenset(answer.figures), key=_in_order):
            span = span_of(figure)
            unit = SHARE if span.shape == Shape.NONE and figure.whole else figure.unit
            yield Item(line, aspect, is_own, unit, span, figure)
    elif answer and answer.time and not answer.values and not answer.spot:
        yield Item(line, aspect, is_own, TIME, span_of_time(answer.time))


def _in_order(figure: Quantity) -> str:
    return figure.path


def _other_measures(archive: Archive, about: str, aspect: str) -> list[Item]:
    """What answers a question whose figures are easily taken for those of this one, such as loss beside deaths."""
    family = MEASURES.get(aspect, aspect)
    found: list[Item] = []
    for question in archive.by_about.get(about, ()):
        other = archive.asked(question)[1]
        beside = lines(archive.facts, question) if other != aspect and MEASURES.get(other, other) == family else ()
        if len(beside) <= IN_FULL:
            found += [item for line in beside for item in _items(line, other, is_own=False)]
    return found


def _claims_drawn(items: Iterable[Item], units: Sequence[str]) -> set[str]:
    """The claims that are drawn, or stand as a note in a band that is."""
    bands = {(item.unit, item.line.base) for item in items if item.span.shape != Shape.NONE}
    return {item.line.claim.path for item in items if item.unit in units and (item.unit, item.line.base) in bands}


@dataclass(frozen=True, slots=True)
class _Told:
    """What all rows of a question's figures are told with."""

    archive: Archive
    ties: Ties
    letters: Mapping[str, str]
    language: str

    def name(self, path: str) -> Name:
        return self.archive.name(path, self.language)


def _drawing(told: _Told, unit: str, items: Sequence[Item], follows: Sequence[Computed]) -> Drawing | None:
    groups = _bands([item for item in items if item.unit == unit])
    shown = [item for group in groups.values() for item in group]
    extra = [one for one in follows if one.unit == unit]
    axis = _axis(unit, [item.span for item in shown], [one.span for one in extra])
    form = _form([len(group) for group in groups.values()], len(extra))
    if form == "row" and unit != SHARE:
        return None  # a place on an axis made for it alone says nothing; a share stands on the whole
    bands = list(_drawn_bands(told, groups, axis, form))
    if extra and form in ("rows", "thin"):
        bands.append(_computed_band(told, extra, axis))
    boxes = coverage([_scope(item.line.answer) for item in shown]) if form == "rows" else None
    drawing = Drawing(
        unit=unit,
        unit_words=phrase.unit(unit) if unit != TIME else _NO_WORDS,
        form=form,
        axis=axis,
        bands=railed(bands, told.ties),
        left_out=max(0, len(groups) - BANDS),
        coverage=boxes,
        things=tuple(map(told.name, boxes.things)) if boxes else (),
    )
    return _covered(told, drawing, shown) if boxes else drawing


def _bands(items: Sequence[Item]) -> dict[tuple[str, Pair], list[Item]]:
    """Items by measure and base, in their order; bases of which no statement gives a number are left out."""
    groups: dict[tuple[str, Pair], list[Item]] = defaultdict(list)
    for item in items:
        groups[item.aspect, item.line.base].append(item)
    return {key: group for key, group in groups.items() if any(item.span.shape != Shape.NONE for item in group)}


def _axis(unit: str, spans: Sequence[Span], extra: Sequence[Span]) -> Axis:
    ends = [end for span in (*spans, *extra) for end in span.ends]
    return time_axis([int(end) for end in ends]) if unit == TIME else axis_of(ends, is_share=unit == SHARE)


def _form(sizes: Sequence[int], extra: int) -> str:
    total = sum(sizes)
    if total > THIN:
        return "counts"
    if total > ROWS or max(sizes) > IN_FULL:
        return "thin"
    return "row" if total + extra == 1 else "rows"


def _drawn_bands(told: _Told, groups: dict[tuple[str, Pair], list[Item]], axis: Axis, form: str) -> Iterator[Band]:
    room = ROWS if form != "counts" else 0
    for (aspect, base), items in list(groups.items())[:BANDS]:
        first = items[: min(room, FIRST if form == "thin" else len(items))]
        room -= len(first)
        yield Band(
            base=base,
            measure=_NO_WORDS if items[0].is_own else phrase.word(aspect),
            entries=tuple(_entry(told, item, axis) for item in first),
            total=len(items),
            known=sum(item.line.claim.path in told.ties.known for item in items),
            thin=tuple(mark(item.span, axis, _NO_WORDS) for item in items) if form == "thin" else (),
        )


def _entry(told: _Told, item: Item, axis: Axis) -> Entry:
    claim, label = item.line.claim, item.label
    arguments = told.archive.arguments_on.get(claim.path, ())
    against = [one for one in arguments if one.kind in ("rebuts", "undercuts")]
    return Entry(
        siglum=item.line.siglum if item.is_own else "",
        path=claim.path,
        mark=mark(item.span, axis, label),
        label=label,
        holder=told.name(claim.holder),
        stance=claim.stance,
        words=phrase.word(claim.stance),
        against=tuple((one.kind, told.name(one.holder)) for one in against),
        is_loss=item.aspect in MEASURES,
        ended=day_of_end(told.archive, claim.path),
    )


def _computed_band(told: _Told, found: Sequence[Computed], axis: Axis) -> Band:
    entries = tuple(
        Entry(
            siglum="",
            path=one.path,
            mark=mark(one.span, axis, one.label),
            label=one.label,
            words=phrase.word(one.kind),
            inputs=tuple(sorted(told.letters[path] for path in one.inputs if path in told.letters)),
        )
        for one in found[:IN_FULL]
    )
    return Band(base=_NO_WORDS, measure=_NO_WORDS, entries=entries, total=len(found), known=0, is_computed=True)


def _scope(answer: Answer | None) -> Scoped:
    if answer is None:
        return Scoped()
    return scoped(answer.time if answer.figures else None, answer.excludes, answer.place)


def _covered(told: _Told, drawing: Drawing, items: Sequence[Item]) -> Drawing:
    """The rows of statements with their boxes, and with the words under them."""
    rows = iter(zip(drawing.coverage.rows if drawing.coverage else (), items, strict=True))
    bands = [
        replace(band, entries=tuple(_with_boxes(told, entry, next(rows)) for entry in band.entries))
        if not band.is_computed
        else band
        for band in drawing.bands
    ]
    return replace(drawing, bands=tuple(bands))


def _with_boxes(told: _Told, entry: Entry, row: tuple[tuple[Box, ...], Item]) -> Entry:
    boxes, item = row
    answer = item.line.answer
    if answer is None:
        return entry
    period = phrase.period(answer.time) if answer.time and answer.figures else _NO_WORDS
    place = phrase.name(told.archive.facts, answer.place) if answer.place else _NO_WORDS
    leaves_out = tuple(map(told.name, answer.excludes))
    return replace(entry, boxes=boxes, period=period, place=place, leaves_out=leaves_out)
