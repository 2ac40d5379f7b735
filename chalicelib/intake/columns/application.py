"""开班申请 (two columns: 项目, 内容), 课程表 and 师资."""

from chalicelib.domain.training_class import CertificateType, Teaching, TrainingMode, TrainingType
from chalicelib.intake.cells import choices, codes, dates, numbers, personal, text
from chalicelib.intake.columns.column import Column, Form

_mode = choices.member(TrainingMode)
_type = choices.member(TrainingType)
_certificate = choices.member(CertificateType)
_teaching = choices.member(Teaching)

APPLICATION = Form(
    "开班申请",
    (
        Column("单位名称", "institution_name", text.text),
        Column("统一社会信用代码", "institution", codes.credit),
        Column("联系人", "contact", text.name),
        Column("联系电话", "phone", personal.phone),
        Column("开户银行名称", "bank", text.text),
        Column("银行账号", "account", personal.account),
        Column("开班批次", "batch", text.label),
        Column("拟开班时间", "opening", dates.date),
        Column("培训工种", "trade", text.text),
        Column("职业编码", "occupation", codes.occupation),
        Column("级别", "level", choices.level, allowed=choices.LEVELS),
        Column("拟培训人数", "planned_trainees", numbers.whole(0, 100_000)),
        Column("培训开始日期", "starts", dates.date),
        Column("培训结束日期", "ends", dates.date),
        Column("总课时", "total_hours", numbers.amount()),
        Column("拟培训方式", "mode", _mode, allowed=_mode.allowed),
        Column("委托单位", "principal_name", text.text),
        Column("委托单位统一社会信用代码", "principal", codes.credit),
        Column("培训类型", "type", _type, allowed=_type.allowed),
        Column("所属专项", "programme", numbers.whole(1, 10)),
        Column("是否制造业", "manufacturing", choices.yes_no, allowed=choices.YES_NO),
        Column("实施地区", "region", codes.region),
        Column("培训地点", "place", text.text),
        Column("工位数", "workstations", numbers.whole(0, 100_000)),
        Column("拟取得证书类型", "certificate", _certificate, allowed=_certificate.allowed),
        Column("评价机构统一社会信用代码", "evaluation_body", codes.credit),
        Column("线上平台代码", "platform", text.label),
        Column("是否补贴性培训", "subsidised", choices.yes_no, allowed=choices.YES_NO),
    ),
)

TIMETABLE = Form(
    "课程表",
    (
        Column("课次编号", "id", text.session_id, required=True),
        Column("日期", "date", dates.date, required=True),
        Column("开始时间", "starts", dates.time, required=True),
        Column("结束时间", "ends", dates.time, required=True),
        Column("课时数", "hours", numbers.amount(above_zero=True), required=True),
        Column("授课方式", "teaching", _teaching, required=True, allowed=_teaching.allowed),
        Column("培训内容", "content", text.text),
        Column("教师身份证号", "teacher", personal.identity),
        Column("地点", "place", text.text),
        Column("补课对应课次", "makes_up", text.session_id),
    ),
)

TEACHERS = Form(
    "师资",
    (
        Column("序号", None),
        Column("姓名", "name", text.name, required=True),
        Column("身份证号", "identity", personal.identity, required=True, aliases=("身份证号码",)),
        Column("职业资格或职称", "qualification", text.text),
        Column("承担课程", "courses", text.text),
    ),
)
