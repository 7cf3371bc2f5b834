"""Small facts for the tests of roots: claims, each with what it cites, and works, each with what it depends on."""

from collections.abc import Iterable, Mapping

from testimonia.infer.facts import Answer, Call, ClaimFact, Facts, SourceFact

QUESTION = "proposition/event/battle/deaths"


def work(path: str, *on: str, kind: str = "book", within: str = "", is_read: bool = False) -> SourceFact:
    return SourceFact(path, kind, on, within, is_read)


def claim(
    path: str,
    *works: str,
    question: str = QUESTION,
    through: str = "",
    sourcing: str = "",
    derived_from: Iterable[str] = (),
) -> ClaimFact:
    """A claim ``document/key``; it cites works, ``?`` before one makes it doubtful and ``!`` is an unresolved entry.

    ``derived_from`` names claims, ``document/key``, that it was worked out from.
    """
    document = path.split("/", maxsplit=1)[0]
    calls = tuple(
        Call(
            reference=f"reference/{document}/{name.strip('?!')}",
            work="" if name.startswith("!") else name.removeprefix("?"),
            resolution="unresolved" if name.startswith("!") else "resolved",
            pages="",
            is_doubtful=name.startswith("?"),
        )
        for name in works
    )
    voices = (f"actor/{document}",) if through else ()
    holder = through or f"actor/{document}"
    words = sourcing or ("cited" if calls else "uncited")
    full = f"claim/{path}"
    bases = tuple(f"claim/{base}" for base in derived_from)
    return ClaimFact(full, document, f"{question}/{path}", holder, voices, "asserts", words, "", calls, (), bases)


def facts(claims: Iterable[ClaimFact], works: Iterable[SourceFact] = ()) -> Facts:
    made = Facts((), "https://example.org/")
    given: Mapping[str, object] = {
        "claims": {claim.path: claim for claim in claims},
        "sources": {work.path: work for work in works},
        "answers": {claim.answer: _answer(claim) for claim in claims},
    }
    made.__dict__.update(given)
    return made


def _answer(claim: ClaimFact) -> Answer:
    question = claim.answer.removesuffix("/" + claim.path.removeprefix("claim/"))
    path = f"{question}/{claim.path.replace('/', '-')}"
    return Answer(
        path=path,
        about=question.rpartition("/")[0],
        aspect="deaths",
        values=(),
        role="",
        figures=(),
        time=None,
        spot=None,
        place="",
        population="",
        excludes=(),
        definitions=(),
    )
