"""Who reads a page: the language that the address names, or else the one that the browser asks for."""

from typing import Final

from starlette.requests import Request

from testimonia.pages.reader import Reader
from testimonia.pages.words import languages
from testimonia.serve.negotiation import choose_language

_MOST_DIGITS: Final = 6


def reader_of(request: Request) -> Reader:
    """The reader behind a request: ``?lang=de`` before Accept-Language, ``?page=2`` for long lists.

    What it gives depends on Accept-Language unless ``is_chosen``.

    Raises:
        ValueError: ``page`` is no number of a page.
    """
    return language_reader(request).on_page(number_of(request))


def language_reader(request: Request) -> Reader:
    """The reader of a page that has no parts."""
    chosen = request.query_params.get("lang", "")
    accepted = ", ".join(request.headers.getlist("accept-language"))
    return Reader(
        language=chosen if chosen in languages() else choose_language(accepted, languages()),
        root=request.scope.get("root_path", "") + "/",
        is_chosen=chosen in languages(),
    )


def number_of(request: Request) -> int:
    """Which part of a long document is asked for, from 1.

    Raises:
        ValueError: It is no number of ours.
    """
    written = request.query_params.get("page", "1")
    if not (written.isascii() and written.isdecimal()) or len(written) > _MOST_DIGITS or int(written) < 1:
        raise ValueError("page is a whole number, from 1")
    return int(written)
