"""考核评价."""

from chalicelib.domain.assessment import Result
from chalicelib.domain.training_class import CertificateType
from chalicelib.intake.cells import choices, codes, dates, personal, text
from chalicelib.intake.columns.column import Column, Form

_result = choices.member(Result)
_certificate = choices.member(CertificateType)

ASSESSMENT = Form(
    "考核评价",
    (
        Column("序号", None),
        Column("姓名", "name", text.name, required=True),
        Column("身份证号", "identity", personal.identity, required=True, aliases=("身份证号码",)),
        Column("职业编码", "occupation", codes.occupation),
        Column("级别", "level", choices.level, allowed=choices.LEVELS),
        Column("考核日期", "date", dates.date, required=True),
        Column("考核结果", "result", _result, required=True, allowed=_result.allowed),
        Column("证书类型", "certificate", _certificate, allowed=_certificate.allowed),
        Column("证书编号", "certificate_number", text.label),
        Column("证书形式", "electronic", choices.electronic, allowed=choices.electronic.allowed),
        Column("发证日期", "issued", dates.date),
        Column("评价机构统一社会信用代码", "evaluation_body", codes.credit),
        Column("是否委托评价", "entrusted", choices.yes_no, allowed=choices.YES_NO),
        Column("委托批准文号", "entrustment_document", text.text),
    ),
)
