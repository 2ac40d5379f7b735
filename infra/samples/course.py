"""The forms of an ordinary class, as its institution fills them in."""

import datetime
from dataclasses import dataclass
from typing import Any

from infra.samples import builders
from infra.samples.institutions import EVALUATION, Institution, Trade
from infra.samples.people import Rows, identity, teachers

SESSIONS, HOURS_EACH = 10, 4


@dataclass(frozen=True)
class Course:
    """An opening: who teaches how many people what, and from when on.

    people, staff: how many; first_teacher: the first of the teachers' numbers (people.identity).
    practical, online: how many of the ten sessions of four class hours each are 实操 and 线上; the rest are 理论.
    """

    institution: Institution
    trade: Trade
    opening: datetime.date
    first_teacher: int
    people: int = 20
    staff: int = 1
    practical: int = 6
    online: int = 0

    def items(self, **changed: Any) -> dict[str, Any]:
        """The 开班申请; `changed` goes over it."""
        here, days = self.institution, [row["日期"] for row in self.timetable()]
        named = {
            "单位名称": here.name,
            "联系电话": f"0{here.number:03}0000{self.first_teacher:04}",
            "开户银行名称": f"示例银行{here.region.label}分行",
            "银行账号": here.account,
            "开班批次": f"{self.opening:%Y-%m}",
            "拟开班时间": self.opening,
            "培训工种": self.trade.name,
            "职业编码": self.trade.code,
            "拟培训人数": self.people,
            "培训开始日期": days[0],
            "培训结束日期": days[-1],
            "总课时": SESSIONS * HOURS_EACH,
            "所属专项": 1,
            "实施地区": here.region.label,
            "培训地点": f"{here.region.label}市示例路{here.number}号",
            "工位数": max(10, self.people // 8),
            "评价机构统一社会信用代码": EVALUATION.code,
        }
        return builders.application_items(here.code, **{**named, **changed})

    def timetable(self) -> Rows:
        """The 课程表: a session a working day."""
        rows = builders.sessions(SESSIONS, self.practical, self.opening, identity(self.first_teacher))
        return [{**row, "授课方式": "线上"} if n < self.online else row for n, row in enumerate(rows)]

    def teachers(self) -> Rows:
        """The 师资."""
        return teachers(self.staff, self.first_teacher)

    def forms(self, **changed: Any) -> dict[str, Any]:
        """All three, as a SampleClass takes them."""
        return {"items": self.items(**changed), "timetable": self.timetable(), "teachers": self.teachers()}
