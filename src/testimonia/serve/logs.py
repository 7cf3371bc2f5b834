"""One JSON line a request, without anything about the person who asked; and counts for Prometheus."""

import json
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final, TextIO

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds of the histogram, in seconds."""
_LONGEST: Final = 300
_FAILED, _GONE = 500, 499
"""No answer was begun: by our fault, or since the client had gone (499 is what nginx calls that)."""


@dataclass(slots=True)
class Metrics:
    """Counts since the start: requests by route and status, and how long they took."""

    requests: Counter[tuple[str, int]] = field(default_factory=Counter)
    buckets: Counter[float] = field(default_factory=Counter)
    seconds: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, route: str, status: int, seconds: float) -> None:
        """Count one request."""
        with self._lock:
            self.requests[route, status] += 1
            self.seconds += seconds
            for bound in _BUCKETS:
                if seconds <= bound:
                    self.buckets[bound] += 1

    def text(self, gauges: dict[str, float]) -> str:
        """All counts in Prometheus' text format, version 0.0.4."""
        with self._lock:
            requests, buckets, seconds = dict(self.requests), dict(self.buckets), self.seconds
        total = sum(requests.values())
        lines = ["# TYPE testimonia_requests_total counter"]
        lines += [
            f'testimonia_requests_total{{route="{route}",status="{status}"}} {number}'
            for (route, status), number in sorted(requests.items())
        ]
        lines.append("# TYPE testimonia_request_seconds histogram")
        lines += [f'testimonia_request_seconds_bucket{{le="{bound}"}} {buckets.get(bound, 0)}' for bound in _BUCKETS]
        lines += [f'testimonia_request_seconds_bucket{{le="+Inf"}} {total}']
        lines += [f"testimonia_request_seconds_sum {seconds:.6f}", f"testimonia_request_seconds_count {total}"]
        for name, value in sorted(gauges.items()):
            lines += [f"# TYPE testimonia_{name} gauge", f"testimonia_{name} {value:g}"]
        return "\n".join(lines) + "\n"


class RequestLog:
    """Writes a line for each request, and counts it. No address, no browser, no query, no referrer.

    Args:
        app: What answers.
        metrics: Where requests are counted.
        out: Where lines go.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics, out: TextIO = sys.stderr) -> None:
        self.app = app
        self.metrics = metrics
        self.out = out

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, and log."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        start, status, size = time.perf_counter(), _FAILED, 0

        has_begun = False

        async def sent(message: Message) -> None:
            nonlocal has_begun, status, size
            if message["type"] == "http.response.start":
                has_begun, status = True, message["status"]
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, sent)
            status = _GONE if status == _FAILED and not has_begun else status
        finally:
            seconds = time.perf_counter() - start
            route = getattr(scope.get("route"), "path", "none")
            self.metrics.count(route, status, seconds)
            line = {
                "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                "method": scope["method"],
                "path": scope["path"][:_LONGEST],
                "status": status,
                "bytes": size,
                "milliseconds": round(1000 * seconds, 1),
            }
            with suppress(OSError):  # nobody reads the log any more
                self.out.write(json.dumps(line, ensure_ascii=True) + "\n")
                self.out.flush()
