"""GET /classes/{id}/recordings, and forms for videos."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import pytest

from chalicelib.api.services import Services
from chalicelib.domain.footage import Footage, Offer
from chalicelib.domain.recording import Headcount
from tests.api.conftest import Api
from tests.api.issuer import Key
from tests.api.world import LY1, ZZ, ZZ1, A, B
from tests.workflows.cinema import recording

AT = datetime(2024, 3, 4, 0, 30, tzinfo=UTC)
HEADS = Headcount(best=3, frames=20, median_face_height=40, confidence=0.9, at=1, cannot_judge=False)
OWNERS, UPLOADS = {ZZ1: A, LY1: B}, {ZZ1: "1" * 32, LY1: "2" * 32}


def films(class_id: str) -> tuple[Footage, ...]:
    """One in each of two classes, the same footage."""
    if class_id not in OWNERS:
        return ()
    (other,) = OWNERS.keys() - {class_id}
    return (
        Footage(
            upload=UPLOADS[class_id],
            session="S01",
            key=f"videos/{OWNERS[class_id]}/{class_id}/S01/a.mp4",
            camera="前门",
            uploaded_at=AT,
            recording=recording(AT, (0, 60), heads=HEADS, faults=("truncated",), truncated=True),
            still=f"stills/{UPLOADS[class_id]}.jpg",
            copies=(Offer(class_id=other, institution=OWNERS[other], session="S01", upload=UPLOADS[other], file="f"),),
        ),
    )


@pytest.fixture
def api(services: Services, key: Key) -> Api:
    """The API with these films in its classes."""
    return Api(replace(services, recordings=films), key)


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
