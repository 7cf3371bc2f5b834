"""Updates, for whoever holds the token: each makes a build of its own, which takes the place of the one before.

An update is worked out in a process of its own, written to the record of edits,
and then put in place as any build is, by one rename: it is there as a whole or
not at all. It lasts until the archive is built again from its files; the
record stays.
"""

import hmac
import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from anyio import to_thread
from pyoxigraph import Quad, RdfFormat, parse
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from testimonia import pipeline
from testimonia.isolation.pool import Bounds, BusyError, Pool, PoolError
from testimonia.query.guard import RefusedQueryError, look_at_update
from testimonia.serve.answers import plain
from testimonia.serve.asking import refusal, sentence
from testimonia.serve.limits import Limits
from testimonia.serve.service import Service
from testimonia.serve.snapshot import Snapshot

RECORD: Final = "edits.rdfp"
"""What updates have changed, as RDF Patch: beside the builds, and never removed."""
_MEGABYTE: Final = 1 << 20
_WHO: Final = {"WWW-Authenticate": 'Bearer realm="updates"'}


async def updated(request: Request, service: Service, text: str) -> Response:
    """The answer to an update."""
    if not service.token:
        return plain(403, "This service answers queries and changes nothing. Whoever runs it can allow updates.")
    if not _is_allowed(request, service.token):
        return plain(401, "An update needs the token of this service: Authorization: Bearer …", _WHO)
    try:
        look_at_update(text, service.limits.update_bounds())
    except RefusedQueryError as error:
        return plain(400, sentence(str(error)))
    try:
        return JSONResponse(await to_thread.run_sync(_update, service, text), 200, {"Cache-Control": "no-store"})
    except PoolError as error:
        return refusal(error)
    except OSError:
        return plain(503, "The update could not be written, and nothing is changed. Try again later.")


def _is_allowed(request: Request, token: str) -> bool:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    return scheme.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), token.encode())


def _update(service: Service, text: str) -> dict[str, object]:
    """What an update changed, and the build that holds it; one at a time.

    Raises:
        PoolError: Another is at work, or this one cannot be worked out.
        OSError: It cannot be written.
    """
    if not service.writing.acquire(blocking=False):
        raise BusyError("another update is at work; try again in a moment")
    try:
        service.renew()
        snapshot = service.snapshot
        patch = _changes(snapshot, service.limits, text)
        added, removed = _quads(patch, "A"), _quads(patch, "D")
        if patch:
            _put_in_place(service, snapshot, patch, added=added, removed=removed)
        return {"added": len(added), "removed": len(removed), "version": service.snapshot.version}
    finally:
        service.writing.release()


def _put_in_place(
    service: Service, snapshot: Snapshot, patch: list[str], *, added: set[Quad], removed: set[Quad]
) -> None:
    """Write the record, then the build; an entry of the record that has no ``TC`` was not acknowledged."""
    moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    _record(
        service.out, [f"# {moment}\n", f"H previous <urn:testimonia:build:{snapshot.version}> .\n", "TX .\n", *patch]
    )
    try:
        pipeline.rewrite(snapshot.folder, (set(snapshot.store) - removed) | added)
    except BaseException:
        _record(service.out, ["TA .\n"])
        raise
    _record(service.out, ["TC .\n"])
    service.renew()


def _changes(snapshot: Snapshot, limits: Limits, text: str) -> list[str]:
    """The lines that tell what an update changes, worked out behind walls."""
    memory = str(int(limits.query_memory_megabytes) * _MEGABYTE)
    bounds = Bounds(workers=1, queue=0, job_seconds=limits.update_seconds, answer_bytes=sys.maxsize)
    pool = Pool(["testimonia.query.updater", str(snapshot.folder / "store"), memory], bounds)
    try:
        with pool.ask({}, text.encode()) as body:
            return [f"{line}\n" for line in body.read().decode().split("\n") if line]
    finally:
        pool.close()


def _quads(patch: Iterable[str], mark: str) -> set[Quad]:
    lines = "".join(line[2:] for line in patch if line[0] == mark)
    return {quad for quad in parse(lines, format=RdfFormat.N_QUADS) if isinstance(quad, Quad)}


def _record(out: Path, lines: Iterable[str]) -> None:
    with (out / RECORD).open("a", encoding="utf-8") as record:
        record.writelines(lines)
        record.flush()
        os.fsync(record.fileno())
