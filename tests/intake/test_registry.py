"""The province's tables: every one is read, a half-right row never is."""

import datetime
from decimal import Decimal

import pytest

from chalicelib.domain.region import Region
from chalicelib.domain.registry import (
    Approval,
    ApprovalKind,
    BlacklistEntry,
    CalendarDay,
    Device,
    DeviceKind,
    DirectoryEntry,
    DirectoryKind,
    Maintenance,
    Progress,
    RegistryRow,
    Standard,
    Stock,
    Table,
    Voucher,
)
from chalicelib.domain.training_class import CertificateType, Level
from chalicelib.domain.upload import Counts, UploadStatus
from tests import builders as b
from tests.intake.reader import is_refused, keyed, places, registry

CODE = b.credit_code()
FIRST, LAST = datetime.date(2024, 1, 1), datetime.date(2024, 12, 31)
NUMBER = b.identity(1)

ROWS: dict[Table, tuple[dict[str, b.Value], RegistryRow]] = {
    Table.DIRECTORY: (
        {
            "统一社会信用代码": CODE,
            "名称": "示例学校",
            "类型": "培训机构",
            "地区": "郑州市",
            "职业编码": "6-18；6-31-01-03",
            "是否具备学制教育资质": False,
            "银行账号": "6200000000000000001",
            "生效日期": FIRST,
            "失效日期": LAST,
        },
        DirectoryEntry(
            code=CODE,
            name="示例学校",
            kind=DirectoryKind.TRAINING,
            region=Region.ZHENGZHOU,
            occupations=("6-18", "6-31-01-03"),
            degree_education=False,
            account_masked="****0001",
            account_hash=keyed("6200000000000000001"),
            valid_from=FIRST,
            valid_to=LAST,
        ),
    ),
    Table.BLACKLIST: (
        {"统一社会信用代码": CODE, "来源": "审计", "是否突出": True, "发现日期": FIRST, "文号": "豫示例〔2024〕1号"},
        BlacklistEntry(code=CODE, source="审计", serious=True, found=FIRST, document="豫示例〔2024〕1号"),
    ),
    Table.DEVICES: (
        {"设备编号": "007", "统一社会信用代码": CODE, "类型": "人脸", "启用日期": "2024年1月1日"},
        Device(number="007", institution=CODE, kind=DeviceKind.FACE, valid_from=FIRST),
    ),
    Table.APPROVALS: (
        {
            "统一社会信用代码": CODE,
            "类型": "跨地区",
            "地区": "410300",
            "文号": "1号",
            "生效日期": FIRST,
            "失效日期": LAST,
        },
        Approval(
            code=CODE,
            kind=ApprovalKind.CROSS_REGION,
            region=Region.LUOYANG,
            document="1号",
            valid_from=FIRST,
            valid_to=LAST,
        ),
    ),
    Table.STANDARDS: (
        {
            "职业编码": "6-31",
            "级别": "高级工",
            "证书类型": "职业技能等级证书",
            "补贴标准": "1,500.5",
            "生效日期": FIRST,
        },
        Standard(
            occupation="6-31",
            level=Level.THREE,
            certificate=CertificateType.SKILL_LEVEL,
            amount=150050,
            valid_from=FIRST,
        ),
    ),
    Table.VOUCHERS: (
        {"券编号": "Q0001", "身份证号": NUMBER, "发放日期": FIRST, "失效日期": LAST},
        Voucher(
            number="Q0001",
            person=keyed(NUMBER),
            identity_masked=f"4101********{NUMBER[-4:]}",
            issued=FIRST,
            expires=LAST,
        ),
    ),
    Table.MAINTENANCE: (
        {"开始时间": "2024-03-05 08:00", "结束时间": "2024-03-05 10:00"},
        Maintenance(
            starts=datetime.datetime.fromisoformat("2024-03-05T08:00+08:00"),
            ends=datetime.datetime.fromisoformat("2024-03-05T10:00+08:00"),
        ),
    ),
    Table.CALENDAR: ({"日期": FIRST, "是否工作日": False}, CalendarDay(day=FIRST, working=False)),
    Table.PROGRESS: (
        {"月份": "2024-05", "地区或单位": "郑州市", "指标": "培训人次", "数值": 1.25},
        Progress(month="2024-05", owner="410100", indicator="培训人次", value=Decimal("1.25")),
    ),
    Table.STOCKS: (
        {"月份": datetime.date(2024, 5, 1), "地区": "河南省", "技能人才总量": "1,234.5", "就业补助资金总额": 100},
        Stock(month="2024-05", region="410000", skilled=Decimal("1234.5"), employment_funds=10000),
    ),
}


@pytest.mark.parametrize("table", Table)
def test_every_table_from_a_workbook_and_from_text(table: Table) -> None:
    given, expected = ROWS[table]
    for reading in (
        registry(table, b.registry_workbook(table, [given])),
        registry(table, b.registry_csv(table, [given]), "csv"),
    ):
        assert (reading.status, reading.errors, reading.rows) == (UploadStatus.ACCEPTED, (), ((2, expected),))


@pytest.mark.parametrize("table", Table)
def test_a_header_alone_is_a_table_that_is_empty(table: Table) -> None:
    reading = registry(table, b.registry_workbook(table, []))
    assert (reading.status, reading.rows, reading.counts) == (UploadStatus.ACCEPTED, (), Counts())


@pytest.mark.parametrize("table", Table)
def test_each_required_cell_loses_its_row(table: Table) -> None:
    given = ROWS[table][0]
    for column in given:
        reading = registry(table, b.registry_workbook(table, [given, {**given, column: "?" * 501}]))
        assert [error.row for error in reading.errors] == [3]
        assert reading.rows == ((2, ROWS[table][1]),)


def test_equal_rows_stand_once() -> None:
    given, expected = ROWS[Table.BLACKLIST]
    reading = registry(Table.BLACKLIST, b.registry_workbook(Table.BLACKLIST, [given, given]))
    assert (reading.status, reading.rows) == (UploadStatus.ACCEPTED, ((2, expected),))
    assert reading.counts == Counts(rows=2, accepted=2)


def test_rows_of_one_key_that_differ_are_both_refused() -> None:
    given = ROWS[Table.BLACKLIST][0]
    other = {**given, "文号": "2号"}
    rows = [given, other, {**given, "是否突出": False}]
    reading = registry(Table.BLACKLIST, b.registry_workbook(Table.BLACKLIST, rows))
    assert places(reading) == [(2, None, "conflicting_rows"), (4, None, "conflicting_rows")]
    assert [number for number, _ in reading.rows] == [3]
    assert reading.counts == Counts(rows=3, accepted=1, rejected=2)


def test_nothing_but_conflicts_is_refused() -> None:
    given = ROWS[Table.BLACKLIST][0]
    data = b.registry_workbook(Table.BLACKLIST, [given, {**given, "是否突出": False}])
    assert is_refused(registry(Table.BLACKLIST, data), "every_row_bad")


@pytest.mark.parametrize(
    ("table", "start", "end"),
    [
        (Table.DIRECTORY, "生效日期", "失效日期"),
        (Table.BLACKLIST, "发现日期", "解除日期"),
        (Table.DEVICES, "启用日期", "停用日期"),
        (Table.VOUCHERS, "发放日期", "失效日期"),
    ],
)
def test_an_end_before_its_start(table: Table, start: str, end: str) -> None:
    given = ROWS[table][0]
    same = {**given, start: LAST, end: LAST}
    before = {**given, start: LAST, end: LAST - datetime.timedelta(days=1)}
    assert registry(table, b.registry_workbook(table, [same])).status is UploadStatus.ACCEPTED
    reading = registry(table, b.registry_workbook(table, [before]))
    assert [error.code for error in reading.errors] == ["every_row_bad", "period_reversed"]


@pytest.mark.parametrize(
    ("kind", "region", "accepted"),
    [
        ("互联网平台", None, True),
        ("培训机构", None, False),
        ("培训机构", "全省", True),
        ("评价机构", None, False),
    ],
)
def test_only_a_platform_leaves_its_region_blank(kind: str, region: str | None, accepted: bool) -> None:
    given = {**ROWS[Table.DIRECTORY][0], "类型": kind, "地区": region}
    reading = registry(Table.DIRECTORY, b.registry_workbook(Table.DIRECTORY, [given]))
    assert (reading.status is UploadStatus.ACCEPTED) is accepted


def test_a_voucher_for_a_number_that_cannot_be() -> None:
    given = {**ROWS[Table.VOUCHERS][0], "身份证号": b.identity(1, prefix="990105")}
    reading = registry(Table.VOUCHERS, b.registry_workbook(Table.VOUCHERS, [given]))
    assert [error.code for error in reading.errors] == ["every_row_bad", "identity_invalid"]


def test_a_standard_in_fractions_of_a_fen() -> None:
    given = {**ROWS[Table.STANDARDS][0], "补贴标准": "1500.005"}
    reading = registry(Table.STANDARDS, b.registry_workbook(Table.STANDARDS, [given]))
    assert places(reading)[1:] == [(2, "补贴标准", "money")]
