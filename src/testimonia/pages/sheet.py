"""What a page is before it is words and mark-up: which template, its title, the way to it, and what it shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from testimonia.pages.reader import Slice


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the way to a page. ``site`` names a page of the site, ``thing`` a node.

    The text is a key of the words where ``is_key``.
    """

    text: str
    site: str = ""
    thing: str = ""
    is_key: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page as data.

    ``path`` is the node's, empty for pages of the site itself; ``kind`` is a
    key of the words (``kind.event``).
    """

    template: str
    path: str
    title: str
    kind: str
    crumbs: tuple[Crumb, ...] = ()
    slice: Slice | None = None
    language: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
