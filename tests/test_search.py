# ruff: noqa: RUF001  (letters that look alike are what this is about)
"""The index of the search and what is found in it: names in every spelling, ranked; nothing typed can be syntax."""

import json
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from testimonia.pipeline import SEARCH, build
from testimonia.query import search_index
from testimonia.query.folding import folded, pieces, second_words
from testimonia.query.index_file import LayoutError
from testimonia.query.search import Search, write_search
from testimonia.query.snippet import snippet
from testimonia.vocabulary import DCT, SKOS, TM, V, turtle_quads

BASE = "https://example.org/names/"
GRAPH = NamedNode(f"{BASE}graph/entities")
WORDS = NamedNode(f"{BASE}graph/vocabulary")

NAMES = {
    "place/lodz": {"pl": "Łódź", "de": "Lodsch"},
    "place/koenigsberg": {"de": "Königsberg", "en": "Koenigsberg castle"},
    "place/kalinin": {"ru": "Калинин", "uk": "Калінін"},
    "place/black-sea": {"ru": "Чёрное море", "en": "Black Sea"},
    "place/oresund": {"da": "Øresund"},
    "place/peking": {"zh": "北京"},
    "place/istanbul": {"tr": "İstanbul"},
    "event/battle": {"en": "Battle of the Black Ford", "de": "Schlacht an der Schwarzen Furt"},
    "event/old": {"ru": "Кёльнъ и осада"},
    "actor/smith": {"en": "O'Brien Smith"},
    "source/book": {"en": "A history of the black sea in the war"},
}


def quad(path: str, predicate: NamedNode, value: Literal | NamedNode) -> Quad:
    return Quad(NamedNode(BASE + path), predicate, value, GRAPH)


def archive() -> list[Quad]:
    quads = [
        quad(path, SKOS.prefLabel, Literal(text, language=language))
        for path, names in NAMES.items()
        for language, text in names.items()
    ]
    quads += [Quad(q.subject, q.predicate, q.object, WORDS) for q in turtle_quads("ontology/vocabularies")]
    paraphrase = (
        "The <b>black</b> sea froze over & nobody crossed it, " + "as the abbey's book tells, " * 12 + "in May."
    )
    quads += [
        quad("claim/book/frozen", TM.paraphrase, Literal(paraphrase, language="en")),
        quad("claim/book/frozen", SKOS.editorialNote, Literal("The ice is the curator's word.", language="en")),
        quad("claim/book/frozen", TM.states, NamedNode(f"{BASE}proposition/place/black-sea/name/1a2b3c4d")),
        quad("proposition/place/black-sea/name/1a2b3c4d", TM.value, Literal("Bahr-i Siyah", language="tr")),
        quad("source/book", DCT.identifier, Literal("ISBN 978-0-306-40615-7")),
    ]
    for path, about, aspect in (
        ("proposition/place/black-sea/name/1a2b3c4d", "place/black-sea", V.name),
        ("proposition/event/battle/start-date", "event/battle", V.startDate),
        ("proposition/event/battle/start-date/0123abcd", "event/battle", V.startDate),
        (
            "proposition/proposition/event/battle/start-date/state-of-evidence",
            "proposition/event/battle/start-date",
            V.stateOfEvidence,
        ),
    ):
        quads += [quad(path, TM.about, NamedNode(BASE + about)), quad(path, TM.aspect, aspect)]
    return quads


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    path = tmp_path_factory.mktemp("search") / SEARCH
    write_search(path, archive(), BASE)
    found = Search(path)
    yield found
    found.close()


def paths(search: Search, typed: str, **options: object) -> list[str]:
    return [hit.iri.removeprefix(BASE) for hit in search.find(typed, **options).rows]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Łódź", "lodz"),
        ("ÆRØSKØBING", "aeroskobing"),
        ("Straße", "strasse"),
        ("Þórður", "thordur"),
        ("Đorđe", "dorde"),
        ("İstanbul ısı", "istanbul isi"),
        ("Чёрное море", "черное море"),
        ("Кёльнъ", "келн"),
        ("Київ", "киив"),
        ("об’єкт", "обект"),
        ("О́льга", "олга"),
        ("ﬁnale Ⅷ ½", "finale viii 1 2"),
        ("北京", "北 京"),
        ("제주", "제주"),
        ("a_b-c.d", "a b c d"),
        ("…—„“ \x00\n", ""),
        ("ΑΘΉΝΑΣ", "αθηνασ"),
    ],
)
def test_folding(text: str, expected: str) -> None:
    assert folded(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Königsberg", ["koenigsberg"]), ("Ångström", ["aangstroem"]), ("Konig", []), ("Ko\u0308nig", ["koenig"])],
)
def test_umlauts_may_be_two_letters(text: str, expected: list[str]) -> None:
    assert second_words(text) == expected


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text(max_size=60))
def test_pieces_are_the_text(text: str) -> None:
    assert "".join(piece for piece, _ in pieces(text)) == text


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("lodz", "place/lodz"),
        ("LODZ", "place/lodz"),
        ("Łódź", "place/lodz"),
        ("lodsch", "place/lodz"),
        ("konigsberg", "place/koenigsberg"),
        ("koenigsberg", "place/koenigsberg"),
        ("Königsberg", "place/koenigsberg"),
        ("kalinin калинин", None),
        ("калинин", "place/kalinin"),
        ("калінін", "place/kalinin"),
        ("черное", "place/black-sea"),
        ("чёрное", "place/black-sea"),
        ("кельн", "event/old"),
        ("oresund", "place/oresund"),
        ("oeresund", "place/oresund"),
        ("北", "place/peking"),
        ("北京", "place/peking"),
        ("istanbul", "place/istanbul"),
        ("obrien", "actor/smith"),
        ("o'brien", "actor/smith"),
        ("O’Brien", "actor/smith"),
        ("schwarz furt", "event/battle"),
        ("furt schwarz", "event/battle"),
        ("978-0-306", "source/book"),
        ("bahr-i siyah", "place/black-sea"),
        ("curators word", "claim/book/frozen"),
        ("book/frozen", "claim/book/frozen"),
    ],
)
def test_a_thing_is_found_however_it_is_typed(search: Search, typed: str, first: str | None) -> None:
    assert paths(search, typed)[:1] == ([first] if first else [])


def test_names_come_before_paraphrases_and_equal_names_first(search: Search) -> None:
    found = paths(search, "black sea")

    assert found[:3] == ["place/black-sea", "source/book", "claim/book/frozen"]


def test_of_names_alike_the_one_of_which_more_is_said_comes_first(tmp_path: Path) -> None:
    names = {"event/one": "Siege of Vey in May", "event/other": "Siege of Vey in June, and its long end in July"}
    quads = [quad(path, SKOS.prefLabel, Literal(name, language="en")) for path, name in names.items()]
    for number in range(40):
        proposition = f"proposition/event/other/deaths/{number:08x}"
        quads += [
            quad(proposition, TM.about, NamedNode(f"{BASE}event/other")),
            quad(f"claim/s/c{number}", TM.states, NamedNode(BASE + proposition)),
        ]
    write_search(tmp_path / SEARCH, quads, BASE)
    search = Search(tmp_path / SEARCH)

    assert paths(search, "siege vey") == ["event/other", "event/one"]
    assert paths(search, "Siege of Vey in May")[0] == "event/one"


def test_whole_words_come_before_beginnings(tmp_path: Path) -> None:
    names = {"event/a": "Grozny in winter", "event/b": "Groznyy in winter", "event/c": "The Grozny"}
    quads = [quad(path, SKOS.prefLabel, Literal(name, language="en")) for path, name in names.items()]
    write_search(tmp_path / SEARCH, quads, BASE)

    assert paths(Search(tmp_path / SEARCH), "grozny")[-1] == "event/b"


def test_a_question_is_named_after_its_thing_and_aspect(search: Search) -> None:
    (hit,) = search.find("battle start", kinds=["question"], language="de").rows[:1]

    assert hit.iri == f"{BASE}proposition/event/battle/start-date"
    assert hit.name.text == "Schlacht an der Schwarzen Furt: Beginn"
    assert "proposition/event/battle/start-date/0123abcd" not in paths(search, "battle start")
    nested = f"{BASE}proposition/proposition/event/battle/start-date/state-of-evidence"
    assert search.name(nested).startswith("Battle of the Black Ford: start: ")


@pytest.mark.parametrize("kind", search_index.KINDS)
def test_kinds_are_kept_apart(search: Search, kind: str) -> None:
    assert {hit.kind for hit in search.find("b", kinds=[kind], limit=100).rows} <= {kind}


def test_an_unknown_kind_finds_nothing(search: Search) -> None:
    assert search.find("black", kinds=["verdict"]).total == 0


def test_pages_are_parts_of_one_list(search: Search) -> None:
    whole = search.find("a", limit=1_000)
    parts = [hit for offset in range(0, whole.total, 7) for hit in search.find("a", limit=7, offset=offset).rows]

    assert whole.total == len(whole.rows) > 14
    assert parts == whole.rows
    assert search.find("a", limit=7, offset=10_000).total == whole.total


def test_names_are_in_the_reader_s_language(search: Search) -> None:
    assert search.find("lodz", language="de").rows[0].name.text == "Lodsch"
    assert search.find("lodz", language="fr").rows[0].name.text in ("Łódź", "Lodsch")
    assert search.find("lodz", language="pl").rows[0].name.language == "pl"


def test_what_was_hit_is_marked_and_markup_stays_text(search: Search) -> None:
    (hit,) = search.find("black froze", kinds=["claim"]).rows

    assert [text for text, is_hit in hit.snippet if is_hit] == ["black", "froze"]
    assert "".join(text for text, _ in hit.snippet).startswith("The <b>black</b> sea froze over & nobody")


def test_a_long_text_is_cut_around_the_first_hit(search: Search) -> None:
    (hit,) = search.find("may", kinds=["claim"]).rows
    text = "".join(piece for piece, _ in hit.snippet)

    assert text.startswith("… ")
    assert text.endswith("May.")
    assert len(text) < 220
    assert ("May", True) in hit.snippet


@given(st.text(max_size=400), st.text(max_size=20))
def test_a_snippet_is_part_of_its_text(text: str, typed: str) -> None:
    shown = "".join(piece for piece, _ in snippet(text, folded(typed).split()))

    assert shown.removeprefix("… ").removesuffix(" …") in text or shown in text


HOSTILE = [
    '"',
    '""',
    "'; DROP TABLE text; --",
    "NEAR(a b, 3)",
    "a AND OR NOT",
    "* ^ : - + ( ) { }",
    "names : battle",
    '"battle" *',
    "\x00battle",
    "\x00",
    "😀 👩‍👩‍👧",
    "\ud800",
    "a" * 100_000,
    "battle " * 10_000,
    "%_[]?",
    "../../etc/passwd",
    "\u202eelttab",
    "'" * 500,
    "Ａ１",
    "\U0001e900\U0001e922",
]


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_words(search: Search, typed: str) -> None:
    assert search.find(typed).total >= 0
    assert isinstance(search.suggest(typed), list)
    assert isinstance(search.like(typed), list)


@settings(max_examples=300)
@given(st.text(max_size=200))
def test_no_text_raises(search: Search, typed: str) -> None:
    hits = search.find(typed, limit=5)

    assert len(hits.rows) <= min(5, hits.total)
    assert len(search.suggest(typed, 3)) <= 3
    assert len(search.like(typed, limit=3)) <= 3


@settings(max_examples=100)
@given(st.sampled_from(sorted(NAMES)), st.data())
def test_the_beginning_of_any_name_finds_it(search: Search, path: str, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(NAMES[path].values())))
    begun = name[: data.draw(st.integers(1, len(name)))]
    if folded(begun):
        assert BASE + path in [hit.iri for hit in search.suggest(begun, 100)]


def test_suggestions_are_names_only_and_things_before_questions(search: Search) -> None:
    kinds = [hit.kind for hit in search.suggest("battle", 10)]

    assert kinds[0] == "event"
    assert "claim" not in kinds
    assert kinds.index("question") > kinds.index("event")


@pytest.mark.parametrize("typed", ["Batle of the Blak Ford", "schlacht schwarze fort", "Ford, Battle of the Black"])
def test_like_names_are_found(search: Search, typed: str) -> None:
    assert search.like(typed, kinds=["event"])[0] == f"{BASE}event/battle"


def test_names_of_a_node(search: Search) -> None:
    assert {(name.language, name.text) for name in search.names(f"{BASE}place/lodz")} == {
        ("pl", "Łódź"),
        ("de", "Lodsch"),
    }
    assert search.names(f"{BASE}place/none") == []
    assert search.name(f"{BASE}place/none") == ""


def test_the_same_data_give_the_same_bytes(tmp_path: Path) -> None:
    for name, quads in (("one", archive()), ("two", archive()[::-1])):
        write_search(tmp_path / name, quads, BASE)

    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_many_threads_may_search_at_once(search: Search) -> None:
    expected = search.find("black sea")
    wrong: list[int] = []

    def look() -> None:
        wrong.extend(1 for _ in range(50) if search.find("black sea") != expected)

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not wrong


def test_a_thing_is_found_by_a_name_that_a_claim_gives_and_not_called_so(search: Search) -> None:
    hits = search.find("bahr-i siyah", kinds=("place",))

    assert [(hit.iri.removeprefix(BASE), hit.name.text, hit.role, hit.text) for hit in hits.rows] == [
        ("place/black-sea", "Black Sea", "other name", "Bahr-i Siyah")
    ]
    assert {name.text for name in search.names(f"{BASE}place/black-sea")} == {
        "Black Sea", "Чёрное море", "Bahr-i Siyah"
    }  # fmt: skip


def test_another_name_never_stands_for_the_preferred_one(tmp_path: Path) -> None:
    quads = [
        quad("place/vey", SKOS.prefLabel, Literal("Vey", language="en")),
        quad("place/vey", SKOS.altLabel, Literal("Abbey of Vey", language="en")),
    ]
    write_search(tmp_path / SEARCH, quads, BASE)
    search = Search(tmp_path / SEARCH)

    assert search.name(f"{BASE}place/vey") == "Vey"
    assert [hit.name.text for hit in search.suggest("abbey")] == ["Vey"]


def test_no_index_and_another_layout_are_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="build the archive again"):
        Search(tmp_path / "none")
    path = tmp_path / "old's index?.sqlite"
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 99")
    with pytest.raises(LayoutError, match="another version"):
        Search(path)


def test_a_word_that_stands_everywhere_is_counted_in_part(tmp_path: Path) -> None:
    quads = [quad(f"claim/s/c{n}", TM.paraphrase, Literal("Gives a figure.", language="en")) for n in range(2_500)]
    write_search(tmp_path / SEARCH, quads, BASE)
    hits = Search(tmp_path / SEARCH).find("figure", limit=10)

    assert hits.is_more
    assert hits.total == 2_000
    assert len(hits.rows) == 10


def test_a_build_writes_the_index_and_mends_one_that_is_of_another_layout(small: Path, tmp_path: Path) -> None:
    made = build(small, tmp_path / "out")
    assert made.folder is not None
    index = made.folder / SEARCH
    content = index.read_bytes()
    assert Search(index).find("alder").total

    index.write_bytes(b"of another version")
    again = build(small, tmp_path / "out")

    assert again.folder == made.folder
    assert index.read_bytes() == content
    assert "search" not in json.dumps(made.manifest)
