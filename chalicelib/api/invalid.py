"""pydantic's errors, told to the person who filled in the form."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from chalicelib.api.problem import Code, FieldError, Problem

_DETAILS = {
    "missing": "缺少此项，请补上。",
    "extra_forbidden": "没有这一项，请删去。",
    "enum": "只能填：{expected}。",
    "literal_error": "只能填：{expected}。",
    "string_too_short": "至少 {min_length} 个字，请补充。",
    "string_too_long": "最多 {max_length} 个字，请精简。",
    "string_pattern_mismatch": "格式不对，请核对后重新填写。",
    "greater_than_equal": "不能小于 {ge}。",
    "less_than_equal": "不能大于 {le}。",
    "date_from_datetime_parsing": "日期应写成 2024-03-05 的样子。",
    "date_parsing": "日期应写成 2024-03-05 的样子。",
    "int_parsing": "应填整数。",
}
_OTHERWISE = "填写有误，请核对后重新填写。"


def invalid(error: ValidationError, query: bool = False) -> Problem:
    """The problem for a body or a query that does not fit its model. Never repeats what was filled in."""
    found = error.errors(include_input=False, include_url=False)
    if any(each["type"] == "json_invalid" for each in found):
        return Problem(Code.BAD_JSON)
    return Problem(Code.INVALID, tuple(_field(each, query) for each in found))


def field_error(pointer: str, code: str, detail: str) -> Problem:
    """The problem for one field that only the server can judge."""
    return Problem(Code.INVALID, (FieldError(pointer=pointer, code=code, detail=detail),))


def _field(each: Mapping[str, Any], query: bool) -> FieldError:
    context = {name: str(value).replace("'", "").replace(" or ", ", ") for name, value in each.get("ctx", {}).items()}
    if each["type"] == "value_error":  # raised by our own models, whose words are for the user
        detail = str(each["ctx"]["error"])
    else:
        detail = _DETAILS.get(each["type"], _OTHERWISE).format(**context)
    path = [str(part) for part in each["loc"]]
    pointer = "?" + ".".join(path) if query else "".join(f"/{part}" for part in path)
    return FieldError(pointer=pointer, code=each["type"], detail=detail)
