"""Unions of stretches against a brute-force model that looks at every millisecond."""

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules.covering import Stretch, longest, longest_gap, total, united

STRETCHES = st.lists(st.tuples(st.integers(-20, 60), st.integers(-20, 60)), max_size=8)
WITHIN = st.tuples(st.integers(0, 20), st.integers(20, 45)).filter(lambda pair: pair[0] < pair[1])


def covered(stretches: list[Stretch], within: Stretch) -> list[bool]:
    """For each millisecond of `within`, whether a stretch covers it."""
    return [any(start <= at < end for start, end in stretches) for at in range(*within)]


def runs(seen: list[bool], wanted: bool) -> list[int]:
    """Lengths of the runs of `wanted`."""
    found, length = [], 0
    for each in [*seen, not wanted]:
        if each is wanted:
            length += 1
        elif length:
            found.append(length)
            length = 0
    return found


@given(stretches=STRETCHES, within=WITHIN)
def test_it_is_what_the_milliseconds_say(stretches: list[Stretch], within: Stretch) -> None:
    seen, found = covered(stretches, within), united(stretches, within)
    assert covered(found, within) == seen
    assert [end - start for start, end in found] == runs(seen, True)
    assert total(found) == sum(seen)
    assert longest(found) == max(runs(seen, True), default=0)
    assert longest_gap(stretches, within) == max(runs(seen, False), default=0)


@given(stretches=STRETCHES, within=WITHIN, data=st.data())
def test_order_repeats_and_cuts_do_not_matter(stretches: list[Stretch], within: Stretch, data: st.DataObject) -> None:
    cut = [piece for start, end in stretches for piece in ((start, (start + end) // 2), ((start + end) // 2, end))]
    whole = [each for each in stretches if each[0] < each[1]]
    again = data.draw(st.permutations([*whole, *(p for p in cut if p[0] < p[1])]))
    assert united(again, within) == united(stretches, within)
