"""The table of routes on a Chalice app, and what every answer has in common."""

import traceback
import uuid
from collections.abc import Callable
from typing import Any

from chalice.app import Blueprint, Chalice, Request, Response

from chalicelib.adapters.logs import logger
from chalicelib.api.access import ROUTES
from chalicelib.api.gate import Asked, serve
from chalicelib.api.problem import Code, Problem, of_status
from chalicelib.api.route import Route
from chalicelib.api.services import Services
from chalicelib.domain.record import Conflict

JSON, PROBLEM = "application/json", "application/problem+json"
ELSEWHERE = "/{proxy+}"
"""Whatever no route takes, so that an unknown address is answered by us and not by the gateway."""
_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
}
Provide = Callable[[], Services]


def install(app: Chalice, services: Provide | None = None) -> None:
    """Register every route of the table, the answer for all other addresses, and the common headers."""
    blueprint = Blueprint(__name__)
    for route in ROUTES:
        blueprint.route(route.path, methods=[route.method], name=route.operation)(
            _view(app, route, services or _services)
        )
    blueprint.route(ELSEWHERE, methods=_METHODS, name="elsewhere", content_types=["*/*"])(_elsewhere(app))
    app.register_blueprint(blueprint)
    # In Lambda a blueprint's own middleware is passed over: it must be the app's.
    app.register_middleware(_finish, "http")


def _services() -> Services:
    from chalicelib.bootstrap import services

    return services()


def _view(app: Chalice, route: Route, services: Provide) -> Callable[..., Response]:
    def view(**path: str) -> Response:
        return _answer(route, _current(app), path, services)

    view.__name__ = route.operation
    return view


def _elsewhere(app: Chalice) -> Callable[[], Response]:
    def elsewhere() -> Response:
        request = _current(app)
        path = (request.uri_params or {}).get("proxy", "")
        allowed = sorted({route.method for route in ROUTES if matches(route.path, path)})
        if not allowed:
            return _problem(Problem(Code.NOT_FOUND), request)
        return _problem(Problem(Code.METHOD_NOT_ALLOWED, headers={"Allow": ", ".join(allowed)}), request)

    return elsewhere


def _current(app: Chalice) -> Request:
    if app.current_request is None:
        raise RuntimeError("a view was called outside a request")
    return app.current_request


def matches(pattern: str, path: str) -> bool:
    wanted, found = pattern.strip("/").split("/"), path.strip("/").split("/")
    return len(wanted) == len(found) and all(a.startswith("{") or a == b for a, b in zip(wanted, found, strict=True))


def _answer(route: Route, request: Request, path: dict[str, str], services: Provide) -> Response:
    role = None
    try:
        body, caller = serve(route, _asked(request, path), services())
        role = caller.role if caller else None
        response = Response(body, {"Content-Type": JSON, "Cache-Control": route.cache}, route.status)
    except Problem as problem:
        response = _problem(problem, request)
    except Conflict:
        response = _problem(Problem(Code.BUSY, headers={"Retry-After": "1"}), request)
    except Exception as error:
        _log_failure(route, request, error)
        response = _problem(Problem(Code.INTERNAL), request)
    logger().info(
        "answered",
        operation=route.operation,
        status=response.status_code,
        role=role,
        correlation_id=correlation(request),
    )
    return response


def _asked(request: Request, path: dict[str, str]) -> Asked:
    query = request.query_params
    found = {name: list(query.getlist(name)) for name in query} if query else {}
    raw = request.raw_body
    return Asked(request.headers, path, found, raw.encode() if isinstance(raw, str) else raw)


def _log_failure(route: Route, request: Request, error: Exception) -> None:
    """Where it failed and how; not the message, which may hold what somebody filled in."""
    frames = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    logger().error(
        "failed",
        operation=route.operation,
        error=type(error).__name__,
        frames=frames[-12:],
        correlation_id=correlation(request),
    )


def correlation(request: Any) -> str:
    """The id that the gateway gave the request, or one of our own; the same for as long as the request lives."""
    context: dict[str, Any] = request.context if request is not None else {}
    return str(context.setdefault("requestId", str(uuid.uuid4())))


def _problem(problem: Problem, request: Any) -> Response:
    body = problem.document(correlation(request)).model_dump_json(exclude_none=True)
    return Response(body=body, status_code=problem.status, headers={"Content-Type": PROBLEM, **problem.headers})


def _finish(request: Any, get_response: Callable[[Any], Response]) -> Response:
    """The framework's own refusals become problem documents; every answer gets the common headers."""
    response = get_response(request)
    if isinstance(response.body, dict) and "Code" in response.body:
        kept = {name: str(value) for name, value in response.headers.items() if name == "Allow"}
        problem = of_status(response.status_code)
        problem.headers |= kept
        response = _problem(problem, request)
    for name, value in {**_HEADERS, "X-Correlation-Id": correlation(request)}.items():
        response.headers.setdefault(name, value)
    return response
