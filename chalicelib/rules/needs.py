"""What a rule may ask for, and what it is called when it is not there."""

import datetime
from collections.abc import Iterable

from chalicelib.domain.facts import ClassFacts
from chalicelib.domain.registry import Table
from chalicelib.rules.timetable import taught

FIELD_LABELS = {
    "institution_name": "单位名称",
    "institution": "统一社会信用代码",
    "contact": "联系人",
    "phone_masked": "联系电话",
    "bank": "开户银行名称",
    "account_masked": "银行账号",
    "account_hash": "银行账号",
    "batch": "开班批次",
    "opening": "拟开班时间",
    "trade": "培训工种",
    "occupation": "职业编码",
    "level": "级别",
    "planned_trainees": "拟培训人数",
    "starts": "培训开始日期",
    "ends": "培训结束日期",
    "total_hours": "总课时",
    "mode": "拟培训方式",
    "principal_name": "委托单位",
    "principal": "委托单位统一社会信用代码",
    "type": "培训类型",
    "programme": "所属专项",
    "manufacturing": "是否制造业",
    "region": "实施地区",
    "place": "培训地点",
    "workstations": "工位数",
    "certificate": "拟取得证书类型",
    "evaluation_body": "评价机构统一社会信用代码",
    "platform": "线上平台代码",
    "subsidised": "是否补贴性培训",
}
"""The fields of 开班申请, as the form prints them."""


def lacking(facts: ClassFacts, names: Iterable[str]) -> tuple[str, ...]:
    """Those of `names` that are not there: facts by their name, fields of the application by the form's own label.

    A name is `application`, `timetable`, `teachers`, `roster`, `assessment`, a registry table or a field of
    `Application`; all that stand in the application are missing as `application` while it has not arrived. Raises
    KeyError for any other name.
    """
    return tuple(dict.fromkeys(name for name in (_missing(facts, name) for name in names) if name))


def _missing(facts: ClassFacts, name: str) -> str | None:
    if name in tuple(Table):
        return None if Table(name) in facts.registry.versions else name
    if name == "roster":
        # A roster whose every line is refused tells nothing of the class.
        return None if facts.roster and facts.roster.trainees else name
    if name == "assessment":
        return None if facts.assessment and facts.assessment.assessments else name
    if facts.application is None:
        return "application"
    if name == "timetable":
        return None if taught(facts.application.timetable) else name
    if name == "teachers":
        return None if facts.application.teachers else name
    if name == "application":
        return None
    label = FIELD_LABELS[name]
    return label if getattr(facts.application.application, name) is None else None


def opening_of(facts: ClassFacts) -> datetime.date | None:
    """拟开班时间, as far as it is known."""
    return facts.application.application.opening if facts.application else None
