"""The OpenAPI 3.1 document, from the table of routes and the models it names."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from chalicelib.api.problem import KINDS, ProblemDocument
from chalicelib.api.route import Route

_REFERENCE = "#/components/schemas/{model}"
_PATH = re.compile(r"{(\w+)}")
_PARAMETERS = {
    "class_id": "The class's number (班级编号)",
    "upload_id": "The upload's id",
    "code": "Unified social credit code (统一社会信用代码)",
    "rule_id": "A rule's id, such as OPN-05",
}
_EXAMPLES: dict[str, Any] = {
    "createUpload": {"kind": "rosters", "class": "ZZ-2024-001", "filename": "人员名册.xlsx", "size": 48211},
    "recordInspection": {
        "kind": "training",
        "date": "2024-03-06",
        "place": "一号教室",
        "present": 38,
        "attendance": "应到40人，实到38人",
        "teachers": "1名",
        "materials": "教案、签到表齐全",
        "inspector": "王示例",
    },
    "decide": {"action": "approve", "date": "2024-03-01", "reason": "材料齐全，同意开班"},
    "unmask": {"subject": "application", "reason": "核对联系人电话"},
}
Schemas = dict[tuple[Any, JsonSchemaMode], dict[str, Any]]


def document(routes: Sequence[Route]) -> dict[str, Any]:
    """The whole document."""
    references, schemas = _schemas(routes)
    paths: dict[str, Any] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, references)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Yuji 豫技",
            "version": "1.0.0",
            "description": "Supervision of government-subsidised vocational training. Times carry their offset, "
            "money is integer 分, lists are paged by an opaque cursor, errors are RFC 9457 problem documents.",
        },
        "servers": [{"url": ".", "description": "Where this document was read"}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        },
    }


def _schemas(routes: Iterable[Route]) -> tuple[Schemas, dict[str, Any]]:
    models: dict[tuple[type[BaseModel], JsonSchemaMode], None] = {(ProblemDocument, "serialization"): None}
    for route in routes:
        if route.answer:
            models[(route.answer, "serialization")] = None
        if route.body:
            models[(route.body, "validation")] = None
    references, definitions = models_json_schema(list(models), ref_template=_REFERENCE)
    return {**references}, definitions.get("$defs", {})


def _operation(route: Route, references: Schemas) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": route.operation,
        "summary": route.summary,
        "tags": [route.path.split("/")[1]],
        "parameters": [*_path_parameters(route.path), *_query_parameters(route.query)],
        "responses": _responses(route, references),
        "security": [] if route.roles is None else [{"bearer": []}],
        "x-roles": sorted(route.roles or ()),
    }
    if route.body:
        content: dict[str, Any] = {"schema": references[(route.body, "validation")]}
        if route.operation in _EXAMPLES:
            content["example"] = _EXAMPLES[route.operation]
        operation["requestBody"] = {"required": True, "content": {"application/json": content}}
    return operation


def _path_parameters(path: str) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "description": _PARAMETERS[name], "schema": {"type": "string"}}
        for name in _PATH.findall(path)
    ]


def _query_parameters(model: type[BaseModel]) -> list[dict[str, Any]]:
    """Each schema stands by itself: what it refers to is put in its place."""
    schema = model.model_json_schema(mode="validation", by_alias=True)
    definitions = schema.get("$defs", {})
    return [
        {"name": name, "in": "query", "required": False, "schema": _inline(found, definitions)}
        for name, found in schema.get("properties", {}).items()
    ]


def _inline(schema: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(schema, list):
        return [_inline(each, definitions) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _inline(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    return {name: _inline(value, definitions) for name, value in schema.items()}


def _responses(route: Route, references: Schemas) -> dict[str, Any]:
    schema: Any = references[(route.answer, "serialization")] if route.answer else {"type": "object"}
    answers = {str(route.status): {"description": "Done", "content": {"application/json": {"schema": schema}}}}
    problem = references[(ProblemDocument, "serialization")]
    for status in _problems(route):
        codes = [f"{code}: {kind.title}" for code, kind in KINDS.items() if kind.status == status]
        answers[str(status)] = {
            "description": "; ".join(codes),
            "content": {"application/problem+json": {"schema": problem}},
        }
    return answers


def _problems(route: Route) -> list[int]:
    found = {413, 415, 422, 500}
    if route.roles is not None:
        found |= {401, 403, 503}
    if "cursor" in route.query.model_fields or route.body:
        found.add(400)
    if "{" in route.path or route.body:
        found.add(404)
    if route.conflicts:
        found.add(409)
    return sorted(found)
