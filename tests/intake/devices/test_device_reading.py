"""What holds for logs of any family: encodings, devices, bounds, counts."""

import datetime
import gzip
import io
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.checkin import Method, decode, encode, merge
from chalicelib.domain.upload import UploadStatus
from chalicelib.intake.devices import limits, read_log
from chalicelib.intake.devices.families import canonical_csv
from chalicelib.intake.devices.record import Item, Record
from chalicelib.intake.devices.source import Source
from tests.intake.devices.corpus import CORPUS, Sample, at
from tests.intake.devices.logs import SAMPLES, keyed, reading, records

HEADER = "设备编号,人员标识,签到时间\n"
LINE = "D1,12,2026-03-02 08:01:05\n"
ADMS = "12\t2026-03-02 08:01:05\t0\t15\t0\t0\t0\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding: str) -> None:
    assert reading((HEADER + LINE).encode(encoding)).counts.accepted == 1


def test_gb18030_after_a_long_plain_beginning_is_read_anew() -> None:
    plain = "".join(f"D1,{n},2026-03-02 08:01:05,\n" for n in range(9_000))
    data = ("设备编号,人员标识,签到时间,备注\n" + plain + "D1,x,2026-03-02 08:01:05,教室\n").encode("gb18030")
    assert reading(data).counts.accepted == 9_001


def test_a_broken_byte_costs_its_row_only() -> None:
    data = (HEADER + LINE).encode() + b"D1,1\xff2,2026-03-02 08:01:06\n"
    read = reading(data)
    assert read.counts.accepted == 1
    assert [(error.row, error.code) for error in read.errors] == [(3, "person_text")]


def test_unknown_and_missing_columns_are_reported() -> None:
    read = reading("姓名," + HEADER + "某," + LINE)
    assert (read.ignored_columns, read.missing_columns) == (("姓名",), ("相似度",))


def test_a_quoted_cell_ends_with_its_line() -> None:
    read = reading(HEADER + '"D1","12",2026-03-02 08:01:05\n"D1,13,2026-03-02 08:01:06\n' + LINE)
    assert read.counts.accepted == 2
    assert [(error.row, error.code) for error in read.errors] == [(3, "log_row_shape")]


@pytest.mark.parametrize(
    ("written", "who"),
    [
        (" 0012 ", "0012"),
        ("'0012", "0012"),
        ('="0012"', "0012"),
        ("００１２", "0012"),
        ("41010519900101123x", "hash-123X"),
        ("'41010519900101123X", "hash-123X"),
        ("410105900101123", "410105900101123"),
    ],
)
def test_numbers_keep_their_zeros_and_identities_become_hashes(written: str, who: str) -> None:
    ((_, found, _, _),) = records(reading(f"{HEADER}D1,{written},2026-03-02 08:01:05\n"))
    assert found == who


def test_a_person_is_hashed_once_however_often_seen() -> None:
    asked: list[str] = []

    def keyed(number: str) -> str:
        asked.append(number)
        return "hash"

    line = "D1,410105199001011234,2026-03-02 08:01:{:02}\n"
    read_log(_stream(HEADER + "".join(line.format(n) for n in range(60))), "x.csv", keyed)
    assert asked == ["410105199001011234"]


def test_two_spellings_of_a_person_fold_together() -> None:
    line = "D1,{},2026-03-02 08:01:05\n"
    read = reading(HEADER + line.format("41010519900101123x") + line.format("41010519900101123X"))
    assert (read.counts.accepted, read.duplicates, len(records(read))) == (2, 1, 1)


def test_a_day_begins_at_midnight_in_shanghai() -> None:
    read = reading(HEADER + "D1,12,2026-03-01T16:00:00Z\nD1,12,2026-03-01T15:59:59Z\n")
    assert list(read.days) == [datetime.date(2026, 3, 1), datetime.date(2026, 3, 2)]
    assert read.first is not None
    assert read.last is not None
    assert (read.first.isoformat(), read.last.isoformat()) == ("2026-03-01T23:59:59+08:00", "2026-03-02T00:00:00+08:00")


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "x.csv", "file_empty"),
        (gzip.compress(b""), "x.csv.gz", "file_empty"),
        (gzip.compress((HEADER + LINE).encode())[:-9], "x.csv.gz", "file_damaged"),
        (b"\x1f\x8b garbage", "x.csv.gz", "file_damaged"),
        (gzip.compress(gzip.compress((HEADER + LINE).encode())), "x.gz", "log_family_unknown"),
        (b"hello", "x.csv", "log_family_unknown"),
        (HEADER.encode(), "x.csv", "no_rows"),
        (HEADER.encode() + b"D1,12,soon\n", "x.csv", "every_row_bad"),
        (HEADER.encode() + b"x" * (limits.LINE_CHARACTERS + 1), "x.csv", "line_too_long"),
    ],
)
def test_a_file_of_no_use_is_refused_with_its_reason(data: bytes, name: str, code: str) -> None:
    read = reading(data, name)
    assert read.status is UploadStatus.REJECTED
    assert read.errors[0].code == code
    assert not read.days


@pytest.mark.parametrize(
    ("limit", "value", "rows", "code"),
    [
        ("ROWS", 3, 3, None),
        ("ROWS", 3, 4, "too_many_rows"),
        ("MARKS", 3, 3, None),
        ("MARKS", 3, 4, "too_many_people"),
        ("DAYS", 3, 3, None),
        ("DAYS", 3, 4, "too_many_days"),
    ],
)
def test_bounds(monkeypatch: pytest.MonkeyPatch, limit: str, value: int, rows: int, code: str | None) -> None:
    monkeypatch.setattr(limits, limit, value)
    read = reading(HEADER + "".join(f"D1,{n},2026-03-{n + 1:02} 08:00:00\n" for n in range(rows)))
    assert (read.errors[0].code if read.errors else None) == code


def test_a_gzip_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UNPACKED_BYTES", 2**20)
    bomb = gzip.compress((HEADER + LINE * 100_000).encode())
    assert len(bomb) < 20_000
    assert reading(bomb, "x.csv.gz").errors[0].code == "file_inflates"


def test_errors_are_listed_up_to_a_limit_and_counted_beyond(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LISTED_ERRORS", 2)
    read = reading(HEADER + LINE + "D1,12,soon\n" * 3)
    assert [error.code for error in read.errors] == ["moment", "moment", "more_errors"]
    assert "3" in read.errors[-1].message
    assert (read.counts.rejected, read.status) == (3, UploadStatus.ACCEPTED_WITH_ERRORS)


@pytest.mark.parametrize("sample", CORPUS, ids=lambda sample: sample.file)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_fuzz_each_family(sample: Sample, data: st.DataObject) -> None:
    """A sample with pieces cut out, repeated, or overwritten by any bytes still gives a result."""
    whole = (SAMPLES / sample.file).read_bytes()
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    broken = (
        whole[:start]
        + data.draw(st.binary(max_size=40))
        + whole[start:end] * data.draw(st.integers(0, 3))
        + whole[end:]
    )
    read = reading(broken, sample.file)
    assert read.counts.rows == read.counts.accepted + read.counts.rejected + read.asides
    assert sum(len(log) for log in read.days.values()) == read.counts.accepted - read.duplicates
    assert (read.status is UploadStatus.REJECTED) == (not read.days)
    assert all(decode(encode(log)) == log for log in read.days.values())


rows = st.lists(
    st.tuples(st.sampled_from(["D1", "D2"]), st.sampled_from(["12", "0012", "41010519900101123x"]), st.integers(0, 30)),
    min_size=1,
    max_size=30,
)


@settings(max_examples=60, deadline=None)
@given(rows=rows, data=st.data())
def test_cut_repeated_and_shuffled_logs_fold_to_the_same_days(
    rows: list[tuple[str, str, int]], data: st.DataObject
) -> None:
    lines = [f"{device},{who},2026-03-{1 + n % 3:02} 08:00:{n:02}\n" for device, who, n in rows]
    sent = data.draw(st.permutations(lines + data.draw(st.lists(st.sampled_from(lines)))))
    cut = data.draw(st.integers(0, len(sent)))
    parts = [reading(HEADER + "".join(part)) for part in (sent[:cut], sent[cut:]) if part]
    days = {day for part in parts for day in part.days}
    merged = {day: merge(day, [part.days[day] for part in parts if day in part.days]) for day in days}
    whole = reading(HEADER + "".join(lines))
    assert merged == whole.days
    assert whole.duplicates == len(lines) - len(set(lines))


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=200), gz=st.booleans())
def test_fuzz_any_bytes(data: bytes, gz: bool) -> None:
    read = reading(gzip.compress(data) if gz else data, "x.txt")
    assert read.status in UploadStatus


def test_methods_are_counted_with_their_repeats() -> None:
    read = reading(ADMS + ADMS + ADMS.replace("\t15\t", "\t2\t"), "D1.txt")
    assert read.methods == {Method.FACE: 2, Method.FAILED: 0, Method.OTHER: 1}
    assert records(read)[0] == ("D1", "12", Method.FACE, at("8:01:05"))


def test_a_reader_that_breaks_refuses_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(source: Source) -> Iterator[Item]:
        yield Record(2, "D1", "12", at("8:01:05"), Method.FACE)
        raise KeyError("defect")

    monkeypatch.setattr(canonical_csv, "read", broken)
    read = reading(HEADER + LINE)
    assert (read.errors[0].code, read.days) == ("unreadable", {})


def test_a_failing_hash_is_not_the_files_fault() -> None:
    def failing(number: str) -> str:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        read_log(_stream(HEADER + "D1,410105199001011234,2026-03-02 08:01:05\n"), "x.csv", failing)


def test_the_stream_stays_open() -> None:
    stream = _stream(HEADER + LINE)
    assert read_log(stream, "x.csv", keyed) == read_log(stream, "x.csv", keyed)
    assert not stream.closed


def _stream(text: str) -> io.BytesIO:
    return io.BytesIO(text.encode())
