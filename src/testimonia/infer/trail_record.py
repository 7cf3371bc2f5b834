"""Who says a thing, through whom, where it stands, who recorded it: the part of a trail that is read off the record."""

from collections.abc import Iterable, Iterator

from testimonia.infer import phrase, roots_words
from testimonia.infer.facts import Answer, Call, ClaimFact, Facts, Figure
from testimonia.infer.period_words import worded
from testimonia.infer.phrase import Pair
from testimonia.infer.readings import wording
from testimonia.infer.trail_parts import Brief, Cited, Fact, Named, Passage, Record
from testimonia.model.passage import offsets
from testimonia.vocabulary import DCT, OA, PROV, SKOS, TM


def named(facts: Facts, path: str) -> Named:
    """A thing with its name; a question by what it asks, a figure by its words."""
    return Named(path, _name(facts, path))


def brief(facts: Facts, path: str) -> Brief:
    """A claim in short."""
    claim = facts.claims[path]
    return Brief(path, phrase.name(facts, path), named(facts, claim.holder), phrase.word(claim.stance))


def briefs(facts: Facts, paths: Iterable[str]) -> tuple[Brief, ...]:
    """Claims in short, leaving out what is no claim."""
    return tuple(brief(facts, path) for path in paths if path in facts.claims)


def _name(facts: Facts, path: str) -> Pair:
    kind, _, rest = path.partition("/")
    if kind == "reference":
        return Pair(*[mark(path)] * 2)
    if kind == "proposition":
        about, _, end = rest.rpartition("/")
        return Pair("{}: {}", "{}: {}").filled(_name(facts, about), phrase.word(_aspect(facts, path, end)))
    if path in facts.figures:
        return phrase.whole(facts, path)
    return phrase.name(facts, path)


def _aspect(facts: Facts, question: str, key: str) -> str:
    """The word of the vocabulary for the aspect of a question, whose path ends in its notation."""
    answers = (facts.answers.get(path) for path in facts.by_question.get(question, ()))
    aspects = (answer.aspect for answer in answers if answer)
    return next(aspects, facts.text(question, TM.aspect).rpartition("/")[2] or key)


def mark(reference: str) -> str:
    """The mark of a reference: the key of its entry, pages left out."""
    return f"[{roots_words.entry(reference).rpartition('/')[2]}]"


def shown(cited: Cited) -> str:
    """A reference as a reader would find it: its number and what is written there, and the pages."""
    is_number = cited.mark.strip("[]").isdecimal()
    bare = cited.written.strip("[]") == cited.mark.strip("[]")
    entry = cited.written if cited.written and not is_number else cited.mark
    entry = f"{cited.mark} {cited.written}" if is_number and cited.written and not bare else entry
    pages = f"p.\u00a0{cited.pages}" if cited.pages[:1].isdecimal() else cited.pages.replace(" ", "\u00a0")
    return ", ".join(filter(None, (entry, pages)))


def record(facts: Facts, path: str, document: str, holder: str, voices: Iterable[str]) -> Record:
    """Whose a claim or an argument is, through whom, where it stands, and who recorded it when."""
    curation = next(iter(facts.linked(path, PROV.wasGeneratedBy)), "")
    passages = tuple(_passage(facts, passage) for passage in facts.linked(path, TM.attestedIn))
    note = facts.text(path, SKOS.editorialNote)
    return Record(
        holder=named(facts, holder),
        through=tuple(named(facts, voice) for voice in voices),
        document=named(facts, document),
        file=next(filter(None, (_file(facts, passage.path) for passage in passages)), ""),
        passages=tuple(sorted(passages, key=lambda passage: (passage.begin, passage.end))),
        curators=tuple(named(facts, curator) for curator in facts.linked(curation, PROV.wasAssociatedWith)),
        recorded=facts.text(curation, PROV.endedAtTime),
        notes=(note,) if note else (),
    )


def _passage(facts: Facts, path: str) -> Passage:
    return Passage(path, facts.text(path, TM.section), *offsets(path), facts.text(path, TM.sha256))


def _file(facts: Facts, passage: str) -> str:
    snapshot = next(iter(facts.linked(passage, OA.hasSource)), "")
    return facts.text(snapshot, DCT.identifier)


def cited(facts: Facts, call: Call) -> Cited:
    """A reference as a claim calls it."""
    entry = roots_words.entry(call.reference)
    return Cited(
        path=call.reference,
        mark=mark(call.reference),
        written=facts.text(call.reference, SKOS.notation) or facts.text(entry, SKOS.notation),
        pages=call.pages,
        resolution=phrase.word(call.resolution) if call.resolution else Pair("", ""),
        is_doubtful=call.is_doubtful,
        work=named(facts, call.work) if call.work else None,
    )


def stated(facts: Facts, claim: ClaimFact) -> tuple[Fact, ...]:
    """What a claim states: the answer as worded, of whom, when, where, less what, by which yardstick and method."""
    answer = facts.answers.get(claim.answer)
    rows = [*(_of_answer(facts, answer) if answer else ()), (_STANCE, phrase.word(claim.stance))]
    if claim.method:
        rows.append((_METHOD, phrase.word(claim.method)))
    if claim.sourcing:
        rows.append((_SOURCING, phrase.word(claim.sourcing)))
    held = next(iter(facts.linked(claim.path, TM.time)), "")
    if held:
        rows.append((_HELD, Pair(*worded(facts.text(held, TM.edtf)))))
    return tuple(Fact(heading, words) for heading, words in rows)


def _of_answer(facts: Facts, answer: Answer) -> Iterator[tuple[Pair, Pair]]:
    yield _ANSWER, wording(facts, answer)
    for figure in answer.figures:
        yield from _of_figure(facts, figure)
    if answer.population:
        yield _POPULATION, _people(facts, answer.population)
    if answer.time and (answer.values or answer.figures):
        yield _TIME, phrase.period(answer.time)
    if answer.place:
        yield _PLACE, phrase.name(facts, answer.place)
    if answer.excludes:
        yield _EXCLUDES, phrase.joined(_name(facts, path) for path in answer.excludes)
    if answer.definitions:
        yield _DEFINITION, phrase.joined(phrase.name(facts, path) for path in answer.definitions)


def _of_figure(facts: Facts, figure: Figure) -> Iterator[tuple[Pair, Pair]]:
    if figure.whole:
        base = facts.figures.get(figure.whole)
        words = phrase.whole(facts, figure.whole)
        if base and base.population and base.wording:
            words = Pair("{}, {}", "{}, {}").filled(words, _people(facts, base.population))
        yield _WHOLE, words
    if figure.excludes:
        yield _TAKEN, phrase.whole(facts, figure.excludes)


def _people(facts: Facts, path: str) -> Pair:
    groups = facts.broader(path) if path.startswith("population/") else ()
    return phrase.joined(phrase.name(facts, group) for group in groups or (path,))


_ANSWER = Pair("answer as worded", "Antwort im Wortlaut")
_WHOLE = Pair("share of", "Anteil an")
_TAKEN = Pair("less", "abzüglich")
_POPULATION = Pair("of whom", "von wem")
_TIME = Pair("period", "Zeitraum")
_PLACE = Pair("place", "Ort")
_EXCLUDES = Pair("leaves out", "lässt aus")
_DEFINITION = Pair("by the definition of", "nach der Definition von")
_STANCE = Pair("stance", "Haltung")
_METHOD = Pair("method", "Methode")
_SOURCING = Pair("sourcing", "Belege")
_HELD = Pair("held at", "vertreten")
