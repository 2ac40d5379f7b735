"""What went wrong, as RFC 9457 problem documents. `code` is stable; docs/api.md lists them all."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.domain.model import Model


class Code(StrEnum):
    """The stable codes."""

    BAD_JSON = "bad_json"
    BAD_CURSOR = "bad_cursor"
    NO_TOKEN = "no_token"  # noqa: S105 - a code, not a secret
    INVALID_TOKEN = "invalid_token"  # noqa: S105
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    STATUS_CONFLICT = "status_conflict"
    TOO_LARGE = "too_large"
    UNSUPPORTED_MEDIA_TYPE = "unsupported_media_type"
    INVALID = "invalid"
    INTERNAL = "internal"
    BUSY = "busy"
    ISSUER_UNAVAILABLE = "issuer_unavailable"


@dataclass(frozen=True)
class _Kind:
    status: int
    title: str
    detail: str


KINDS = {
    Code.BAD_JSON: _Kind(400, "The body is not JSON", "请求内容不是有效的 JSON，请检查后重新提交。"),
    Code.BAD_CURSOR: _Kind(400, "The cursor is of another list", "翻页标记无效或已过期，请从第一页重新查询。"),
    Code.NO_TOKEN: _Kind(401, "A bearer token is needed", "请先登录。"),
    Code.INVALID_TOKEN: _Kind(401, "The bearer token is not valid", "登录已失效，请重新登录。"),
    Code.FORBIDDEN: _Kind(403, "The role may not do this", "您的角色不能进行此操作，请联系有权限的人员办理。"),
    Code.NOT_FOUND: _Kind(404, "There is nothing here", "没有找到，请核对编号后再试。"),
    Code.METHOD_NOT_ALLOWED: _Kind(405, "The method is not allowed", "此地址不支持该操作，请查阅接口说明。"),
    Code.STATUS_CONFLICT: _Kind(
        409, "The status of the class leaves no room for this", "班级当前状态不能进行此操作，请刷新班级状态后再试。"
    ),
    Code.TOO_LARGE: _Kind(413, "The body is too large", "请求内容过大，请精简后重新提交。"),
    Code.UNSUPPORTED_MEDIA_TYPE: _Kind(415, "The body must be JSON", "请以 application/json 提交请求内容。"),
    Code.INVALID: _Kind(422, "Something in the request is not valid", "填写有误，请按各项提示修改后重新提交。"),
    Code.INTERNAL: _Kind(
        500, "Something went wrong on our side", "系统出错，请稍后再试；仍有问题请把问题编号告知管理员。"
    ),
    Code.BUSY: _Kind(503, "Others are changing the same thing", "该数据正在更新，请稍后再试。"),
    Code.ISSUER_UNAVAILABLE: _Kind(
        503, "The identity provider cannot be reached", "登录服务暂时无法连接，请稍后再试。"
    ),
}
_BY_STATUS = {
    400: Code.BAD_JSON,
    403: Code.FORBIDDEN,
    404: Code.NOT_FOUND,
    405: Code.METHOD_NOT_ALLOWED,
    413: Code.TOO_LARGE,
    415: Code.UNSUPPORTED_MEDIA_TYPE,
}


class FieldError(Model):
    """One thing to mend. `pointer` is a JSON pointer into the body, or `?name` of a query parameter."""

    pointer: str
    code: str
    detail: str


class ProblemDocument(Model):
    """RFC 9457. `instance` names this one answer; quote it when asking for help."""

    type: str
    title: str
    status: int
    detail: str
    code: Code
    instance: str
    errors: tuple[FieldError, ...] | None = None


class Problem(Exception):
    """Ends a request with a problem document."""

    def __init__(
        self, code: Code, errors: tuple[FieldError, ...] = (), headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(code.value)
        self.code, self.errors, self.headers = code, errors, dict(headers or {})

    @property
    def status(self) -> int:
        return KINDS[self.code].status

    def document(self, correlation: str) -> ProblemDocument:
        kind = KINDS[self.code]
        return ProblemDocument(
            type=f"urn:yuji:problem:{self.code}",
            title=kind.title,
            status=kind.status,
            detail=kind.detail,
            code=self.code,
            instance=f"urn:yuji:request:{correlation}",
            errors=self.errors or None,
        )


def of_status(status: int) -> Problem:
    """The problem that an answer of the framework's own means."""
    return Problem(_BY_STATUS.get(status, Code.INTERNAL))
