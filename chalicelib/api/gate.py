"""The one way in: token, role, query and body, reach; only then the handler."""

import json
import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from chalicelib.adapters.tokens import BadToken, IssuerUnavailable
from chalicelib.api.asked import DecisionBody, UploadBody
from chalicelib.api.invalid import field_error, invalid
from chalicelib.api.problem import Code, Problem
from chalicelib.api.route import Call, Route, Scope
from chalicelib.api.services import Services
from chalicelib.domain.caller import Caller, Role
from chalicelib.domain.decision import Action
from chalicelib.domain.personal import scrub
from chalicelib.domain.upload import UploadKind
from chalicelib.workflows.walking import BadPosition

LONGEST_BODY = 64 * 1024
_ID = re.compile(r"[A-Za-z0-9-]{1,64}")
"""Whatever an address names: anything else names nothing, and is not looked up."""


class Asked:
    """What a request carries, freed from the framework."""

    def __init__(
        self, headers: Mapping[str, str], path: dict[str, str], query: dict[str, list[str]], body: bytes
    ) -> None:
        self.headers, self.path, self.query, self.body = headers, path, query, body


def serve(route: Route, asked: Asked, services: Services) -> tuple[str, Caller | None]:
    """The JSON answer, and who asked. Raises Problem."""
    caller = _caller(route, asked.headers, services)
    query = _query(route, asked.query)
    body = _body(route, asked.body)
    _check_action(caller, body)
    subject = _subject(route, caller, asked.path, body, services)
    call: Call[Any, Any, Any] = Call(route, services, asked.path, query, body, subject, caller)
    try:
        answer = route.handler(call)
    except BadPosition:
        raise Problem(Code.BAD_CURSOR) from None
    if isinstance(answer, BaseModel):
        return answer.model_dump_json(by_alias=True), caller
    return json.dumps(answer, ensure_ascii=False), caller


def _caller(route: Route, headers: Mapping[str, str], services: Services) -> Caller | None:
    """An open route looks at no token at all."""
    if route.roles is None:
        return None
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Problem(Code.NO_TOKEN, headers={"WWW-Authenticate": 'Bearer realm="yuji"'})
    try:
        caller = services.authenticate(token.strip())
    except BadToken:
        raise Problem(
            Code.INVALID_TOKEN, headers={"WWW-Authenticate": 'Bearer realm="yuji", error="invalid_token"'}
        ) from None
    except IssuerUnavailable:
        raise Problem(Code.ISSUER_UNAVAILABLE, headers={"Retry-After": "30"}) from None
    if caller.role not in route.roles:
        raise Problem(Code.FORBIDDEN)
    return caller


def _query(route: Route, found: dict[str, list[str]]) -> BaseModel:
    if repeated := [name for name, values in found.items() if len(values) > 1]:
        raise field_error(f"?{repeated[0]}", "repeated", "此参数只能出现一次，请删去多余的。")
    try:
        return route.query.model_validate_strings({name: values[0] for name, values in found.items()})
    except ValidationError as error:
        raise invalid(error, query=True) from None


def _body(route: Route, raw: bytes) -> BaseModel | None:
    if len(raw) > LONGEST_BODY:
        raise Problem(Code.TOO_LARGE)
    if route.body is None:
        return None
    try:
        return route.body.model_validate_json(raw)
    except ValidationError as error:
        raise invalid(error) from None


def _check_action(caller: Caller | None, body: BaseModel | None) -> None:
    """Until openings are signed the province alone lets a class open."""
    approves = isinstance(body, DecisionBody) and body.action is Action.APPROVE
    if approves and (caller is None or caller.role is not Role.PROVINCE):
        raise Problem(Code.FORBIDDEN)


def _subject(
    route: Route, caller: Caller | None, path: dict[str, str], body: BaseModel | None, services: Services
) -> object:
    """What the route is about, if the caller may know that it exists; a 404 otherwise."""
    if not all(_ID.fullmatch(each) for each in path.values()):
        raise Problem(Code.NOT_FOUND)
    if caller is None or route.scope in (Scope.NONE, Scope.LIST):
        return None
    found: object = None
    match route.scope:
        case Scope.CLASS:
            found = services.classes.head(caller, path["class_id"])
        case Scope.UPLOAD:
            found = services.uploads.receipt(caller, path["upload_id"])
        case Scope.INSTITUTION:
            found = services.institutions.institution(caller, path["code"])
        case Scope.PREFIX if isinstance(body, UploadBody):
            found = _prefix(caller, body, services)
    if found is None:
        raise Problem(Code.NOT_FOUND)
    return found


def _prefix(caller: Caller, body: UploadBody, services: Services) -> str | None:
    """Institutions upload for their own classes, the province uploads its tables, and nothing else."""
    if body.kind is UploadKind.REGISTRY:
        if caller.role is not Role.PROVINCE:
            raise Problem(Code.FORBIDDEN)
        return f"{body.kind}/{body.table}"
    if caller.own_institution is None:
        raise Problem(Code.FORBIDDEN)
    class_id = str(body.class_id)
    if scrub(class_id) != class_id:
        raise field_error("/class", "personal_number", "班级编号疑似身份证号或手机号，请换一个编号。")
    if services.owner(class_id) not in (None, caller.own_institution):
        return None
    place = f"{body.kind}/{caller.own_institution}/{class_id}"
    return f"{place}/{_session(body.session)}" if body.session else place


def _session(session: str) -> str:
    """It becomes a part of a key: no separator and no number of a person may come in with it."""
    if "/" in session or "${" in session or session != session.strip() or scrub(session) != session:
        raise field_error(
            "/session", "session", "课次编号不能含斜杠、${、首尾空格，也不能疑似身份证号或手机号，请核对。"
        )
    return session
