"""What every sample says: the table that a new family adds its line to."""

from typing import NamedTuple

from chalicelib.domain.checkin import Method

FACE, FAILED, OTHER = Method.FACE, Method.FAILED, Method.OTHER
DAY = 1_772_380_800
"""2026-03-02 00:00:00 in Asia/Shanghai."""


def at(clock: str) -> int:
    hour, minute, second = map(int, clock.split(":"))
    return DAY + hour * 3_600 + minute * 60 + second


class Sample(NamedTuple):
    """`records` are (device, person or number, method, time of 2026-03-02), each once; `bad` (row, code)."""

    file: str
    family: str
    records: set[tuple[str, str | None, Method, int]]
    duplicates: int = 0
    asides: int = 0
    bad: tuple[tuple[int, str], ...] = ()
    rejected: int = 0


CORPUS = (
    Sample(
        "canonical_bom.csv",
        "canonical_csv",
        {
            ("FACE-001", "hash-123X", FACE, at("8:01:05")),
            ("FACE-001", "000123", FACE, at("8:01:00")),
            ("FACE-001", "000124", FACE, at("8:01:09")),
        },
        duplicates=1,
    ),
    Sample(
        "canonical_gb18030.csv",
        "canonical_csv",
        {("FACE-001", "hash-123X", FACE, at("8:01:05"))},
        bad=(
            (3, "similarity"),
            (4, "identity_as_number"),
            (5, "moment"),
            (7, "value_missing"),
            (8, "device_missing"),
            (9, "log_row_shape"),
        ),
        rejected=5,
    ),
    Sample(
        "3_attlog.dat",
        "zkteco_usb",
        {
            ("3", "12", FACE, at("8:01:05")),
            ("3", "100234", FACE, at("8:01:09")),
            ("3", "12", OTHER, at("11:58:40")),
        },
    ),
    Sample(
        "3_attlog_bw.dat",
        "zkteco_usb",
        {("3", "12", FACE, at("8:01:05")), ("3", "100234", OTHER, at("8:01:09"))},
        asides=2,
        bad=((4, "log_row_shape"), (5, "moment")),
        rejected=2,
    ),
    Sample(
        "adms_attlog_body.txt",
        "zkteco_adms",
        {
            ("adms", "12", FACE, at("8:01:05")),
            ("adms", "100234", FACE, at("8:01:09")),
            ("adms", "12", OTHER, at("11:58:40")),
        },
    ),
    Sample(
        "CKJH203060001_attlog.txt",
        "zkteco_adms",
        {
            ("CKJH203060001", "12", FACE, at("8:01:05")),
            ("CKJH203060001", "000100234", FACE, at("6:01:09")),
            ("CKJH203060001", "13", OTHER, at("8:02:00")),
        },
        duplicates=1,
    ),
    Sample(
        "hik_acsevent_search.json",
        "hikvision_pull",
        {
            ("hik", "000123", FACE, at("8:01:05")),
            ("hik", None, FAILED, at("8:01:20")),
            ("hik", "000124", FACE, at("11:58:40")),
        },
    ),
    Sample(
        "HIK-7_20260302.jsonl",
        "hikvision_pull",
        {
            ("HIK-7", "000123", FACE, at("8:01:05")),
            ("HIK-7", "000124", FACE, at("8:01:09")),
            ("HIK-7", None, FAILED, at("8:01:20")),
            ("HIK-7", "000125", OTHER, at("8:01:30")),
            ("HIK-7", "000126", OTHER, at("8:01:40")),
        },
        duplicates=1,
        asides=2,
        bad=((4, "log_row_shape"),),
        rejected=1,
    ),
    Sample(
        "HIK-8_events.json",
        "hikvision_push",
        {("HIK-8", "000123", FACE, at("8:01:05")), ("HIK-8", None, FAILED, at("8:01:20"))},
        asides=3,
    ),
    Sample(
        "HIK-9_events.xml",
        "hikvision_push_xml",
        {("HIK-9", "000123", FACE, at("8:01:05")), ("HIK-9", "000124", OTHER, at("8:01:09"))},
        asides=1,
        bad=((4, "log_row_shape"),),
        rejected=1,
    ),
    Sample(
        "hik_original_records_gbk.csv",
        "hikvision_csv",
        {
            ("教室A", "000123", OTHER, at("8:01:05")),
            ("教室A", "000124", OTHER, at("8:01:09")),
            ("教室A", "000123", OTHER, at("11:58:40")),
        },
    ),
    Sample(
        "dahua_recordfinder.txt",
        "dahua_recordfinder",
        {
            ("dahua", "000123", FACE, at("8:01:05")),
            ("dahua", None, FAILED, at("8:01:20")),
            ("dahua", "000123", FACE, at("11:58:40")),
        },
        asides=1,
    ),
    Sample(
        "dingtalk_raw.xlsx",
        "phone_workbook",
        {
            ("人脸机-01", "000123", OTHER, at("8:01:00")),
            ("dingtalk_raw", "000124", OTHER, at("8:41:00")),
            ("dingtalk_raw", "000123", OTHER, at("24:10:00")),
        },
    ),
)
