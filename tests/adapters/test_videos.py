"""The bucket of videos: by range, by version, locked."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from chalicelib.adapters.videos import Videos
from chalicelib.domain.upload import ObjectGone

UPLOADS, REPORTS, KEY = "uploads", "reports", "videos/a/b/c/d.mp4"


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    with mock_aws():
        client = boto3.client("s3", region_name="us-east-1")
        client.create_bucket(Bucket=UPLOADS, ObjectLockEnabledForBucket=True)
        client.create_bucket(Bucket=REPORTS)
        yield client


@pytest.fixture
def videos(s3: Any) -> Videos:
    return Videos(UPLOADS, REPORTS, lambda: s3)


def test_a_version_is_described_and_read_by_range(s3: Any, videos: Videos) -> None:
    said = {"Camera": "=?UTF-8?B?5YmN6Zeo?=", "started-at": "2024-03-04T08:30:00"}
    version = s3.put_object(Bucket=UPLOADS, Key=KEY, Body=b"0123456789", Metadata=said)["VersionId"]
    s3.put_object(Bucket=UPLOADS, Key=KEY, Body=b"other")
    assert videos.describe(KEY, version) == (10, {"camera": "前门", "started-at": "2024-03-04T08:30:00"})
    assert videos.fetch(KEY, version, 2, 5) == b"234"


def test_a_locked_version_cannot_be_deleted_nor_its_lock_shortened(s3: Any, videos: Videos) -> None:
    version = s3.put_object(Bucket=UPLOADS, Key=KEY, Body=b"x")["VersionId"]
    until = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1096)
    videos.lock(KEY, version, until)
    videos.lock(KEY, version, until)  # an event may come twice
    with pytest.raises(ClientError, match="AccessDenied"):
        s3.delete_object(Bucket=UPLOADS, Key=KEY, VersionId=version, BypassGovernanceRetention=True)
    found = s3.head_object(Bucket=UPLOADS, Key=KEY, VersionId=version)
    assert (found["ObjectLockMode"], found["ObjectLockRetainUntilDate"]) == ("COMPLIANCE", until)


def test_what_is_gone_is_told(s3: Any, videos: Videos) -> None:
    for ask in (lambda: videos.describe(KEY, ""), lambda: videos.fetch(KEY, "", 0, 1)):
        with pytest.raises(ObjectGone):
            ask()


def test_a_frame_is_kept_and_linked(s3: Any, videos: Videos) -> None:
    videos.keep_still("stills/a.jpg", b"\xff\xd8")
    assert s3.get_object(Bucket=REPORTS, Key="stills/a.jpg")["ContentType"] == "image/jpeg"
    assert "/stills/a.jpg?" in videos.still_link("stills/a.jpg")
