"""Real MP4s on the deployed stack: the function has its layer, a bad file stops no other, none can be deleted."""

import time
import urllib.request
from collections.abc import Callable
from datetime import datetime
from typing import Any

import numpy as np
import pytest
from botocore.exceptions import ClientError

from chalicelib.domain.dates import SHANGHAI
from tests import builders
from tests.stack import Stack
from tests.video import faces, make

pytestmark = pytest.mark.stack
INSTITUTION, CLASS = builders.credit_code(7), "ZZ-2024-707"
START = datetime(2024, 3, 4, 8, 30, tzinfo=SHANGHAI)


def put(stack: Stack, name: str, data: bytes, **metadata: str) -> tuple[str, str]:
    """Upload a video; its key and version."""
    key = f"videos/{INSTITUTION}/{CLASS}/S01/{name}"
    bucket = stack.description["uploads_bucket"]
    answer = stack.client("s3").put_object(Bucket=bucket, Key=key, Body=data, Metadata=metadata)
    return key, answer["VersionId"]


def awaited(ask: Callable[[], Any], seconds: int = 90) -> Any:
    """What `ask` gives once it gives something."""
    for _ in range(seconds * 2):
        if found := ask():
            return found
        time.sleep(0.5)
    raise AssertionError(f"nothing came within {seconds} seconds")


def test_videos_are_judged_listed_shown_and_kept(stack: Stack) -> None:
    s3, bucket = stack.client("s3"), stack.description["uploads_bucket"]
    application = f"applications/{INSTITUTION}/{CLASS}/申请.xlsx"
    workbook = builders.application_workbook(builders.application_items(INSTITUTION))
    s3.put_object(Bucket=bucket, Key=application, Body=workbook)
    sound = make.clip(make.lively(), seconds=10, started=START)
    put(stack, "spoiled.mp4", make.spoiled(sound))
    put(stack, "garbage.mp4", b"not a video" * 100)
    key, version = put(stack, "room.mp4", room(), **{"camera": "front", "started-at": START.isoformat()})
    token = stack.token("province")

    def judged() -> list[dict[str, Any]]:
        _, body = stack.call("GET", f"/classes/{CLASS}/recordings", token=token)
        items = body.get("items", [])
        return items if len(items) == 3 and all(item["standing"] for item in items) else []

    found = {item["key"].rpartition("/")[2]: item for item in awaited(judged)}
    shown = found["room.mp4"]
    assert (shown["camera"], shown["standing"], shown["doubts"]) == ("front", "counts", [])
    assert shown["headcount"]["best"] == 6
    assert [each["start"] for each in shown["covers"]] == ["2024-03-04T08:30:00.000+08:00"]
    assert [each["code"] for each in found["spoiled.mp4"]["faults"]] == ["undecodable"]
    assert [each["code"] for each in found["garbage.mp4"]["faults"]] == ["unknown_format"]
    with urllib.request.urlopen(shown["frame"]["url"]) as picture:
        assert picture.read(2) == b"\xff\xd8"
    with pytest.raises(ClientError, match="AccessDenied"):
        s3.delete_object(Bucket=bucket, Key=key, VersionId=version)
    kept = s3.get_object_retention(Bucket=bucket, Key=key, VersionId=version)["Retention"]
    assert kept["Mode"] == "COMPLIANCE"
    uploaded = s3.head_object(Bucket=bucket, Key=key, VersionId=version)["LastModified"].astimezone(SHANGHAI)
    until = kept["RetainUntilDate"].astimezone(SHANGHAI)
    assert (until.year - uploaded.year, until.month) == (3, uploaded.month)


def room() -> bytes:
    """Twelve seconds of a made-up room of six portraits; the camera moves."""
    picture = faces.room(6, 96, 1280, 720)
    return make.clip(lambda number: np.roll(picture, 2 * number, axis=1), seconds=12, started=None)
