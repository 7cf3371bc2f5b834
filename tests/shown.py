"""Pages of the example that are kept as they are, as HTML and as pictures, so that no change goes unseen."""

import re
from pathlib import Path
from typing import Final

from browsing import Browser
from testimonia import pages
from testimonia.pages import Archive, Reader

HTML: Final = Path(__file__).parent / "pages/golden"
PICTURES: Final = Path(__file__).parent / "browser/golden"
TOLERANCE: Final = 0.004
"""This part of the pixels of a picture may differ: edges of letters are drawn otherwise by another version."""

PAGES: Final = {
    "home": ("", "en"),
    "event": ("event/battle-of-alder-ford", "en"),
    "event.de": ("event/battle-of-alder-ford", "de"),
    "question": ("proposition/event/battle-of-alder-ford/deaths", "en"),
    "claim": ("claim/vey-chronicle/abbey-3000", "en"),
    "claim.de": ("claim/vey-chronicle/abbey-3000", "de"),
    "source": ("source/vey-chronicle", "en"),
    "actor": ("actor/anselm", "en"),
    "quality": ("quality", "en"),
    "scheme": ("vocab/resolutions", "de"),
}
"""The pages kept as HTML: a path and a language by the name of the file."""

VIEWS: Final = {
    "event-light": ("event/battle-of-alder-ford.html", "en", "light", 1280, 1800),
    "event-narrow": ("event/battle-of-alder-ford.html", "de", "light", 380, 1800),
    "question-light": ("proposition/event/battle-of-alder-ford/deaths.html", "en", "light", 1280, 1800),
    "question-dark": ("proposition/event/battle-of-alder-ford/deaths.html", "de", "dark", 1280, 1800),
    "claim-light": ("claim/vey-chronicle/abbey-3000.html", "en", "light", 1280, 1600),
    "source-light": ("source/vey-chronicle.html", "en", "light", 1280, 1600),
}
"""The pages kept as pictures: an address, a language, a theme, width and height."""

_CHANGING: Final = re.compile(
    r"(?<=\?v=)[0-9a-f]{12}| data-(?:suggest|words)=\"[^\"]*\"|^.*/static/built/.*\n", re.MULTILINE
)
"""Digests of files, and what is there only where the scripts have been built."""


def html(archive: Archive, name: str) -> str:
    """A page of the example without what depends on other files."""
    path, language = PAGES[name]
    return _CHANGING.sub("", pages.html(archive, path, Reader(language=language)) or "")


def faults(reading_room: Browser, name: str, difference: Path, *, write: bool = False) -> list[str]:
    """How a page differs from its picture; with ``write`` the picture is taken anew."""
    path, language, theme, width, height = VIEWS[name]
    return reading_room.faults(
        "picture",
        path=path,
        language=language,
        theme=theme,
        width=width,
        height=height,
        kept=str(PICTURES / f"{name}.png"),
        difference=str(difference),
        tolerance=TOLERANCE,
        write=write,
    )
