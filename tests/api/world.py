"""A small province in moto, made by the use cases: two institutions, two regions, receipts of every kind."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from chalicelib.adapters.certificates import Certificates
from chalicelib.adapters.classes import Classes
from chalicelib.adapters.evidence import Evidence
from chalicelib.adapters.footages import Footages
from chalicelib.adapters.inspections import Inspections
from chalicelib.adapters.objects import Objects
from chalicelib.adapters.people import People
from chalicelib.adapters.receipts import Receipts
from chalicelib.adapters.rectifications import Rectifications
from chalicelib.adapters.registry import Rows
from chalicelib.adapters.sealing import LookUpHash, Seal
from chalicelib.adapters.table import Table
from chalicelib.adapters.verdicts import Verdicts
from chalicelib.domain.registry import Table as RegistryTable
from chalicelib.domain.upload import Receipt
from chalicelib.policy import henan
from chalicelib.workflows.gathering import Gathering
from chalicelib.workflows.ingest import Arrival, Ingest
from chalicelib.workflows.judging import Judging
from infra.table import create_table
from tests.builders import (
    application_items,
    application_workbook,
    credit_code,
    registry_csv,
    roster_workbook,
    sessions,
    trainees,
)

A, B = credit_code(1), credit_code(2)
ZZ, LY = "410100", "410300"
ZZ1, ZZ2, LY1, NOWHERE = "ZZ-2024-001", "ZZ-2024-002", "LY-2024-001", "XX-2024-001"
BUCKET, REPORTS = "yuji-uploads-test", "yuji-reports-test"


@dataclass
class World:
    """What stands in the table after `build`."""

    table: Table
    seal: Seal
    keyed: LookUpHash
    receipts: dict[str, Receipt]
    """By a name of the test's own."""


class Builder:
    """Uploads files one minute after another, and judges."""

    def __init__(self, client: Callable[[str], Any]) -> None:
        kms = client("kms")
        data = kms.create_key()["KeyMetadata"]["KeyId"]
        mac = kms.create_key(KeyUsage="GENERATE_VERIFY_MAC", KeySpec="HMAC_256")["KeyMetadata"]["KeyId"]
        create_table(client("dynamodb"), "yuji-api-test")
        self.s3 = client("s3")
        self.s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "cn-north-1"})
        self.s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
        table = Table("yuji-api-test", client("dynamodb"), sleep=lambda _: None)
        self.world = World(table, Seal(data, lambda: kms), LookUpHash(mac, lambda: kms), {})
        self.at = datetime(2024, 2, 1, 1, tzinfo=UTC)
        self.classes = Classes(table)
        self.ingest = Ingest(
            classes=self.classes,
            people=People(table),
            certificates=Certificates(table),
            rows=Rows(table),
            receipts=Receipts(table),
            objects=Objects(BUCKET, lambda: self.s3),
            seal=self.world.seal,
            keyed=self.world.keyed,
            pause=lambda _: None,
        )

    def upload(self, name: str, key: str, data: bytes) -> None:
        self.at += timedelta(minutes=1)
        version = self.s3.put_object(Bucket=BUCKET, Key=key, Body=data)["VersionId"]
        arrival = Arrival(key=key, version_id=version, size=len(data), at=self.at)
        self.world.receipts[name] = self.ingest(arrival, self.at)

    def judge(self, class_id: str) -> None:
        table = self.world.table
        judging = Judging(
            classes=self.classes,
            verdicts=Verdicts(table),
            gathering=Gathering(
                self.classes,
                People(table),
                Rows(table),
                Evidence(table),
                certificates=Certificates(table),
                rectifications=Rectifications(table),
                inspections=Inspections(table),
                footages=Footages(table),
            ),
            policy=henan(),
            release="test",
            pause=lambda _: None,
        )
        judging(class_id, self.at)


def build(client: Callable[[str], Any]) -> World:
    """The province."""
    builder = Builder(client)
    builder.upload("directory", "registry/directory/目录.csv", registry_csv(RegistryTable.DIRECTORY, directory()))
    builder.upload("blacklist", "registry/blacklist/黑名单.csv", registry_csv(RegistryTable.BLACKLIST, blacklist()))
    builder.upload("stray", "nowhere/at-all.txt", b"?")
    for name, institution, class_id, changed, practical in (
        ("zz1", A, ZZ1, {}, 6),
        ("zz2", A, ZZ2, {"拟开班时间": date(2024, 3, 11)}, 2),
        ("ly1", B, LY1, {"实施地区": "洛阳"}, 6),
    ):
        start = {"zz1": 1, "zz2": 101, "ly1": 201}[name]
        book = application_workbook(
            application_items(institution, **changed), sessions(practical=practical), roster=trainees(20, start)
        )
        builder.upload(name, f"applications/{institution}/{class_id}/申请.xlsx", book)
        builder.judge(class_id)
    builder.upload("draft", f"rosters/{B}/{NOWHERE}/名册.xlsx", roster_workbook(trainees(3, 301)))
    builder.upload("foreign", f"rosters/{B}/{ZZ1}/名册.xlsx", roster_workbook(trainees(3, 401)))
    builder.upload("broken", f"rosters/{A}/{ZZ1}/坏.xlsx", b"not a workbook")
    return builder.world


def directory() -> list[dict[str, Any]]:
    sound = {"类型": "培训机构", "职业编码": "6-31", "生效日期": date(2023, 1, 1), "是否接入监管系统": True}
    return [
        {"统一社会信用代码": A, "名称": "郑州示例职业培训学校", "地区": "郑州", **sound},
        {"统一社会信用代码": A, "名称": "郑州示例职业培训学校", "地区": "郑州", **sound, "生效日期": date(2024, 1, 1)},
        {"统一社会信用代码": B, "名称": "洛阳示例职业培训学校", "地区": "洛阳", **sound},
        {"统一社会信用代码": credit_code(3), "名称": "郑州第三示例学校", "地区": "郑州", **sound},
    ]


def blacklist() -> list[dict[str, Any]]:
    return [
        {
            "统一社会信用代码": credit_code(4),
            "名称": "示例失信机构",
            "来源": "检查",
            "问题": "虚报人数",
            "是否突出": True,
            "发现日期": date(2024, 1, 5),
            "文号": "示例〔2024〕1号",
        }
    ]
