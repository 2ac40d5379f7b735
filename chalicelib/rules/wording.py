"""What is missing, in the user's words, and who does what about it."""

from collections.abc import Iterable

from chalicelib.domain.registry import Table

FACT_LABELS = {
    "application": "开班申请",
    "timetable": "课程表",
    "teachers": "师资",
    "roster": "人员名册",
    "trainees": "待核学员的信息",
    "engagements": "学员其他培训班的审核结果",
    "apprentices": "本机构其他学徒制培训班的委托单位或职业编码",
    "assessment": "考核评价结果",
    "survey": "培训满意度调查",
    "answers": "足够的有效问卷",
    "inspections": "检查记录",
    "recordings": "课次的录像",
    "acceptance": "录像的人工认可",
    "headcount": "画面人数的人工核定",
    "checkins": "签到记录",
    Table.DEVICES: "设备登记",
    Table.DIRECTORY: "目录清单",
    Table.BLACKLIST: "黑名单",
    Table.APPROVALS: "批准文件表",
    Table.STANDARDS: "补贴标准",
}
"""Facts that come whole: a file, a table, a part of a workbook. A field is called what its form calls it."""

_UPLOAD = "请培训机构补齐后重新上传"
_IMPORT = "请省级管理员导入"
_INSPECT = "请监管人员登记"
_NEXT = {
    "trainees": "请先处理各待核学员",
    "engagements": "请等待该学员其他培训班审核完成",
    "apprentices": "请补齐本机构其他学徒制培训班的开班申请",
    "checkins": "请培训机构上传签到记录",
    Table.DEVICES: _IMPORT,
    "recordings": "请培训机构在期限内补传",
    "acceptance": "请监管人员查看后认可或退回该录像",
    "headcount": "请监管人员查看画面后核定",
    Table.DIRECTORY: _IMPORT,
    Table.BLACKLIST: _IMPORT,
    Table.APPROVALS: _IMPORT,
    Table.STANDARDS: _IMPORT,
    "inspections": _INSPECT,
    "检查时人数": _INSPECT,
    "出勤情况": _INSPECT,
    "培训资料": _INSPECT,
    "是否接入监管系统": "请省级管理员在目录清单中补填",
}
"""What is neither in the institution's files nor in its forms."""


def lacking_in_words(missing: Iterable[str]) -> str:
    """`roster`, `拟开班时间` → 缺少人员名册、拟开班时间，暂不能审核。请培训机构补齐后重新上传，到齐即自动重审。"""
    names = tuple(missing)
    labels = "、".join(FACT_LABELS.get(name, name) for name in names)
    steps = dict.fromkeys(_NEXT.get(name, _UPLOAD) for name in names)
    return f"缺少{labels}，暂不能审核。{'；'.join(steps)}，到齐即自动重审。"
