"""Shapes that look alike, and whose device a record is."""

import json

import pytest

from chalicelib.domain.checkin import Method
from chalicelib.domain.upload import UploadStatus
from chalicelib.intake.devices import limits
from tests.intake.devices.logs import SAMPLES, reading, records

ATTLOG = "12\t2026-03-02 08:01:05\t{device}\t0\t15\t0\r\n"
ADMS = "12\t2026-03-02 08:01:05\t0\t15\t0\t0\t0\n"
EVENT = {"major": 5, "minor": 75, "time": "2026-03-02T08:01:05+08:00", "employeeNoString": "12"}


def device_of(data: str, name: str, device: str | None = None) -> str:
    (found,) = records(reading(data, name, device))
    return found[0]


@pytest.mark.parametrize(
    ("machine", "name", "metadata", "device"),
    [
        ("3", "3_attlog.dat", None, "3"),
        ("3", "copy of it.dat", None, "3"),
        ("1", "CKJH203060001_attlog.dat", None, "CKJH203060001"),
        ("1", "7_attlog.dat", None, "1"),
        ("1", "3_attlog.dat", "FACE-9", "FACE-9"),
        ("FACE-2", "3_attlog.dat", "FACE-9", "FACE-2"),
    ],
)
def test_device_of_a_usb_export(machine: str, name: str, metadata: str | None, device: str) -> None:
    assert device_of(ATTLOG.format(device=machine), name, metadata) == device


@pytest.mark.parametrize(
    ("name", "metadata", "device"),
    [
        ("CKJH203060001_attlog.txt", None, "CKJH203060001"),
        ("CKJH203060001.txt", None, "CKJH203060001"),
        ("CKJH203060001_20260302.txt", None, "CKJH203060001"),
        ("SN=CKJH203060001&table=ATTLOG.txt", None, "CKJH203060001"),
        ("body.txt", "FACE-9", "FACE-9"),
        ("FACE-20260302.txt", None, "FACE-20260302"),
    ],
)
def test_device_of_a_push_body(name: str, metadata: str | None, device: str) -> None:
    assert device_of(ADMS, name, metadata) == device
    assert device_of(json.dumps(EVENT), name.replace(".txt", ".json"), metadata) == device


def test_an_event_that_names_its_device_needs_no_other() -> None:
    assert device_of(json.dumps({**EVENT, "deviceSerial": "HIK-1"}), "body.json", "FACE-9") == "HIK-1"


@pytest.mark.parametrize(
    ("line", "name", "family"),
    [
        ("12\t2026-03-02 08:01:05\t1\t0\t15\t0\n", "x.txt", "zkteco_usb"),
        ("12\t2026-03-02 08:01:05\t0\t15\t0\t0\n", "x_attlog.txt", "zkteco_adms"),
        ("12\t2026-03-02 08:01:05\t0\t25\t0\t0\n", "x_attlog.txt", "zkteco_adms"),
        ("12\t2026-03-02 08:01:05\t1\t0\t1\t0\r\n", "x.txt", "zkteco_usb"),
        ("   12\t2026-03-02 08:01:05\t1\t0\t1\t0\n", "x.txt", "zkteco_usb"),
        ("12\t2026-03-02 08:01:05\t1\t0\t1\t0\n", "1_attlog.dat", "zkteco_usb"),
        ("12\t2026-03-02 08:01:05\t0\t1\t0\t0\n", "x.txt", "zkteco_adms"),
        ("12\t2026-03-02 08:01:05\t0\t1\n", "x_attlog.txt", "zkteco_adms"),
    ],
)
def test_six_fields_are_told_apart_by_what_they_hold(line: str, name: str, family: str) -> None:
    assert reading(line, name).family == family


@pytest.mark.parametrize(
    ("point", "origin", "method"),
    [
        ("A_Door1_Card Reader1", "Original Records", Method.OTHER),
        ("A_Door1_Face Reader1", "Original Records", Method.FACE),
        ("A人脸_门1_读卡器", "Original Records", Method.FACE),
        ("A_Door1_Face Reader1", "Manually Added", Method.OTHER),
    ],
)
def test_a_hikvision_export_is_a_face_by_its_check_point(point: str, origin: str, method: Method) -> None:
    header = "Person ID,Time,Attendance Check Point,Data Source\n"
    ((device, _, found, _),) = records(reading(f"{header}'01,03/02/2026 08:01:05,{point},{origin}\n"))
    assert found is method
    assert device in {"A", "A人脸"}


def test_an_xml_entity_is_never_expanded() -> None:
    event = (SAMPLES / "HIK-9_events.xml").read_text().split("</EventNotificationAlert>")[0]
    entity = '<!DOCTYPE x [<!ENTITY who "000123">]>' + event.removeprefix('<?xml version="1.0" encoding="UTF-8"?>')
    closing = "</EventNotificationAlert>"
    bare = '<!DOCTYPE x [<!ENTITY who "000123">]><x>&who;</x>'
    read = reading(event + closing + entity.replace(">000123<", ">&who;<") + closing + bare + closing, "HIK.xml")
    assert read.counts.accepted == 1
    assert [(error.row, error.code) for error in read.errors] == [(2, "log_row_shape"), (3, "log_row_shape")]


def test_a_page_longer_than_any_piece_of_text_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CHUNK_CHARACTERS", 50)
    events = [{**EVENT, "time": f"2026-03-02T08:00:{n:02}+08:00", "name": '“{"“'} for n in range(60)]
    page = {"AcsEvent": {"searchID": "{1", "InfoList": events, "numOfMatches": 60}}
    read = reading(json.dumps([page, page]), "HIK.json")
    assert (read.counts.accepted, read.duplicates, read.status) == (120, 60, UploadStatus.ACCEPTED)


def test_a_page_with_something_before_its_list() -> None:
    page = {"site": {"name": "一"}, "AcsEvent": {"InfoList": [EVENT, 7]}}
    read = reading(json.dumps(page), "HIK.json")
    assert (read.counts.accepted, [error.row for error in read.errors]) == (1, [2])


def test_reading_on_after_a_broken_event_on_the_same_line() -> None:
    good = json.dumps(EVENT)
    read = reading('{"InfoList":[' + good + ',{"major":5,"minor":},' + good + "]}", "HIK.json")
    assert (read.counts.accepted, [error.row for error in read.errors]) == (2, [2])
