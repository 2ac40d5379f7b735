import numpy as np
import pytest

from chalicelib.video.pictures import COLUMNS, ROWS, black_share, frozen_share, is_black, is_still
from tests.video import make
from tests.video.offering import judge

BLOCKS = ROWS * COLUMNS


def grid(value: int, changed: int = 0, to: int = 0):
    blocks = np.full(BLOCKS, value, dtype=np.int16)
    blocks[:changed] = to
    return blocks.reshape(ROWS, COLUMNS)


@pytest.mark.parametrize(("value", "black"), [(16, True), (31, True), (32, False), (33, False)])
def test_a_picture_is_black_below_a_brightness(value, black):
    assert is_black(grid(value)) is black


@pytest.mark.parametrize(("lit", "black"), [(0, True), (46, True), (47, False)])
def test_a_burnt_in_clock_does_not_light_a_black_picture(lit, black):
    assert is_black(grid(16, changed=lit, to=235)) is black


@pytest.mark.parametrize(("step", "still"), [(7, True), (8, False), (9, False)])
def test_noise_is_no_movement(step, still):
    assert is_still(grid(100), grid(100, changed=200, to=100 + step)) is still


@pytest.mark.parametrize(("changed", "still"), [(0, True), (11, True), (12, False)])
def test_a_burnt_in_clock_is_no_movement(changed, still):
    assert is_still(grid(100), grid(100, changed=changed, to=200)) is still


def test_shares():
    dark, light, other = grid(16), grid(100), grid(150)
    assert black_share([dark, dark, light, other]) == 0.5
    assert frozen_share([light, light, light, other]) == pytest.approx(2 / 3)
    assert frozen_share([dark, dark, light, light]) == 0.5
    assert (black_share([]), frozen_share([]), frozen_share([light])) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("picture", "black", "frozen"),
    [(make.lively(), 0.0, 0.0), (make.black, 1.0, 0.0), (make.frozen, 0.0, 1.0)],
    ids=["lively", "black", "frozen"],
)
def test_whole_recordings(picture, black, frozen):
    found = judge(make.clip(picture, seconds=24)).pictures
    assert found is not None
    assert (found.frames, found.black_share, found.frozen_share) == (20, black, frozen)


def test_a_camera_that_hangs_half_way_is_frozen_for_half():
    living = make.lively()
    found = judge(make.clip(lambda number: living(min(number, 150)), seconds=30)).pictures
    assert found is not None
    assert found.frozen_share == pytest.approx(0.5, abs=0.1)
