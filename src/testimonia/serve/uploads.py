"""What clients send in bodies, read no further than it may be long."""

import json
from typing import Final
from urllib.parse import parse_qsl

from starlette.requests import Request

_MOST_FIELDS: Final = 50
_FORM: Final = "application/x-www-form-urlencoded"


class UploadError(Exception):
    """The body cannot be taken: the status of the answer, and words for who sent it."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words


def media_type(request: Request) -> str:
    """The media type of the body in small letters, without parameters; empty where none is named."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def body_of(request: Request, most: int) -> bytes:
    """The body, whole.

    Raises:
        UploadError: It is longer than it may be (413); the rest is not read.
    """
    told = request.headers.get("content-length", "0")
    words = f"This is longer than {most:,} bytes, which is the most that is taken here. Send it in parts."
    if told.isascii() and told.isdecimal() and int(told[:20]) > most:
        raise UploadError(413, words)
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > most:
            raise UploadError(413, words)
    return bytes(content)


async def form_of(request: Request, most: int) -> dict[str, str]:
    """The fields of a form that is sent in the address (GET) or in the body (POST); the last of a name counts.

    Raises:
        UploadError: The body is no form (415), too long (413), or not UTF-8 (400).
    """
    if request.method != "POST":
        return dict(request.query_params)
    if media_type(request) != _FORM:
        raise UploadError(415, f"Send the fields as a form, with Content-Type: {_FORM}.")
    content = await body_of(request, most)
    try:
        fields = parse_qsl(
            content.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS
        )
    except ValueError:
        raise UploadError(400, f"The form is not in UTF-8, or has more than {_MOST_FIELDS} fields.") from None
    return dict(fields)


def json_of(text: str) -> object:
    """A JSON document.

    Raises:
        UploadError: It is none (400).
    """
    try:
        return json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise UploadError(400, "This is not JSON, or it is nested too deeply.") from None


def _refuse(constant: str) -> object:
    raise ValueError(constant)
