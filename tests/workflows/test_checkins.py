"""Check-in logs from the bucket to the verdict, in every order in which they and the rest may come."""

import datetime
import gzip
import random
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.domain.attendance import Attendance, Outcome, Reason
from chalicelib.domain.decision import Action
from chalicelib.domain.finding import ClassStatus, Standing, Verdict
from chalicelib.domain.registry import Table
from chalicelib.domain.upload import UploadKind, UploadStatus
from tests import builders
from tests.workflows.course import (
    CLASS,
    DAYS,
    INSTITUTION,
    LAST,
    OPENING,
    PEOPLE,
    REVIEWER,
    decide,
    files,
    film,
    key,
    log,
    of_rule,
    on,
    opened,
)
from tests.workflows.world import World

ALL = range(1, PEOPLE + 1)
ONE_DAY = datetime.timedelta(days=1)
RECORDED_UNTIL = LAST + datetime.timedelta(days=31)
"""From this day on a session without its recording cancels."""
AWAITED = {"PRC-02", "PRC-03", "PRC-08", "PRC-10", "ASM-05"}
"""What a class that was taught still lacks: recordings, a survey, checks on site, an assessment."""


def attendance(world: World) -> Attendance:
    found = world.verdict(CLASS).attendance
    assert found is not None
    return found


def test_a_class_is_taught_by_everybody_on_every_day(world: World) -> None:
    opened(world)
    receipt = log(world, "log.csv", builders.checkin_csv(ALL, DAYS))
    assert receipt.status is UploadStatus.ACCEPTED
    assert receipt.counts.accepted == 200
    assert receipt.log is not None
    assert (receipt.log.family, receipt.log.methods, receipt.log.duplicates, receipt.log.days) == (
        "canonical_csv",
        {"face": 200},
        0,
        10,
    )
    verdict = world.verdict(CLASS)
    assert [finding.message for finding in verdict.findings if finding.rule not in AWAITED] == []
    assert verdict.status is world.head(CLASS).status is ClassStatus.TAUGHT
    assert verdict.enrolled == PEOPLE
    assert attendance(world).average == PEOPLE
    assert {e.event for e in world.ledger(CLASS)} == {"facts_replaced", "status", "decided", "log_added"}


@pytest.mark.parametrize(
    ("today", "status"),
    [
        (OPENING - ONE_DAY, "approved"),
        (OPENING, "training"),
        (LAST, "training"),
        (LAST + ONE_DAY, "taught"),
    ],
)
def test_the_day_moves_a_class_on(world: World, today: datetime.date, status: str) -> None:
    opened(world, today)
    assert world.head(CLASS).status == status
    again = world.verdict(CLASS).look_again
    assert again is not None
    assert today < again
    assert (again == RECORDED_UNTIL) is (today > LAST)


def test_the_nightly_judge_walks_the_whole_course(world: World) -> None:
    opened(world, OPENING - ONE_DAY)
    seen, due = [], world.verdict(CLASS).look_again
    while due:
        assert world.verdicts.due(due) == [CLASS]
        world.now = on(due)
        world.judge(CLASS, world.now)
        seen.append(world.head(CLASS).status)
        due = world.verdict(CLASS).look_again
    assert list(dict.fromkeys(seen)) == [ClassStatus.TRAINING, ClassStatus.TAUGHT, ClassStatus.CANCELLED]
    assert world.verdict(CLASS).cancelled_on == RECORDED_UNTIL  # nobody filmed it


def test_before_the_approval_the_course_rules_say_nothing(world: World) -> None:
    world.now = on(LAST + ONE_DAY)
    for at, (name, data) in enumerate(files().items()):
        world.upload(name, data, at)
    log(world, "log.csv", builders.checkin_csv([1, 999], [OPENING]))
    assert world.verdict(CLASS).status is ClassStatus.SCREENED
    assert {finding.rule for finding in world.verdict(CLASS).findings} <= AWAITED
    assert attendance(world).checked_in["S01"] == 1


def test_who_is_absent_on_the_opening_day_is_not_enrolled_and_free_for_another_class(world: World) -> None:
    opened(world)
    log(world, "log.csv", builders.checkin_csv(range(1, 19), DAYS))
    verdict = world.verdict(CLASS)
    ghosts = {world.keyed(builders.identity(n)) for n in (19, 20)}
    assert {f.subject.id for f in of_rule(world, "OPN-09")} == ghosts == set(verdict.absent)
    assert {p for p, s in verdict.standings.items() if s is Standing.EXCLUDED} == ghosts
    assert verdict.enrolled == 18
    assert set(world.people.holds([CLASS])[CLASS].absent) == ghosts
    other = "ZZ-2024-002"
    items = builders.application_items(拟开班时间=datetime.date(2024, 3, 18), 拟培训人数=2)
    book = builders.application_workbook(
        items, builders.sessions(first=datetime.date(2024, 3, 18)), roster=builders.trainees(2, 18)
    )
    world.upload(key("申请.xlsx", "applications", other), book, 200)
    held = {f.subject.id for f in of_rule(world, "TRN-03", other)}
    assert held == {world.keyed(builders.identity(18))}
    # A late log shows that number 19 was there after all: the other class hears of it.
    log(world, "late.csv", builders.checkin_csv([19], DAYS), 300)
    assert {f.subject.id for f in of_rule(world, "TRN-03", other)} == held | {world.keyed(builders.identity(19))}


def test_records_that_do_not_count_are_told_with_numbers(world: World) -> None:
    opened(world)
    good = log(world, "log.csv", builders.checkin_csv(ALL, DAYS))
    bad = log(world, "bad.csv", builders.checkin_csv([*range(900, 930)], DAYS[:2], device="FACE-001"), 101)
    log(world, "stranger.csv", builders.checkin_csv(ALL, DAYS[:1], device="ELSEWHERE"), 102)
    log(world, "twin.csv", builders.checkin_csv(ALL, DAYS), 103)
    found = {f.evidence["outcome"]: f for f in of_rule(world, "PRC-01") if "outcome" in f.evidence}
    assert {name: f.evidence["actual"] for name, f in found.items()} == {
        "unknown_person": 60,
        "unregistered_device": 20,
        "duplicate": 200,
    }
    assert found["unknown_person"].evidence["upload"] == bad.id
    assert len(found["unknown_person"].evidence["examples"]) == 5
    assert found["unknown_person"].effect == "warn"
    tallies = {(t.upload, t.outcome): t.count for t in attendance(world).tallies}
    assert tallies[good.id, Outcome.ACCEPTED] == 200


def test_logs_wait_for_the_roster_and_a_correction_counts_who_was_unknown(world: World) -> None:
    world.now = on(LAST + ONE_DAY)
    log(world, "log.csv", builders.checkin_csv(ALL, DAYS), 0)
    assert world.head(CLASS).status is ClassStatus.DRAFT
    short = files() | {key("名册.xlsx", "rosters"): builders.roster_workbook(builders.trainees(19))}
    for at, (name, data) in enumerate(short.items(), 1):
        world.upload(name, data, at)
    decide(world, Action.APPROVE, date=OPENING)
    assert [f.evidence["outcome"] for f in of_rule(world, "PRC-01")] == ["unknown_person"]
    world.upload(key("名册.xlsx", "rosters"), builders.roster_workbook(builders.trainees(20)), 50)
    assert of_rule(world, "PRC-01") == []
    assert attendance(world).average == PEOPLE


def test_only_the_same_key_replaces(world: World) -> None:
    opened(world)
    first, second = builders.checkin_csv(ALL, DAYS[:5]), builders.checkin_csv(ALL, DAYS[5:])
    log(world, "log.csv", first, 100)
    log(world, "more.csv", second, 101)
    assert attendance(world).average == PEOPLE
    again = log(world, "log.csv", first, 102)
    assert again.unchanged
    assert len(world.evidence.pointers(CLASS, UploadKind.CHECKINS)) == 2
    log(world, "log.csv", second, 103)
    assert attendance(world).checked_in["S01"] == 0
    # Older bytes under a key after a correction are a correction.
    log(world, "log.csv", first, 104)
    assert attendance(world).average == PEOPLE


def test_the_latest_of_a_key_wins_whoever_is_read_first(world: World) -> None:
    opened(world)
    world.ingest(late := world.store(key("log.csv"), builders.checkin_csv(ALL, DAYS), 101), world.now)
    early = world.ingest(world.store(key("log.csv"), builders.checkin_csv([1], DAYS), 100), world.now)
    world.settle()
    assert early.superseded
    assert attendance(world).average == PEOPLE
    assert world.ingest(late, world.now).id == late.id


def test_broken_logs_have_receipts_and_change_nothing(world: World) -> None:
    opened(world)
    before = world.head(CLASS)
    for file, data in {"a.csv": b"", "b.dat": b"\x00\xff" * 50, "c.json": b"{", "d.csv.gz": b"\x1f\x8b\x08"}.items():
        assert log(world, file, data).status is UploadStatus.REJECTED
    assert world.upload(f"checkins/{INSTITUTION}/{CLASS}/x.exe", b"?").errors[0].code == "format_unsupported"
    assert world.head(CLASS) == before
    assert log(world, "ok.csv.gz", gzip.compress(builders.checkin_csv(ALL, DAYS))).status is UploadStatus.ACCEPTED
    assert attendance(world).average == PEOPLE


def test_another_institutions_log_is_refused(world: World) -> None:
    opened(world)
    foreign = world.upload(f"checkins/{builders.credit_code(2)}/{CLASS}/log.csv", builders.checkin_csv(ALL, DAYS), 9)
    assert foreign.errors[0].code == "class_taken"
    assert len(world.evidence.pointers(CLASS, UploadKind.CHECKINS)) == 0


def test_a_withdrawn_log_does_not_count_until_other_bytes_come(world: World) -> None:
    opened(world)
    receipt = log(world, "log.csv", builders.checkin_csv(ALL, DAYS))
    decide(world, Action.WITHDRAW_LOG, REVIEWER, subject=receipt.id)
    assert attendance(world).checked_in["S01"] == 0
    assert {f.evidence["missing"][0] for f in of_rule(world, "OPN-09")} == {"checkins"}  # type: ignore[index]
    log(world, "log.csv", builders.checkin_csv(ALL, DAYS), 101)
    assert attendance(world).checked_in["S01"] == 0
    log(world, "log.csv", builders.checkin_csv(ALL, DAYS, clock="08:06:00"), 102)
    assert attendance(world).average == PEOPLE


def test_devices_that_are_registered_later_count_then(world: World) -> None:
    world.now = on(LAST + ONE_DAY)
    kept = {name: data for name, data in files().items() if "devices" not in name}
    for at, (name, data) in enumerate(kept.items()):
        world.upload(name, data, at)
    decide(world, Action.APPROVE, date=OPENING)
    log(world, "log.csv", builders.checkin_csv(ALL, DAYS))
    (finding,) = of_rule(world, "PRC-01")
    assert finding.evidence["missing"] == ["devices"]
    assert set(world.verdict(CLASS).standings.values()) == {Standing.UNDETERMINED}
    rows = builders.device_rows(INSTITUTION, 停用日期=DAYS[4])
    world.upload("registry/devices/设备.csv", builders.registry_csv(Table.DEVICES, rows), 200)
    assert attendance(world).checked_in == {f"S{n:02}": PEOPLE if n <= 5 else 0 for n in range(1, 11)}
    assert set(world.verdict(CLASS).standings.values()) == {Standing.EXCLUDED}
    world.upload("registry/devices/设备.csv", files()["registry/devices/设备.csv"], 201)
    assert attendance(world).average == PEOPLE
    assert {finding.rule for finding in world.verdict(CLASS).findings} <= AWAITED
    assert set(world.verdict(CLASS).standings.values()) == {Standing.UNDETERMINED}  # nobody has a certificate yet


def test_a_device_that_another_institution_registered_too_is_suspected(world: World) -> None:
    opened(world)
    log(world, "log.csv", builders.checkin_csv(ALL, DAYS))
    assert of_rule(world, "PRC-01") == []
    other = builders.device_rows(builders.credit_code(2), 启用日期=datetime.date(2024, 2, 1))
    world.upload("registry/devices/他.csv", builders.registry_csv(Table.DEVICES, other), 200)
    (finding,) = of_rule(world, "PRC-01")
    assert finding.evidence["suspicion"] == "shared_device"
    assert builders.credit_code(2) not in finding.model_dump_json()


def test_maintenance_and_a_self_made_recording_stand_for_check_ins(world: World) -> None:
    opened(world)
    log(world, "log.csv", builders.checkin_csv(ALL, DAYS[1:]))
    assert of_rule(world, "OPN-09")
    film(world, "S01", device="PHONE")
    assert of_rule(world, "OPN-09")
    window = {"开始时间": "2024-03-04 08:00:00", "结束时间": "2024-03-04 12:00:00", "说明": "升级"}
    world.upload("registry/maintenance/公告.csv", builders.registry_csv(Table.MAINTENANCE, [window]), 200)
    assert {finding.rule for finding in world.verdict(CLASS).findings} <= AWAITED
    row = next(iter(attendance(world).matrix.values()))
    assert row["S01"].reason is Reason.MAINTENANCE
    decide(world, Action.REJECT_RECORDING, REVIEWER, subject="S01")
    assert of_rule(world, "OPN-09")


@given(seed=st.integers(0, 2**32))
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_split_repeat_and_order_of_logs_gives_the_same_verdict(new_world: Callable[[], World], seed: int) -> None:
    def told(verdict: Verdict) -> dict[str, object]:
        """All but which upload held what."""
        assert verdict.attendance is not None
        findings = [f for f in verdict.findings if f.rule != "PRC-01"]
        return {
            "attendance": verdict.attendance.model_copy(update={"tallies": ()}),
            "standings": sorted(verdict.standings.items()),
            "status": verdict.status,
            "findings": [f.model_dump_json() for f in findings],
        }

    chance = random.Random(seed)
    lines = builders.checkin_csv(range(1, 19), DAYS[:8]).decode("utf-8-sig").splitlines()
    whole = new_world()
    opened(whole)
    log(whole, "whole.csv", "\r\n".join(lines).encode())
    pieces: list[list[str]] = [[] for _ in range(chance.randint(2, 4))]
    for line in lines[1:]:
        for piece in chance.sample(pieces, chance.choice([1, 1, 2])):
            piece.append(line)
    pieces = [chance.sample(piece, len(piece)) for piece in pieces if piece]
    split = new_world()
    split.seal, split.keyed = whole.seal, whole.keyed
    split.now = whole.now
    steps = list(files().items())
    steps += [(key(f"{n}.csv"), "\r\n".join([lines[0], *piece]).encode()) for n, piece in enumerate(pieces)]
    steps += chance.sample(steps[-len(pieces) :], 1)
    chance.shuffle(steps)
    for at, (name, data) in enumerate(steps):
        arrival = split.store(name, data, at)
        for _ in range(chance.choice([1, 2])):
            split.ingest(arrival, split.now)
        if chance.random() < 0.5:
            split.settle()
    split.settle()
    decide(split, Action.APPROVE, date=OPENING - datetime.timedelta(days=4))
    assert told(split.verdict(CLASS)) == told(whole.verdict(CLASS))
    split.ledger(CLASS)
