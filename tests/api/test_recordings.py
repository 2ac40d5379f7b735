"""GET /classes/{id}/recordings, and forms for videos."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import boto3
import pytest

from chalicelib.adapters.footages import Footages
from chalicelib.domain.footage import Footage, FootagePointer, Offer
from chalicelib.domain.record import Head
from chalicelib.domain.recording import Headcount
from chalicelib.domain.upload import Receipt, UploadKind, UploadStatus
from tests.api.conftest import Api
from tests.api.world import LY1, REPORTS, ZZ, ZZ1, A, B, World
from tests.workflows.cinema import recording

AT = datetime(2024, 3, 4, 0, 30, tzinfo=UTC)
HEADS = Headcount(best=3, frames=20, median_face_height=40, confidence=0.9, at=1, cannot_judge=False)
Faults = {"faults": ("truncated",), "truncated": True}


@pytest.fixture(scope="module", autouse=True)
def films(world: World) -> None:
    """One in each of two classes, the same footage."""
    footages = Footages(world.table)
    for class_id, institution, upload in ((ZZ1, A, "1" * 32), (LY1, B, "2" * 32)):
        own = Offer(class_id=class_id, institution=institution, session="S01", upload=upload, file=upload)
        footage = Footage(
            upload=upload,
            session="S01",
            key=f"videos/{institution}/{class_id}/S01/a.mp4",
            camera="前门",
            uploaded_at=AT,
            recording=recording(AT, (0, 60), heads=HEADS, **Faults),
            still=f"stills/{upload}.jpg",
        )
        _adopt(footages, world, own, footage)
    s3 = boto3.client("s3", region_name="cn-north-1")
    s3.create_bucket(Bucket=REPORTS, CreateBucketConfiguration={"LocationConstraint": "cn-north-1"})


def _adopt(footages: Footages, world: World, own: Offer, footage: Footage) -> None:
    from chalicelib.adapters.classes import Classes

    chunks = footages.keep(own.class_id, footage)
    footages.note_copies(own, footages.offer(own, ["bytes:same"]))
    head = Classes(world.table).head(own.class_id)
    assert head is not None
    after: Head = head.model_copy(update={"rev": head.rev + 1})
    pointer = FootagePointer(file=own.file, upload=own.upload, order="1", said="x", chunks=chunks)
    receipt = Receipt(
        id=own.upload,
        kind=UploadKind.VIDEOS,
        key=footage.key,
        institution=own.institution,
        class_id=own.class_id,
        version_id="v",
        sha256="",
        size=1,
        uploaded_at=AT,
        status=UploadStatus.ACCEPTED,
    )
    footages.adopt(head, after, pointer, [], receipt)


def listed(api: Api, role: str, class_id: str = ZZ1, **claims: str) -> dict[str, Any]:
    (item,) = api("GET", f"/classes/{class_id}/recordings", role, **claims).body["items"]
    return item  # type: ignore[no-any-return]


def test_a_recording_tells_what_it_shows_and_what_is_wrong(api: Api) -> None:
    item = listed(api, "hr_reviewer", region=ZZ)
    assert (item["session"], item["camera"], item["headcount"]["best"]) == ("S01", "前门", 3)
    assert item["started_at"] == "2024-03-04T00:30:00Z"
    assert item["faults"] == [{"code": "truncated", "message": "录像文件不完整,请重新导出完整录像后上传。"}]
    link = urlsplit(item["frame"]["url"])
    assert link.path.endswith("stills/" + "1" * 32 + ".jpg")
    assert "X-Amz-Expires=300" in link.query


def test_a_copy_in_a_class_out_of_reach_is_told_without_naming_it(api: Api) -> None:
    assert listed(api, "institution", institution=A)["copies"] == [{"class": None, "session": None, "upload": None}]
    assert listed(api, "province")["copies"] == [{"class": LY1, "session": "S01", "upload": "2" * 32}]


def test_a_class_without_recordings_has_an_empty_list(api: Api) -> None:
    assert api("GET", "/classes/ZZ-2024-002/recordings", "province").body == {"items": [], "next": None}


def test_a_form_for_a_video_carries_what_the_file_may_not_say(api: Api) -> None:
    body = {
        "kind": "videos",
        "class": ZZ1,
        "session": "S01",
        "filename": "a.mp4",
        "size": 3 * 1024**3,
        "camera": "front door",
        "device": "V-1",
        "started_at": "2024-03-04T08:30:00+08:00",
    }
    answer = api("POST", "/uploads", "institution", body=body, institution=A)
    assert answer.status == 201
    assert answer.body["key"] == f"videos/{A}/{ZZ1}/S01/a.mp4"
    said = {name: text for name, text in answer.body["fields"].items() if name.startswith("x-amz-meta-")}
    assert said == {
        "x-amz-meta-camera": "front door",
        "x-amz-meta-device": "V-1",
        "x-amz-meta-started-at": "2024-03-04T08:30:00+08:00",
    }


@pytest.mark.parametrize(
    "changed",
    [
        {"session": None},
        {"session": "a/b"},
        {"filename": "a.avi"},
        {"size": 5 * 1024**3 + 1},
        {"kind": "rosters", "filename": "a.csv"},
        {"camera": "前门"},
        {"started_at": "2024-03-04T08:30:00"},
    ],
    ids=str,
)
def test_a_form_that_cannot_be_is_refused(api: Api, changed: dict[str, Any]) -> None:
    body = {"kind": "videos", "class": ZZ1, "session": "S01", "filename": "a.mp4", **changed}
    sent = {name: value for name, value in body.items() if value is not None}
    assert api("POST", "/uploads", "institution", body=sent, institution=A).status == 422
