"""人员名册."""

from chalicelib.domain.trainee import SchoolType
from chalicelib.intake.cells import choices, codes, numbers, personal, text
from chalicelib.intake.columns.column import Column, Form

_school = choices.member(SchoolType)

ROSTER = Form(
    "人员名册",
    (
        Column("序号", None),
        Column("姓名", "name", text.name, required=True),
        Column("身份证号", "identity", personal.identity, required=True, aliases=("身份证号码",)),
        Column("联系电话", "phone", personal.phone),
        Column("人员类别", "category", choices.category, allowed=choices.CATEGORIES),
        Column("设备工号", "device_number", text.label),
        Column("所在单位", "employer_name", text.text),
        Column("单位统一社会信用代码", "employer", codes.credit),
        Column("岗位职业编码", "post", codes.occupation),
        Column("原岗位职业编码", "former_post", codes.occupation),
        Column("是否在校", "in_school", choices.yes_no, allowed=choices.YES_NO),
        Column("学校类型", "school_type", _school, allowed=_school.allowed),
        Column("毕业年度", "graduation_year", numbers.year),
        Column("是否有培训意愿", "wants_training", choices.yes_no, allowed=choices.YES_NO),
        Column("是否有就业意愿", "wants_job", choices.yes_no, allowed=choices.YES_NO),
        Column("是否具备就业能力", "able_to_work", choices.yes_no, allowed=choices.YES_NO),
        Column("是否有创业意愿", "wants_business", choices.yes_no, allowed=choices.YES_NO),
        Column("服刑情况", "custody", choices.custody, allowed=choices.CUSTODY),
        Column("培训券编号", "voucher", text.label),
    ),
)
