"""The province's tables. A half-right row of these is dangerous, so one bad cell loses the row."""

from chalicelib.domain.registry import ApprovalKind, DeviceKind, DirectoryKind, Table
from chalicelib.domain.training_class import CertificateType
from chalicelib.intake.cells import choices, codes, dates, numbers, personal, text
from chalicelib.intake.columns.column import Column, Form

_directory_kind = choices.member(DirectoryKind)
_device_kind = choices.member(DeviceKind)
_approval_kind = choices.member(ApprovalKind)
_certificate = choices.member(CertificateType)
_source = choices.word("审计", "检查", "其他")
_value = numbers.amount()
_YES_NO = choices.YES_NO

DIRECTORY = (
    Column("统一社会信用代码", "code", codes.credit, required=True),
    Column("名称", "name", text.text, required=True),
    Column("类型", "kind", _directory_kind, required=True, allowed=_directory_kind.allowed),
    Column("地区", "region", codes.region_or_province),
    Column("职业编码", "occupations", codes.occupations),
    Column("是否具备学制教育资质", "degree_education", choices.yes_no, allowed=_YES_NO),
    Column("是否接入监管系统", "connected", choices.yes_no, allowed=_YES_NO),
    Column("银行账号", "account", personal.account),
    Column("生效日期", "valid_from", dates.date, required=True),
    Column("失效日期", "valid_to", dates.date),
)
BLACKLIST = (
    Column("统一社会信用代码", "code", codes.credit, required=True),
    Column("名称", "name", text.text),
    Column("来源", "source", _source, required=True, allowed=_source.allowed),
    Column("问题", "problem", text.text),
    Column("是否突出", "serious", choices.yes_no, required=True, allowed=_YES_NO),
    Column("发现日期", "found", dates.date, required=True),
    Column("文号", "document", text.label, required=True),
    Column("解除日期", "lifted", dates.date),
)
DEVICES = (
    Column("设备编号", "number", text.label, required=True),
    Column("统一社会信用代码", "institution", codes.credit, required=True),
    Column("类型", "kind", _device_kind, required=True, allowed=_device_kind.allowed),
    Column("型号", "model", text.text),
    Column("启用日期", "valid_from", dates.date, required=True),
    Column("停用日期", "valid_to", dates.date),
)
APPROVALS = (
    Column("统一社会信用代码", "code", codes.credit, required=True),
    Column("类型", "kind", _approval_kind, required=True, allowed=_approval_kind.allowed),
    Column("地区", "region", codes.region_or_province),
    Column("文号", "document", text.label, required=True),
    Column("生效日期", "valid_from", dates.date, required=True),
    Column("失效日期", "valid_to", dates.date),
)
STANDARDS = (
    Column("职业编码", "occupation", codes.occupation_prefix, required=True),
    Column("级别", "level", choices.level, required=True, allowed=choices.LEVELS),
    Column("证书类型", "certificate", _certificate, required=True, allowed=_certificate.allowed),
    Column("补贴标准", "amount", numbers.money, required=True, money=True),
    Column("生效日期", "valid_from", dates.date, required=True),
)
VOUCHERS = (
    Column("券编号", "number", text.label, required=True),
    Column("身份证号", "identity", personal.identity, required=True, aliases=("身份证号码",)),
    Column("发放日期", "issued", dates.date, required=True),
    Column("失效日期", "expires", dates.date),
)
MAINTENANCE = (
    Column("开始时间", "starts", dates.moment, required=True),
    Column("结束时间", "ends", dates.moment, required=True),
    Column("说明", "note", text.text),
)
CALENDAR = (
    Column("日期", "day", dates.date, required=True),
    Column("是否工作日", "working", choices.yes_no, required=True, allowed=_YES_NO),
    Column("文号", "document", text.label),
)
PROGRESS = (
    Column("月份", "month", dates.month, required=True),
    Column("地区或单位", "owner", codes.owner, required=True),
    Column("指标", "indicator", text.label, required=True),
    Column("数值", "value", _value, required=True),
)
STOCKS = (
    Column("月份", "month", dates.month, required=True),
    Column("地区", "region", codes.region_code, required=True),
    Column("技能人才总量", "skilled", _value),
    Column("高技能人才总量", "highly_skilled", _value),
    Column("就业人员总量", "employed", _value),
    Column("就业补助资金总额", "employment_funds", numbers.money, money=True),
    Column("培训评价补贴支出", "training_spend", numbers.money, money=True),
)
_TITLES = {
    Table.DIRECTORY: ("目录清单", DIRECTORY),
    Table.BLACKLIST: ("黑名单", BLACKLIST),
    Table.DEVICES: ("设备", DEVICES),
    Table.APPROVALS: ("批准", APPROVALS),
    Table.STANDARDS: ("补贴标准", STANDARDS),
    Table.VOUCHERS: ("培训券", VOUCHERS),
    Table.MAINTENANCE: ("系统维护", MAINTENANCE),
    Table.CALENDAR: ("工作日", CALENDAR),
    Table.PROGRESS: ("进度", PROGRESS),
    Table.STOCKS: ("存量", STOCKS),
}
REGISTRY: dict[Table, Form] = {table: Form(title, columns, strict=True) for table, (title, columns) in _TITLES.items()}
"""The form of each table."""
