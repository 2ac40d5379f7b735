import random

import pytest

from chalicelib.video.loops import WINDOW, loop_share


def camera(count: int, seed: int = 1) -> list[int]:
    """Sizes as a camera writes them: a large picture every 50, small ones that vary between."""
    rng = random.Random(seed)
    return [int(rng.gauss(90_000 if index % 50 == 0 else 2_000, 300)) for index in range(count)]


def test_a_camera_does_not_repeat_itself():
    assert loop_share(camera(20_000)) == 0.0


@pytest.mark.parametrize(("times", "share"), [(2, 1 / 2), (3, 2 / 3), (10, 9 / 10)])
def test_a_stream_copied_loop_is_told_by_its_share(times, share):
    assert loop_share(camera(3000) * times) == pytest.approx(share)


def test_a_part_that_is_shown_again_later_is_found():
    footage = camera(3000)
    assert loop_share(footage + footage[1000:1600]) == pytest.approx(600 / 3600)


@pytest.mark.parametrize(("length", "share"), [(WINDOW - 1, 0.0), (WINDOW, WINDOW), (WINDOW + 1, WINDOW + 1)])
def test_a_repeat_counts_from_a_window_on(length, share):
    footage = camera(3000)
    found = loop_share(footage + camera(100, seed=2) + footage[1000 : 1000 + length])
    assert found == pytest.approx(share / (3100 + length))


@pytest.mark.parametrize("still", [[36], [36, 35], [4000, *[36, 35, 34] * 16]])
def test_a_still_picture_is_no_loop(still):
    assert loop_share(still * 3000) == 0.0


@pytest.mark.parametrize("count", [0, 1, WINDOW, 2 * WINDOW - 1])
def test_too_few_samples_prove_nothing(count):
    assert loop_share(camera(WINDOW)[:count] * 1) == 0.0
