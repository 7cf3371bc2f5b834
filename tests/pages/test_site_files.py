"""The site as files: whole, sound links from any folder, the same bytes each time, and nothing of others replaced."""

import filecmp
import json
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from click.testing import CliRunner
from pyoxigraph import RdfFormat, Store, parse

from markup import links, parsed
from testimonia import cli
from testimonia.pages.site_files import MARK, NotOursError, Site, write_site


@pytest.fixture(scope="module")
def site(store: Store, built: Path) -> Site:
    """The example as it is to be written."""
    return Site(store=store, release=built / "release", version=built.name, languages=("en", "de"))


@pytest.fixture(scope="module")
def folder(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example as files, in two languages."""
    target = tmp_path_factory.mktemp("written") / "a site"
    assert write_site(site, target).files > 3000
    return target


def test_no_link_inside_is_dead(folder: Path) -> None:
    dead, looked_at = set(), 0
    for page in sorted(folder.rglob("*.html")):
        for link in links(parsed(page.read_text(encoding="utf-8"))):
            address = unquote(urldefrag(link).url)
            if not address or ":" in address.partition("/")[0]:
                continue
            assert not address.startswith("/"), (page, link)
            looked_at += 1
            if not (page.parent / address).resolve().is_file():
                dead.add((page.relative_to(folder).as_posix(), link))
    assert looked_at > 50_000
    assert dead == set()


def test_no_link_leads_out_of_the_folder(folder: Path) -> None:
    for page in sorted(folder.rglob("*.html"))[::5]:
        for link in links(parsed(page.read_text(encoding="utf-8"))):
            address = urldefrag(link).url
            if address and ":" not in address.partition("/")[0]:
                assert (page.parent / unquote(address)).resolve().is_relative_to(folder.resolve())


def test_the_same_build_gives_the_same_bytes(site: Site, folder: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    write_site(site, again)
    _same(filecmp.dircmp(folder, again))


def _same(compared: "filecmp.dircmp[str]") -> None:
    assert compared.left_only == compared.right_only == compared.funny_files == []
    _, differ, errors = filecmp.cmpfiles(compared.left, compared.right, compared.common_files, shallow=False)
    assert differ == errors == []
    for inner in compared.subdirs.values():
        _same(inner)


def test_documents_can_be_read_as_rdf(folder: Path, base: str) -> None:
    claim = folder / "claim/lowmere-wiki/lowmere-30-percent"
    turtle = {quad.triple for quad in parse(path=f"{claim}.ttl", format=RdfFormat.TURTLE)}
    assert any(triple.subject.value == f"{base}claim/lowmere-wiki/lowmere-30-percent" for triple in turtle)
    assert list(parse(path=f"{claim}.jsonld", format=RdfFormat.JSON_LD))


def test_search_has_the_names_of_everything(folder: Path) -> None:
    text = (folder / "static/names.js").read_text(encoding="utf-8")
    assert text.startswith("window.testimoniaNames=")
    entries = json.loads(text.removeprefix("window.testimoniaNames=").removesuffix(";\n"))
    paths = {entry[0] for entry in entries}
    assert {"event/battle-of-alder-ford", "actor/holm", "claim/lowmere-wiki/lowmere-30-percent"} <= paths
    assert all((folder / f"{path}.html").is_file() for path in paths)


def test_pages_without_script_lead_to_lists_of_all_names(folder: Path) -> None:
    found = set(links(parsed((folder / "search.html").read_text(encoding="utf-8"))))
    assert {"./events.html", "./questions.html", "./actors.html", "./places.html", "./works.html"} <= found


def test_answers_to_saved_questions_are_there(folder: Path) -> None:
    assert (folder / "query/death-tolls.csv").read_text(encoding="utf-8").startswith("event,claim,holder")


def test_what_is_not_a_site_of_ours_is_never_touched(site: Site, tmp_path: Path) -> None:
    target = tmp_path / "documents"
    target.mkdir()
    (target / "thesis.odt").write_text("years of work", encoding="utf-8")
    with pytest.raises(NotOursError, match="holds other things"):
        write_site(site, target)
    assert [path.name for path in target.iterdir()] == ["thesis.odt"]
    assert [path.name for path in tmp_path.iterdir()] == ["documents"]


def test_a_file_is_no_folder(site: Site, tmp_path: Path) -> None:
    (tmp_path / "site").write_text("x", encoding="utf-8")
    with pytest.raises(NotOursError, match="is a file"):
        write_site(site, tmp_path / "site")


def test_a_fault_on_the_way_leaves_the_site_before(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "site"
    target.mkdir()
    (target / MARK).write_text("{}", encoding="utf-8")
    monkeypatch.setattr("testimonia.pages.site_files._answers", _full)
    with pytest.raises(OSError, match="full"):
        write_site(site, target)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert [path.name for path in target.iterdir()] == [MARK]


def _full(*_: object) -> None:
    raise OSError(28, "the disk is full")


def test_the_command_writes_and_says_where(alder_ford: Path, tmp_path: Path) -> None:
    options = ["--archive", str(alder_ford), "--build", str(tmp_path / "build")]
    runner = CliRunner()
    assert runner.invoke(cli.main, [*options, "build"]).exit_code == 0
    done = runner.invoke(cli.main, [*options, "publish", str(tmp_path / "site"), "--form", "ttl"])
    assert done.exit_code == 0, done.output
    assert "files" in done.output
    assert (tmp_path / "site/index.html").is_file()
    assert not (tmp_path / "site/event/battle-of-alder-ford.jsonld").exists()
    refused = runner.invoke(cli.main, [*options, "publish", str(alder_ford)])
    assert refused.exit_code == 2
    assert "holds other things" in refused.output


def test_without_a_build_the_command_says_what_to_do(alder_ford: Path, tmp_path: Path) -> None:
    options = ["--archive", str(alder_ford), "--build", str(tmp_path / "build")]
    done = CliRunner().invoke(cli.main, [*options, "publish", str(tmp_path / "site")])
    assert done.exit_code == 1
    assert "testimonia build" in done.output
