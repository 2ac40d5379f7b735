"""Attendance does not depend on how the check-ins were cut into logs, repeated, or in what order they came."""

from itertools import groupby

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.attendance import Attendance, Outcome, UploadedLog
from chalicelib.domain.checkin import CheckIn, Method, merge
from chalicelib.rules.attendance import attend, suspicions
from tests.rules.attendance.course import AS_OF, COURSE, logs, seen

clocks = st.sampled_from(["07:29:59", "07:30:00", "08:30:00", "11:30:01", "13:00:00", "14:00:10", "17:00:00"])
check_ins = st.lists(
    st.one_of(
        st.builds(
            seen,
            st.sampled_from(["ann", "bob", "cai", "eve", None]),
            clocks,
            st.integers(-1, 2),
            on=st.sampled_from(["D1", "D2"]),
            method=st.sampled_from(Method),
        ),
        st.builds(
            lambda clock, number: seen(None, clock, number=number), clocks, st.sampled_from(["12", "0012", "34"])
        ),
    ),
    max_size=25,
)


def derived(attendance: Attendance) -> Attendance:
    """All but which upload held what."""
    return attendance.model_copy(update={"tallies": ()})


def kept(attendance: Attendance) -> dict[Outcome, int]:
    """Records by outcome, repeats aside."""
    ordered = sorted(attendance.tallies, key=lambda tally: tally.outcome)
    counts = {
        outcome: sum(tally.count for tally in tallies)
        for outcome, tallies in groupby(ordered, key=lambda tally: tally.outcome)
    }
    counts.pop(Outcome.DUPLICATE, None)
    return counts


@settings(max_examples=150, deadline=None)
@given(records=check_ins, data=st.data())
def test_any_split_repeat_or_order(records: list[CheckIn], data: st.DataObject) -> None:
    whole = logs(records)
    pieces: list[UploadedLog] = []
    for place, record in enumerate(records):
        for upload in data.draw(st.sets(st.sampled_from(["u1", "u2", "u3"]), min_size=1)):
            pieces += logs([record], f"{upload}-{place}")
    shuffled = data.draw(st.permutations(pieces))
    expected, found = attend(COURSE, whole, AS_OF), attend(COURSE, shuffled, AS_OF)
    assert derived(found) == derived(expected)
    assert kept(found) == kept(expected)
    assert suspicions(COURSE, shuffled) == suspicions(COURSE, whole)


@settings(max_examples=50, deadline=None)
@given(records=check_ins)
def test_merged_logs_say_what_their_parts_say(records: list[CheckIn]) -> None:
    parts = [part for half in (records[::2], records[1::2]) for part in logs(half, f"u{len(half)}")]
    days = {part.log.day for part in parts}
    together = [
        UploadedLog("u", parts[0].arrived, merge(day, [part.log for part in parts if part.log.day == day]))
        for day in days
    ]
    assert derived(attend(COURSE, together, AS_OF)) == derived(attend(COURSE, parts, AS_OF))


@settings(max_examples=50, deadline=None)
@given(records=check_ins)
def test_every_record_is_accounted_for(records: list[CheckIn]) -> None:
    tallies = attend(COURSE, logs(records), AS_OF).tallies
    assert sum(tally.count for tally in tallies) == len(set(records))
