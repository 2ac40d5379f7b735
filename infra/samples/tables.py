"""The province's tables (登记表) of the sample month."""

from collections.abc import Iterable, Iterator
from typing import Any

from chalicelib.domain.registry import Table
from chalicelib.intake.columns.registry import REGISTRY
from infra.samples import builders
from infra.samples.institutions import (
    EVALUATION,
    OTHER_PLATFORM,
    PLATFORM,
    SHANGQIU,
    TRAINING,
    XINYANG,
    ZHENGZHOU,
    Institution,
)
from infra.samples.people import Rows, identity
from infra.samples.sample import PROVINCE, SampleFile
from infra.samples.sound import FIRST, VOUCHERS

SINCE = "2023-01-01"


def directory() -> Rows:
    bodies = [*((each, "培训机构") for each in TRAINING), (EVALUATION, "评价机构")]
    return [
        *(_listed(each, kind, 地区=each.region.label, 职业编码=each.occupations) for each, kind in bodies),
        _listed(PLATFORM, "互联网平台", 地区="全省", 是否接入监管系统=True),
        _listed(OTHER_PLATFORM, "互联网平台", 地区="全省", 是否接入监管系统=False),
    ]


def _listed(each: Institution, kind: str, **more: Any) -> dict[str, Any]:
    own = {"统一社会信用代码": each.code, "名称": each.name, "类型": kind, "生效日期": SINCE}
    return {**own, "是否具备学制教育资质": each.degree_education, "银行账号": each.account, **more}


def blacklist() -> Rows:
    return [
        _found(XINYANG, "审计", "虚报培训人数", "2024-02-20", "示例审〔2024〕3号"),
        _found(SHANGQIU, "检查", "代签考勤", "2024-03-18", "示例查〔2024〕7号"),
    ]


def _found(each: Institution, source: str, problem: str, day: str, document: str) -> dict[str, Any]:
    named = {"统一社会信用代码": each.code, "名称": each.name, "来源": source, "问题": problem}
    return {**named, "是否突出": False, "发现日期": day, "文号": document}


def devices() -> Rows:
    return [
        {"设备编号": f"{kind[1]}-{each.region}-01", "统一社会信用代码": each.code, "类型": kind[0], "启用日期": SINCE}
        for each in TRAINING
        for kind in (("人脸", "FACE"), ("视频", "VIDEO"))
    ]


def approvals() -> Rows:
    whole = {"生效日期": "2024-01-01", "失效日期": "2024-12-31"}
    return [
        {"统一社会信用代码": ZHENGZHOU.code, "类型": "跨地区", "地区": "信阳", "文号": "示例跨〔2024〕1号", **whole},
        {"统一社会信用代码": PLATFORM.code, "类型": "线上课程", "地区": "全省", "文号": "示例课〔2024〕1号", **whole},
    ]


def standards() -> Rows:
    """补贴标准, in 元 a person."""
    amounts = {"6-31": "1500", "6-18": "1800.00", "4-10": "1200"}
    return [
        {"职业编码": code, "级别": "五级", "证书类型": "职业技能等级证书", "补贴标准": yuan, "生效日期": SINCE}
        for code, yuan in amounts.items()
    ]


def vouchers() -> Rows:
    return [
        {"券编号": number, "身份证号": identity(FIRST + n), "发放日期": "2024-02-26", "失效日期": "2024-12-31"}
        for n, number in enumerate(VOUCHERS)
    ]


def maintenance() -> Rows:
    return [{"开始时间": "2024-03-10 00:00", "结束时间": "2024-03-10 06:00", "说明": "示例：系统升级"}]


def calendar() -> Rows:
    return [{"日期": "2024-05-11", "是否工作日": True, "文号": "示例历〔2024〕1号"}]


def tables() -> dict[Table, Rows]:
    """Every table that a class of the month is judged by, and those that later steps ask for."""
    return {
        Table.DIRECTORY: directory(),
        Table.BLACKLIST: blacklist(),
        Table.DEVICES: devices(),
        Table.APPROVALS: approvals(),
        Table.STANDARDS: standards(),
        Table.VOUCHERS: vouchers(),
        Table.MAINTENANCE: maintenance(),
        Table.CALENDAR: calendar(),
    }


def files() -> Iterator[SampleFile]:
    """A file a table: workbooks and texts in turn, for both are read."""
    for n, (table, rows) in enumerate(tables().items()):
        title = REGISTRY[table].title
        if n % 2:
            yield SampleFile(f"registry/{table}/{title}.csv", _csv(table, rows), PROVINCE)
        else:
            yield SampleFile(f"registry/{table}/{title}.xlsx", builders.registry_workbook(table, rows), PROVINCE)


def _csv(table: Table, rows: Iterable[dict[str, Any]]) -> bytes:
    return builders.registry_csv(table, rows)
