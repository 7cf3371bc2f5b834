"""The pages of the example in a real browser: themes, languages, widths, keyboard, paths, print."""

import pytest

from browsing import Browser

PAGES = {
    "home": "",
    "events": "events",
    "questions": "questions",
    "event": "event/battle-of-alder-ford.html",
    "question": "proposition/event/battle-of-alder-ford/deaths.html",
    "claim": "claim/vey-chronicle/abbey-3000.html",
    "claim with a note": "claim/lowmere-wiki/began-on-12-june.html",
    "source": "source/vey-chronicle.html",
    "actor": "actor/anselm.html",
    "place": "place/alder-ford.html",
    "concept": "concept/arms-laid-down.html",
    "reference": "reference/lowmere-wiki/1.html",
    "argument": "argument/vey-chronicle/against-3000.html",
    "flag": "flag/lowmere-wiki/240-257.html",
    "plain node": "quantity/all/vey-levy.html",
    "graph": "graph/claims.html",
    "vocabulary": "vocab",
    "word": "vocab/asserts.html",
    "scheme": "vocab/aspects.html",
    "model": "ns.html",
    "data dictionary": "shapes",
    "quality": "quality",
    "list of what is open": "quality/roots-unread",
    "compare": "compare",
    "two holders": "compare?a=actor/anselm&b=actor/holm",
    "explore": "explore",
    "explore, events": "explore?show=events",
    "finding": "finding/arithmetic/06762fde4c67.html",
    "query": "query",
    "search": "search?q=ford",
    "search without result": "search?q=zzzz",
    "download": "download",
    "check": "check",
}
TURTLE = "SELECT (COUNT(?c) AS ?claims) WHERE { ?c a <https://w3id.org/testimonia/ns#Claim> }"


def sound(faults: list[str]) -> None:
    """Fails with all that is wrong, a line each."""
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


def test_what_is_wrong_would_be_seen(reading_room: Browser) -> None:
    told = "\n".join(reading_room.faults("control"))
    for expected in (
        "console: said aloud",
        "asks elsewhere",
        "policy: style-src",
        "axe critical image-alt",
        "sideways",
    ):
        assert expected in told


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_a_page_is_sound_in_both_themes_and_languages(path: str, reading_room: Browser) -> None:
    sound(reading_room.faults("look", path=path))


def test_from_the_first_page_to_a_download(reading_room: Browser) -> None:
    names = {"events": "Events", "event": "Battle of Alder Ford", "download": "Download", "file": "archive.ttl"}
    sound(reading_room.faults("read", **names))


def test_facets_change_the_address_and_the_back_button_goes_back(reading_room: Browser) -> None:
    sound(reading_room.faults("facets"))


def test_language_and_theme_stay_chosen(reading_room: Browser) -> None:
    sound(reading_room.faults("choices"))


@pytest.mark.parametrize("kind", ["home", "event", "question", "claim", "query"])
def test_by_keyboard_alone_one_comes_everywhere_and_sees_where_one_is(kind: str, reading_room: Browser) -> None:
    sound(reading_room.faults("tabbed", path=PAGES[kind], stops=60))


def test_one_searches_by_keyboard(reading_room: Browser) -> None:
    sound(reading_room.faults("searched", text="alder ford", expected="Battle of Alder Ford"))


def test_one_asks_without_script(reading_room: Browser) -> None:
    sound(reading_room.faults("queried", query=TURTLE, expected="53"))


@pytest.mark.parametrize("kind", ["event", "question", "claim", "source"])
def test_a_page_prints(kind: str, reading_room: Browser) -> None:
    sound(reading_room.faults("print", path=PAGES[kind]))
