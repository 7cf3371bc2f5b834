"""What browsers load is made with the package, comes with the wheel, and asks nobody else for anything."""

import importlib.util
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from testimonia import pages
from testimonia.pages import Reader, templating
from testimonia.pages.templating import STATIC
from testimonia.pages.words import words

ROOT = Path(__file__).parent.parent
WEB = ROOT / "src/testimonia/web"
BUILT = STATIC / "built"
SCRIPTS = ("chart.js", "map.js", "network.js", "query.js", "suggest.js", "timeline.js")

built = pytest.mark.skipif(
    not (BUILT / "sources.sha256").is_file(),
    reason="THE PART FOR BROWSERS IS NOT MADE: the npm registry was out of reach when the package was installed",
)


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    """The build hook, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree with sources of its own, where nothing is made yet."""
    (tmp_path / "src/testimonia/web").mkdir(parents=True)
    (tmp_path / "src/testimonia/web/map.js").write_text("one")
    return tmp_path


def test_the_lock_names_no_address_and_every_version_is_exact() -> None:
    lock = json.loads((WEB / "package-lock.json").read_text())
    asked = json.loads((WEB / "package.json").read_text())

    assert "://" not in json.dumps(lock)
    assert not [
        name for name, told in lock["packages"].items() if name and ("resolved" in told or "version" not in told)
    ]
    assert all(told["integrity"].startswith("sha512-") for name, told in lock["packages"].items() if name)
    versions = [*asked["dependencies"].values(), *asked["devDependencies"].values()]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions)
    assert "omit-lockfile-registry-resolved=true" in (WEB / ".npmrc").read_text().split()


@built
def test_the_made_files_fit_the_sources(hook: ModuleType) -> None:
    assert hook.is_made(ROOT)


def test_the_digest_changes_with_a_byte_and_with_a_name(hook: ModuleType, tree: Path) -> None:
    sources = tree / "src/testimonia/web"
    first = hook.digest(sources)

    (sources / "map.js").write_text("two")
    second = hook.digest(sources)
    (sources / "map.js").rename(sources / "chart.js")

    assert len({first, second, hook.digest(sources)}) == 3


def test_what_npm_installs_is_no_source(hook: ModuleType, tree: Path) -> None:
    before = hook.digest(tree / "src/testimonia/web")
    (tree / "src/testimonia/web/node_modules/leaflet").mkdir(parents=True)
    (tree / "src/testimonia/web/node_modules/leaflet/index.js").write_text("x")

    assert hook.digest(tree / "src/testimonia/web") == before


def test_what_fits_is_left_alone(hook: ModuleType, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = tree / hook.MADE
    made.mkdir(parents=True)
    (made / hook.DIGEST).write_text(hook.digest(tree / hook.SOURCES))
    monkeypatch.setattr(hook, "_node", lambda *_: pytest.fail("Node was asked"))

    assert hook.make(tree, pytest.fail)


def test_without_the_registry_the_build_goes_on_with_a_warning(
    hook: ModuleType, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise subprocess.CalledProcessError(1, "npm", stderr="getaddrinfo ENOTFOUND")

    monkeypatch.setattr(hook, "_node", refused)
    monkeypatch.setattr(hook, "_home", lambda: tree)
    warnings: list[str] = []

    assert not hook.make(tree, warnings.append)
    assert "ENOTFOUND" in warnings[0]
    assert "all pages are complete without it" in warnings[0]
    assert not (tree / hook.MADE).exists()


def test_a_build_that_fails_leaves_the_files_that_were_there(
    hook: ModuleType, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tree / hook.MADE).mkdir(parents=True)
    (tree / hook.MADE / "map.js").write_text("older")
    monkeypatch.setattr(hook, "_home", lambda: tree)  # there is no Node in it
    warnings: list[str] = []

    assert not hook.make(tree, warnings.append)
    assert warnings
    assert (tree / hook.MADE / "map.js").read_text() == "older"


@built
def test_the_wheel_holds_the_made_files_and_needs_no_node(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603  (our own build)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
        requires = [line for line in _metadata(packed).splitlines() if line.startswith("Requires-Dist:")]
        packed.extractall(tmp_path / "installed")

    assert {f"testimonia/pages/static/built/{name}" for name in (*SCRIPTS, "LICENSES.txt")} <= names
    assert not [name for name in names if name.startswith("testimonia/web/") or "node_modules" in name]
    assert not [line for line in requires if "nodejs" in line and "extra" not in line]
    assert _seen_in(tmp_path / "installed") == "True False"


def _metadata(packed: zipfile.ZipFile) -> str:
    (name,) = (name for name in packed.namelist() if name.endswith(".dist-info/METADATA"))
    return packed.read(name).decode()


def _seen_in(folder: Path) -> str:
    """Whether the installed pages see their scripts, and whether anything of Node was imported for it."""
    code = (
        f"import sys; sys.path.insert(0, {str(folder)!r})\n"
        "from testimonia.pages import templating\n"
        f"assert templating.__file__.startswith({str(folder)!r})\n"
        "import testimonia.serve.app\n"
        "print(templating.is_built('map.js'), any('nodejs' in name for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)  # noqa: S603
    return done.stdout.strip()


@built
def test_nothing_in_the_editor_can_look_things_up_elsewhere() -> None:
    text = (BUILT / "query.js").read_text(encoding="utf-8")
    assert "lov.linkeddata" not in text
    assert "onlyfans" not in text  # the list of foreign prefixes


@built
def test_every_locked_library_that_browsers_get_has_its_licence() -> None:
    lock = json.loads((WEB / "package-lock.json").read_text())
    told = (BUILT / "LICENSES.txt").read_text(encoding="utf-8")
    names = [
        name.rpartition("node_modules/")[2]
        for name, package in lock["packages"].items()
        if name and not package.get("dev") and not package.get("optional")
    ]
    assert len(names) > 40
    assert [name for name in names if f"\n{name} " not in told] == []


def test_scripts_use_every_word_that_is_written_for_them() -> None:
    scripts = "\n".join(
        path.read_text(encoding="utf-8") for path in WEB.rglob("*.js") if "node_modules" not in path.parts
    )
    views = {"map", "timeline", "network", "chart"}  # words[kind]
    for table in ("drawing", "editor", "suggested"):
        unused = {key for key in words("en").table(table) if f"words.{key}" not in scripts} - views
        assert unused == set()


@pytest.mark.parametrize("template", ["query", "search"])
def test_pages_that_were_built_without_scripts_are_whole(template: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(templating.environment().globals, "is_built", lambda _: False)
    hits = type("Hits", (), {"total": 0, "rows": (), "is_more": False})
    shown = {
        "base": "https://example.org/", "query": "x", "hits": hits, "kinds": ("event",), "chosen": (), "near": (),
        "slice": pages.reader.cut(0, 1), "topics": (), "example": "ASK {}", "seconds": "10", "rows": 500,
    }  # fmt: skip
    html = pages.render(template, Reader(), **shown)

    assert "static/built" not in html
    assert "data-editor" not in html
    assert "<form" in html
