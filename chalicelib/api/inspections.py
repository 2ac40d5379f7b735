"""/classes/{class_id}/inspections: checks on site, recorded and read."""

from typing import Any

from chalicelib.api.answers import InspectionAnswer, Listed
from chalicelib.api.asked import InspectionBody, PageQuery
from chalicelib.api.invalid import field_error
from chalicelib.api.problem import Code, Problem
from chalicelib.api.route import Call, Paging
from chalicelib.domain.inspection import Inspection
from chalicelib.domain.record import Head
from chalicelib.workflows.inspect import FutureDate, UnknownSession, Visit


def record_inspection(call: Call[Any, InspectionBody, Head]) -> InspectionAnswer:
    """A check, once; sent again it is the one recorded before."""
    services, visit = call.services, Visit.model_validate(call.body.model_dump())
    try:
        recorded = services.inspect(call.who, call.subject.class_id, visit, services.now())
    except FutureDate:
        raise field_error("/date", "future", "检查日期不能晚于今天，请核对后重新提交。") from None
    except UnknownSession:
        raise field_error("/session", "unknown_session", "课程表中没有该课次，请核对课次编号。") from None
    if recorded is None:
        raise Problem(Code.NOT_FOUND)
    return _answer(recorded)


def list_inspections(call: Call[PageQuery, None, Head]) -> Listed[InspectionAnswer]:
    """A class's checks, by date."""
    paging = Paging(call)
    found = call.services.inspect.of(call.subject.class_id)
    end = paging.offset + call.query.limit
    items = tuple(_answer(each) for each in found[paging.offset : end])
    return Listed[InspectionAnswer](items=items, next=paging.after(end if end < len(found) else None))


def _answer(inspection: Inspection) -> InspectionAnswer:
    return InspectionAnswer.model_validate(inspection.model_dump())
