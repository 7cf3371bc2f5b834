"""Whether the service is well, for whoever watches over it: ``/health`` in JSON, ``/metrics`` for Prometheus."""

import json
import time
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

import testimonia
from testimonia.serve.service import Service

_NOT_KEPT = {"Cache-Control": "no-store"}
_PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"
_WELL, _ILL = 200, 503


def health(service: Service) -> dict[str, object]:
    """What is served, and by whom; ``ok`` tells whether the build answers and there is a worker to be asked."""
    snapshot = service.snapshot
    pool = snapshot.pool
    is_there = snapshot.folder.is_dir() and next(iter(snapshot.store), None) is not None
    return {
        "ok": is_there and pool.bounds.workers > 0,
        "version": testimonia.__version__,
        "build": snapshot.version,
        "quads": snapshot.manifest["quads"],
        "workers": {"all": pool.bounds.workers, "idle": pool.waiting, "replaced": pool.ended, "walls": pool.walls},
        "seconds": round(time.time() - service.started, 1),
    }


def gauges(service: Service) -> dict[str, float]:
    """What is measured at the moment, beside the counts."""
    snapshot = service.snapshot
    return {
        "start_time_seconds": service.started,
        "quads": float(str(snapshot.manifest["quads"])),
        "queries_at_work_or_waiting": service.asking.borrowed_tokens,
        "answers_waiting_bytes": service.waiting.bytes,
        "workers": snapshot.pool.bounds.workers,
        "workers_idle": snapshot.pool.waiting,
        "workers_replaced": snapshot.pool.ended,
    }


def routes(service: Service) -> Sequence[BaseRoute]:
    """Health and measures."""

    def well(_: Request) -> Response:
        told = health(service)
        return Response(json.dumps(told) + "\n", _WELL if told["ok"] else _ILL, _NOT_KEPT, "application/json")

    def measured(_: Request) -> Response:
        content = service.metrics.text(gauges(service)).encode()
        return Response(content, _WELL, {**_NOT_KEPT, "Content-Type": _PROMETHEUS})

    return [Route("/health", well), Route("/metrics", measured)]
