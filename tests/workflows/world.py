"""The whole pipeline in one process: uploads go in, the stream is followed until nothing moves any more."""

import io
import itertools
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any, BinaryIO

import boto3

from chalicelib.adapters import keys, stream
from chalicelib.adapters.certificates import Certificates
from chalicelib.adapters.classes import Classes
from chalicelib.adapters.evidence import Evidence
from chalicelib.adapters.footages import Footages
from chalicelib.adapters.inspections import Inspections
from chalicelib.adapters.people import People
from chalicelib.adapters.receipts import Receipts
from chalicelib.adapters.rectifications import Rectifications
from chalicelib.adapters.registry import Rows
from chalicelib.adapters.sealing import LookUpHash, Seal
from chalicelib.adapters.table import Table
from chalicelib.adapters.verdicts import Verdicts
from chalicelib.domain.finding import Verdict
from chalicelib.domain.ledger import LedgerEntry, verify
from chalicelib.domain.record import Head
from chalicelib.domain.upload import ObjectGone, Receipt
from chalicelib.policy import henan
from chalicelib.workflows.decide import Decide
from chalicelib.workflows.gathering import Gathering
from chalicelib.workflows.ingest import Arrival, Ingest
from chalicelib.workflows.ingest_log import IngestLog
from chalicelib.workflows.ingest_videos import IngestVideo
from chalicelib.workflows.judging import Judging
from chalicelib.workflows.routing import Routing
from chalicelib.workflows.uploads import Uploads
from infra.table import create_table
from tests import builders
from tests.workflows.cinema import Cinema

REGION = "cn-north-1"
MORNING = datetime(2024, 6, 3, 0, 30, tzinfo=UTC)


class OneAtATime:
    """A client whose calls never overlap, for moto copies a table while it transacts; their order stays open."""

    def __init__(self, client: Any) -> None:
        self._client, self._lock = client, Lock()

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._client, name)

        def locked(*args: Any, **kwargs: Any) -> Any:
            with self._lock:
                return call(*args, **kwargs)

        return locked


class World:
    """One table of its own; must live inside `moto.mock_aws`."""

    _numbers = itertools.count()

    def __init__(self, keys_of: tuple[str, str] | None = None) -> None:
        dynamodb = boto3.client("dynamodb", region_name=REGION)
        kms = boto3.client("kms", region_name=REGION)
        self.name = f"world-{next(self._numbers)}"
        create_table(dynamodb, self.name)
        mac, data = keys_of or make_keys()
        self.table = Table(self.name, OneAtATime(dynamodb), sleep=lambda _: None)
        self.classes, self.people, self.rows = Classes(self.table), People(self.table), Rows(self.table)
        self.certificates, self.rectifications = Certificates(self.table), Rectifications(self.table)
        self.inspections = Inspections(self.table)
        self.evidence = Evidence(self.table)
        self.receipts, self.verdicts = Receipts(self.table), Verdicts(self.table)
        self.footages, self.videos = Footages(self.table), Cinema()
        self.seal, self.keyed = Seal(data, lambda: kms), LookUpHash(mac, lambda: kms)
        self.objects: dict[tuple[str, str], bytes] = {}
        self.now = MORNING
        self.judged: list[str] = []
        self._policy = henan()
        self._streams = boto3.client("dynamodbstreams", region_name=REGION)
        arn = dynamodb.describe_table(TableName=self.name)["Table"]["LatestStreamArn"]
        (shard,) = self._streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
        self._iterator: str = self._streams.get_shard_iterator(
            StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
        )["ShardIterator"]

    def read(self, key: str, version_id: str, limit: int) -> bytes | None:
        try:
            data = self.objects[(key, version_id)]
        except KeyError:
            raise ObjectGone from None
        return data if len(data) <= limit else None

    def open(self, key: str, version_id: str, limit: int) -> tuple[BinaryIO, dict[str, str]] | None:
        data = self.read(key, version_id, limit)
        return None if data is None else (io.BytesIO(data), {})

    @property
    def ingest(self) -> Uploads:
        logs = IngestLog(
            classes=self.classes,
            evidence=self.evidence,
            receipts=self.receipts,
            objects=self,
            keyed=self.keyed,
            pause=lambda _: None,
        )
        files = Ingest(
            classes=self.classes,
            people=self.people,
            certificates=self.certificates,
            rows=self.rows,
            receipts=self.receipts,
            objects=self,
            seal=self.seal,
            keyed=self.keyed,
            pause=lambda _: None,
        )
        return Uploads(files, logs)

    @property
    def gathering(self) -> Gathering:
        return Gathering(
            self.classes,
            self.people,
            self.rows,
            self.evidence,
            certificates=self.certificates,
            rectifications=self.rectifications,
            inspections=self.inspections,
            footages=self.footages,
        )

    @property
    def judge(self) -> Judging:
        return Judging(
            classes=self.classes,
            verdicts=self.verdicts,
            gathering=self.gathering,
            policy=self._policy,
            release="test",
            pause=lambda _: None,
        )

    @property
    def decide(self) -> Decide:
        return Decide(self.classes, self.evidence, self.receipts, lambda _: None)

    @property
    def ingest_video(self) -> IngestVideo:
        return IngestVideo(
            classes=self.classes,
            footages=self.footages,
            videos=self.videos,
            receipts=self.receipts,
            examine=self.videos.examine,
            policy=self._policy,
            file_of=keys.file_of,
            pause=lambda _: None,
        )

    def film(self, key: str, data: bytes, at: int = 0, **metadata: str) -> Receipt:
        """A video is stored, looked at, and everything it moves judged."""
        receipt = self.ingest_video(self.videos.store(key, data, MORNING + timedelta(seconds=at), metadata), self.now)
        self.settle()
        return receipt

    def store(self, key: str, data: bytes, at: int) -> Arrival:
        """An object in the bucket since second `at`."""
        version = f"v{at}-{len(self.objects)}"
        self.objects[(key, version)] = data
        return Arrival(key=key, version_id=version, size=len(data), at=MORNING + timedelta(seconds=at))

    def upload(self, key: str, data: bytes, at: int = 0) -> Receipt:
        """Stored, read, and everything it moves judged."""
        receipt = self.ingest(self.store(key, data, at), self.now)
        self.settle()
        return receipt

    def settle(self) -> None:
        """Follow the stream until nothing moves."""
        routing = Routing(self.people, self.rows, self.certificates, self.rectifications, self.footages)
        for _ in range(30):
            touched: set[str] = set()
            for record in self._fresh():
                if meant := stream.change(record):
                    touched |= set(routing.touched(meant[0]))
            if not touched:
                return
            for class_id in sorted(touched):
                self.judged.append(class_id)
                self.judge(class_id, self.now)
        raise AssertionError("the stream never comes to rest")

    def _fresh(self) -> list[dict[str, Any]]:
        """The stream's records since the last call."""
        records: list[dict[str, Any]] = []
        while True:
            answer = self._streams.get_records(ShardIterator=self._iterator, Limit=1000)
            self._iterator = answer.get("NextShardIterator", self._iterator)
            records += answer["Records"]
            if not answer["Records"]:
                return records

    def head(self, class_id: str) -> Head:
        head = self.classes.head(class_id)
        assert head is not None
        return head

    def verdict(self, class_id: str) -> Verdict:
        verdict = self.classes.verdict(self.head(class_id))
        assert verdict is not None
        return verdict

    def rules(self, class_id: str) -> dict[str, int]:
        """How many findings of each rule, whatever their status."""
        count: dict[str, int] = {}
        for finding in self.verdict(class_id).findings:
            count[finding.rule] = count.get(finding.rule, 0) + 1
        return count

    def ledger(self, class_id: str) -> list[LedgerEntry]:
        """The class's ledger, verified."""
        items = self.table.query(keys.ledger(f"CLASS#{class_id}"))
        entries = [LedgerEntry.model_validate_json(item["body"]) for item in items]
        verify(f"CLASS#{class_id}", entries, self.head(class_id).tip)
        return entries


def make_keys() -> tuple[str, str]:
    """The ids of a MAC key and a data key."""
    kms = boto3.client("kms", region_name=REGION)
    mac = kms.create_key(KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")["KeyMetadata"]["KeyId"]
    return mac, kms.create_key()["KeyMetadata"]["KeyId"]


def registry(institution: str, *, others: Iterable[dict[str, Any]] = ()) -> dict[str, bytes]:
    """Key → file of the tables that an ordinary class needs."""
    from chalicelib.domain.registry import Table as Name

    listed = {
        "统一社会信用代码": institution,
        "名称": "示例培训学校",
        "类型": "培训机构",
        "地区": "郑州",
        "职业编码": "6-31",
        "生效日期": "2023-01-01",
    }
    return {
        "registry/directory/目录.csv": builders.registry_csv(Name.DIRECTORY, [listed, *others]),
        "registry/blacklist/黑名单.csv": builders.registry_csv(Name.BLACKLIST, []),
        "registry/approvals/批复.csv": builders.registry_csv(Name.APPROVALS, []),
    }
