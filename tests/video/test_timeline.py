import pytest

from chalicelib.video.samples import Run
from chalicelib.video.timeline import Edit, covered, lay_out, merged


@pytest.mark.parametrize(
    ("delta", "stretches"),
    [
        (1999, [(0.0, 13.959)]),
        (2000, [(0.0, 13.96)]),
        (2001, [(0.0, 10.0), (11.961, 13.961)]),
    ],
)
def test_a_picture_stands_two_seconds_at_most(delta, stretches):
    # 249 pictures of 40 ms, one of `delta`, 50 more: the hole begins where the long one should have ended.
    first = Run(0, 249, 40)
    long = Run(first.end, 1, delta)
    found = covered([first, long, Run(long.end, 50, 40)], 1000)
    assert [(round(a, 3), round(b, 3)) for a, b in found] == stretches


def test_a_last_picture_of_an_hour_covers_no_hour():
    assert covered([Run(0, 100, 40), Run(4000, 1, 3_600_000)], 1000) == [(0.0, 4.04)]


def test_one_picture_a_second_is_a_recording_and_one_in_three_is_none():
    assert covered([Run(0, 60, 1000)], 1000) == [(0.0, 60.0)]
    assert covered([Run(0, 60, 3000)], 1000) == [(0.0, 0.0)]


def test_without_edits_the_first_picture_is_the_start():
    found = lay_out([(1000.0, 1010.0), (1020.0, 1030.0)], 1030.0, [])
    assert (found.duration, found.covered) == (30.0, ((0.0, 10.0), (20.0, 30.0)))


def test_an_empty_edit_is_a_hole_before_the_pictures():
    found = lay_out([(0.0, 10.0)], 10.0, [Edit(5.0, None), Edit(10.0, 0.0)])
    assert (found.duration, found.covered, found.repeated) == (15.0, ((5.0, 15.0),), 0.0)


def test_an_edit_list_that_shows_a_part_again_is_repeated():
    found = lay_out([(0.0, 10.0)], 10.0, [Edit(10.0, 0.0), Edit(10.0, 0.0), Edit(10.0, 0.0), Edit(10.0, 0.0)])
    assert (found.duration, found.covered, found.repeated) == (40.0, ((0.0, 40.0),), 0.75)


@pytest.mark.parametrize("rate", [0.0, 0.5, 2.0])
def test_a_dwelling_or_slowed_edit_covers_nothing(rate):
    found = lay_out([(0.0, 10.0)], 10.0, [Edit(10.0, 0.0), Edit(60.0, 9.0, rate)])
    assert (found.duration, found.covered) == (70.0, ((0.0, 10.0),))


def test_an_edit_that_claims_more_than_there_is_covers_what_there_is():
    found = lay_out([(0.0, 10.0)], 10.0, [Edit(3600.0, 0.0)])
    assert (found.duration, found.covered) == (3600.0, ((0.0, 10.0),))


def test_overlapping_stretches_are_counted_once():
    assert merged([(5.0, 20.0), (0.0, 10.0), (30.0, 31.0)]) == [(0.0, 20.0), (30.0, 31.0)]
