"""Pages of the example look as they did; ``make golden`` takes the pictures anew."""

from pathlib import Path

import pytest

import shown
from browsing import Browser


@pytest.mark.parametrize("name", shown.VIEWS)
def test_a_page_looks_as_it_did(name: str, reading_room: Browser, tmp_path: Path) -> None:
    found = shown.faults(reading_room, name, tmp_path / f"{name}.png")
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def test_another_page_would_be_seen(reading_room: Browser, tmp_path: Path) -> None:
    kept = shown.PICTURES / "event-light.png"
    other = {"path": "source/vey-chronicle.html", "language": "en", "theme": "light", "width": 1280, "height": 1800}
    where = {"kept": str(kept), "difference": str(tmp_path / "x.png"), "tolerance": shown.TOLERANCE}
    assert "pixels differ" in reading_room.faults("picture", **other, **where)[0]
    assert (tmp_path / "x.png").exists()
