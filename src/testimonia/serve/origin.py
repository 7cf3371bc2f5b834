"""Where the service stands, as the client sees it, for answers that name whole addresses; and who may read them."""

import re
from typing import Final

from starlette.requests import Request

OPEN: Final = {"Access-Control-Allow-Origin": "*"}
"""Any page may read the answer; nothing here depends on who asks."""

_HOST: Final = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")


def origin(request: Request) -> str:
    """The address of the service's root, with a slash at its end.

    It is the one that the service was told (``--base``), else made from the
    Host header, and from the server's own address where that header is none or
    no host. Forwarding headers are not looked at.
    """
    told = getattr(request.app.state, "base", "")
    if told:
        return str(told)
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        server = request.scope.get("server") or ("localhost", None)
        host = f"{server[0]}:{server[1]}" if server[1] else str(server[0])
    return f"{request.scope.get('scheme', 'http')}://{host}{request.scope.get('root_path', '')}/"
