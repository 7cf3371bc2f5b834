"""The application: routes, listed once, and what stands around each of them."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from testimonia.serve import (
    checks,
    citations,
    completions,
    documents,
    downloads,
    endpoint,
    explore,
    graph_store,
    harvest,
    health,
    openapi,
    pages,
    reconciliation,
    saved,
    search,
    texts,
)
from testimonia.serve.answers import NoBodyAfterHead
from testimonia.serve.errors import ErrorPages
from testimonia.serve.headers import Headers
from testimonia.serve.logs import RequestLog
from testimonia.serve.service import Service

ROUTES: Sequence[Callable[[Service], Sequence[BaseRoute]]] = (
    health.routes,
    endpoint.routes,
    graph_store.routes,
    completions.routes,
    saved.routes,
    search.routes,
    explore.routes,
    reconciliation.routes,
    checks.routes,
    openapi.routes,
    downloads.routes,
    harvest.routes,
    citations.routes,
    texts.routes,
    pages.routes,
    documents.routes,
)
"""Each module's routes; the first that fits answers, so the documents, which take any path, come last."""


def application(service: Service) -> Starlette:
    """The web application over a service."""

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        yield
        service.close()

    around = [  # from the outside in: what is logged and counted is what was sent, an error page has all headers
        Middleware(RequestLog, metrics=service.metrics),
        Middleware(Headers),
        Middleware(NoBodyAfterHead),
        Middleware(ErrorPages, service=service),
    ]
    app = Starlette(routes=[route for routes in ROUTES for route in routes(service)], middleware=around, lifespan=life)
    app.router.redirect_slashes = False  # it would redirect to whatever the Host header names
    app.state.base = service.base
    return app
