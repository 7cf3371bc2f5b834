"""The OpenAPI document: what it says is there is there, and holds against requests that are made from it."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from testimonia.serve.app import application
from testimonia.serve.service import Service

OPERATIONS = (
    "search",
    "explore",
    "suggest",
    "suggestForBrowsers",
    "reconciliation",
    "reconcile",
    "suggestEntity",
    "suggestType",
    "suggestProperty",
    "proposeProperties",
    "flyout",
    "check",
    "ask",
    "health",
)
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


def alive(app: ASGIApp) -> ASGIApp:
    """The application without the end of its life: schemathesis would end it with each test, and its workers too."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await app(scope, receive, send)
            return
        for done in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{done}.complete"})

    return answer


@pytest.fixture(scope="module")
def operations(service: Service) -> dict[str, Any]:
    """Each operation of the document by its id, as schemathesis reads it from the application."""
    schema = schemathesis.openapi.from_asgi("/openapi.json", alive(application(service)))
    found = [result.ok() for result in schema.get_all_operations() if isinstance(result, Ok)]
    return {operation.definition.raw["operationId"]: operation for operation in found}


@pytest.mark.parametrize("name", OPERATIONS)
def test_the_service_does_what_the_document_says(operations: dict[str, Any], name: str) -> None:
    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=operations[name].as_strategy())
    def ask(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate(checks=CHECKS)

    ask()


def test_every_operation_is_tried(operations: dict[str, Any]) -> None:
    assert set(OPERATIONS) == operations.keys()


def test_every_address_of_the_document_answers(client: TestClient) -> None:
    document = client.get("/openapi.json").json()

    assert document["openapi"] == "3.1.0"
    for path in document["paths"]:
        address = path.replace("{kind}", "entity").replace("{name}", "death-tolls")
        assert client.options(address).status_code != 404 or client.get(address).status_code != 404, path


def test_the_document_names_every_address_for_programs(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]

    assert {"/search.json", "/suggest", "/reconcile", "/check", "/query/{name}", "/health"} <= paths.keys()
