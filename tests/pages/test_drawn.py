"""The figures of questions, from the example: bands, rows, sums, roots, the stance matrix, and their mark-up."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from jinja2 import ChoiceLoader, DictLoader

from testimonia.infer.phrase import Pair
from testimonia.pages import Archive, Reader, question
from testimonia.pages.drawing import Drawing, Entry
from testimonia.pages.rails import states
from testimonia.pages.templating import environment, render

DEATHS = "proposition/event/battle-of-alder-ford/deaths"
REMOVAL = "proposition/event/removal-to-saltholm/deaths"
SECOND_DAY = "proposition/event/second-day-at-the-ford/qualification"


def dispute(archive: Archive, path: str, shown: tuple[int, int] = (0, 50)) -> question.Dispute:
    return question.dispute(archive, path, "en", shown)


def drawings(archive: Archive, path: str) -> dict[str, Drawing]:
    return {one.unit: one for one in dispute(archive, path).figures.drawings}


def entry(drawing: Drawing, siglum: str) -> Entry:
    return next(one for one in drawing.entries if one.siglum == siglum)


def test_each_unit_has_a_figure_and_an_axis_of_its_own(archive: Archive) -> None:
    found = drawings(archive, DEATHS)
    assert {unit: one.axis.scale.value for unit, one in found.items()} == {"persons": "logarithmic", "%": "share"}
    assert [one.siglum for one in found["persons"].entries] == ["A", "B", "C", "D", "E", "G", "H", ""]
    assert [one.siglum for one in found["%"].entries][:2] == ["F", "I"]


def test_letters_of_rows_are_those_of_the_table(archive: Archive) -> None:
    found = dispute(archive, DEATHS)
    table = {row.siglum: (row.brief.path, row.brief.holder) for row in found.rows}
    drawn = [one for drawing in found.figures.drawings for one in drawing.entries if one.siglum]
    assert all(table[one.siglum] == (one.path, one.holder) for one in drawn)


def test_bands_are_the_bases_of_the_table(archive: Archive) -> None:
    found = drawings(archive, DEATHS)["persons"]
    assert [(band.base.english, band.total) for band in found.bands if not band.is_computed] == [
        ("persons", 4),
        ("persons: camp followers", 1),
        ("share of 900 persons: Levy of Vey", 2),
    ]


def test_what_is_denied_or_argued_against_is_told_as_such(archive: Archive) -> None:
    found = drawings(archive, DEATHS)["persons"]
    assert entry(found, "C").stance == "denies"
    assert [kind for kind, _ in entry(found, "D").against] == ["undercuts"]
    assert not entry(found, "A").against


def test_what_follows_by_arithmetic_stands_last_and_has_no_holder(archive: Archive) -> None:
    persons, shares = drawings(archive, DEATHS).values()
    assert persons.bands[-1].is_computed
    assert [(one.label.english, one.inputs, one.holder) for one in persons.bands[-1].entries] == [("270", ("F",), None)]
    assert sorted((one.inputs, one.label.english, one.mark.shape.value) for one in shares.bands[-1].entries) == [
        (("G",), "4.6 %", "dot"),
        (("H",), "at least 33.3 %", "least"),
    ]


def test_share_and_count_of_one_claim_stand_each_in_a_figure(archive: Archive) -> None:
    found = drawings(archive, REMOVAL)
    assert {unit: [one.label.english for one in drawing.entries] for unit, drawing in found.items()} == {
        "persons": ["about 190", "about 200"],
        "%": ["nearly 50\u00a0%", "about 47.5 %"],
    }


def test_what_is_left_out_has_a_box_where_rows_differ(archive: Archive) -> None:
    found = drawings(archive, DEATHS)["persons"]
    assert [thing.text for thing in found.things] == ["the drowned"]
    boxes = {one.siglum: "".join(box.value for box in one.boxes) for one in found.entries if one.siglum}
    assert {siglum for siglum, drawn in boxes.items() if drawn == "n"} == {"G"}
    assert set(boxes.values()) == {"n", "q"}


def test_times_stand_on_an_axis_of_days(archive: Archive) -> None:
    found = drawings(archive, "proposition/place/alder-ford/existence")["time"]
    assert [(one.label.english, one.mark.shape.value) for one in found.entries] == [
        ("from about 431 BCE on", "least"),
        ("up to 1502", "most"),
    ]
    assert not any(tick.label.english.startswith("-") for tick in found.axis.ticks)


@pytest.mark.parametrize(
    ("path", "silent"),
    [("proposition/event/second-day-at-the-ford/deaths", 1), ("proposition/event/battle-of-alder-ford/name", 0)],
)
def test_without_a_number_there_is_no_figure(archive: Archive, path: str, silent: int) -> None:
    found = dispute(archive, path).figures
    assert (found.drawings, found.silent) == ((), silent)


def test_one_number_alone_has_no_axis_made_for_it(archive: Archive) -> None:
    assert not drawings(archive, "proposition/event/battle-of-alder-ford/objects-destroyed")


def test_statements_that_lead_to_one_root_are_told_as_one(archive: Archive) -> None:
    found = dispute(archive, DEATHS)
    assert [(lead.letters, [one.text for one in lead.sources]) for lead in found.standing.leads] == [
        (("F\u2013I",), ["Muster roll of Vey"])
    ]
    assert found.standing.unknown == ("A", "B", "D", "E")
    assert found.standing.against == (("D", 1),)
    rails = {one.siglum: one.rails for drawing in found.figures.drawings for one in drawing.entries if any(one.rails)}
    assert rails == {"G": ("first",), "H": ("last",), "F": ("first",), "I": ("last",)}


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["", "a", "b", "", "c"], ["", "first", "by", "by", "last"]),
        (["", "a", "c", "c"], ["", "first", "in", "last"]),
        (["", "a", "b"], ["", "", ""]),
        ([], []),
    ],
)
def test_a_bracket_runs_from_the_first_row_to_the_last(paths: list[str], expected: list[str]) -> None:
    assert states(paths, {"a", "c"}) == expected


def test_the_matrix_has_a_column_for_each_definition(archive: Archive) -> None:
    found = dispute(archive, SECOND_DAY).matrix
    assert found is not None
    assert [[one.text for one in column.definitions] for column in found.columns] == [
        ["Custom of Arms"],
        ["War and Its Words"],
    ]
    rows = {
        row.holder.text: ([[cell.stance for cell in cells] for cells in row.cells], row.is_split) for row in found.rows
    }
    assert rows == {"Gerta Holm": ([["partly"], ["asserts"]], True), "Tobias Quill": ([["denies"], []], False)}
    assert not found.is_turned


def test_other_questions_and_single_statements_have_no_matrix(archive: Archive) -> None:
    assert dispute(archive, DEATHS).matrix is None
    assert dispute(archive, "proposition/event/removal-to-saltholm/qualification").matrix is None


def test_with_many_definitions_the_matrix_is_turned(archive: Archive) -> None:
    found = dispute(archive, SECOND_DAY)
    assert found.matrix is not None
    turned = replace(found, matrix=replace(found.matrix, is_turned=True))
    page = macro("matrix", turned)
    assert page.count("<tr") == 3
    assert page.index("Custom of Arms") < page.index("War and Its Words")


class Tags(HTMLParser):
    """The tags of a page, and the words that readers who listen are given."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[tuple[str, bool]] = []
        self.spoken = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        is_hidden = found.get("aria-hidden") == "true" or any(hidden for _, hidden in self.open)
        if tag not in ("br", "input", "meta", "link"):
            self.open.append((tag, is_hidden))
        if is_hidden and tag == "a":
            assert found.get("tabindex") == "-1"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if not any(hidden for _, hidden in self.open):
            self.spoken += data


def macro(name: str, found: question.Dispute, language: str = "en") -> str:
    return render("one-figure-test", Reader(language=language), dispute=found, macro=name)


@pytest.fixture(autouse=True)
def _template(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        '{% from "figure.html" import figure with context %}{% from "matrix.html" import matrix with context %}'
        '{{ {"figure": figure, "matrix": matrix}[macro](dispute, "s") }}'
    )
    known = environment().loader
    assert known is not None
    loader = ChoiceLoader([DictLoader({"one-figure-test.html": text}), known])
    monkeypatch.setattr(environment(), "loader", loader)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("path", [DEATHS, REMOVAL, "proposition/place/alder-ford/existence"])
def test_drawings_are_hidden_and_their_rows_say_the_same(archive: Archive, path: str, language: str) -> None:
    found = question.dispute(archive, path, language, (0, 50))
    page = Tags(macro("figure", found, language))
    outer = [attrs for tag, attrs in page.tags if tag == "svg" and "x" not in attrs]
    assert outer
    assert all(attrs.get("aria-hidden") == "true" for attrs in outer)
    assert not any("style" in attrs for _, attrs in page.tags)
    for drawing in found.figures.drawings:
        for one in drawing.entries:
            label = one.label.german if language == "de" else one.label.english
            assert label in page.spoken
            assert one.holder is None or one.holder.text in page.spoken


def test_every_mark_leads_to_its_claim(archive: Archive) -> None:
    found = dispute(archive, DEATHS)
    links = {attrs.get("href") for tag, attrs in Tags(macro("figure", found)).tags if tag == "a"}
    assert {f"/{row.brief.path}.html" for row in found.rows} <= links
    assert {f"#s-{row.siglum.lower()}" for row in found.rows} <= links


def test_a_letter_without_a_row_on_the_page_leads_to_the_claim(archive: Archive) -> None:
    found = dispute(archive, DEATHS, (0, 3))
    links = {attrs.get("href") for tag, attrs in Tags(macro("figure", found)).tags if tag == "a"}
    assert "#s-c" in links
    assert "#s-d" not in links


def test_what_a_source_words_is_never_markup(archive: Archive) -> None:
    found = dispute(archive, DEATHS)
    drawing = found.figures.drawings[0]
    band = drawing.bands[0]
    bad = replace(band.entries[0], label=Pair("<script>x</script>", '"><svg onload=x>'))
    hostile = replace(drawing, bands=(replace(band, entries=(bad,), base=Pair("<b onclick=x>", "")),))
    page = macro("figure", replace(found, figures=replace(found.figures, drawings=(hostile,))))
    assert "<script" not in page
    assert "<b onclick" not in page
    assert "&lt;script&gt;" in page
