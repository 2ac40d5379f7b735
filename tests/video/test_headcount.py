import io

import av
import numpy as np
import pytest

from chalicelib.video.headcount import LEAST_FACE, Look, _upper, count_heads
from chalicelib.video.yunet import MODEL, Detector, Face, NoModel, distinct, layer_model
from tests.video import make
from tests.video.faces import EMPTY, image, room
from tests.video.offering import judge


@pytest.fixture(scope="module")
def detector(model):
    return Detector(model)


def frame(picture):
    return av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")


def test_counts_the_faces_of_a_room_and_says_how_large_they_are(detector):
    heads, best = count_heads([(5.0, frame(room(30, 48)))], detector)
    assert (heads.best, heads.frames, heads.at, heads.cannot_judge) == (30, 1, 5.0, False)
    assert heads.median_face_height == pytest.approx(48, rel=0.1)
    assert (heads.confidence or 0) > 0.8
    assert best is not None


@pytest.mark.parametrize("face", [18, 24, 30])
def test_small_faces_are_found_enlarged(detector, face):
    heads, _ = count_heads([(0.0, frame(room(40, face)))], detector)
    assert (37 <= heads.best <= 41, heads.cannot_judge) == (True, False)


@pytest.mark.parametrize(("face", "cannot"), [(12, True), (20, False)])
def test_faces_below_the_size_that_the_detector_holds_are_not_judged(detector, face, cannot):
    heads, _ = count_heads([(0.0, frame(room(20, face)))], detector)
    assert heads.cannot_judge is cannot
    assert (heads.median_face_height or 0) < LEAST_FACE or not cannot


@pytest.mark.parametrize("name", EMPTY)
def test_sees_no_face_where_there_is_none_and_leaves_it_to_a_person(detector, name):
    heads, _ = count_heads([(0.0, frame(image(name)))], detector)
    assert (heads.best, heads.median_face_height, heads.confidence, heads.cannot_judge) == (0, None, None, True)


def test_without_frames_nothing_can_be_judged(detector):
    heads, best = count_heads([], detector)
    assert (heads.best, heads.frames, heads.cannot_judge, best) == (0, 0, True, None)


@pytest.mark.parametrize(("frames", "counts"), [(1, 20), (9, 20), (10, 19), (20, 18)])
def test_the_count_is_the_upper_quantile_of_the_frames(frames, counts):
    looks = [Look(float(i), None, [Face(0, 0, 1, 1, 1)] * (20 - i)) for i in range(frames)]
    assert len(_upper(looks).faces) == counts


def test_small_faces_of_a_long_recording_are_counted_enlarged(detector):
    shots = [(float(number), frame(room(30, 20, seed=number))) for number in range(20)]
    heads, _ = count_heads(shots, detector)
    assert (28 <= heads.best <= 31, heads.frames, heads.cannot_judge) == (True, 20, False)


def test_of_two_boxes_on_one_face_the_better_stays():
    one, same, other = Face(0, 0, 10, 10, 0.7), Face(1, 1, 10, 10, 0.9), Face(20, 0, 10, 10, 0.8)
    assert distinct([one, same, other]) == [same, other]


def test_a_whole_recording_is_counted_and_its_best_frame_kept(model):
    kept: list[bytes] = []
    still = room(6, 40, 640, 480)
    data = make.clip(lambda number: np.roll(still, number, axis=1), seconds=12)
    found = judge(data, model=model, keep=kept.append).pictures
    assert found is not None
    assert found.headcount is not None
    assert found.headcount.best in (5, 6)
    with av.open(io.BytesIO(kept[0])) as picture:
        assert (picture.streams.video[0].width, picture.streams.video[0].height) == (640, 480)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_telephones_turned_picture_is_put_upright(model, turns):
    lying = np.rot90(room(6, 40, 640, 480), turns)
    data = make.turned(make.clip(lambda number: lying, seconds=2), turns)
    found = judge(data, model=model).pictures
    assert found is not None
    assert found.headcount is not None
    assert found.headcount.best == 6


def test_without_a_model_there_is_no_headcount(ok):
    found = judge(ok).pictures
    assert found is not None
    assert found.headcount is None


def test_the_model_is_looked_for_on_the_path(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.path", [str(tmp_path)])
    with pytest.raises(NoModel):
        layer_model()
    (tmp_path / MODEL).parent.mkdir()
    (tmp_path / MODEL).write_bytes(b"weights")
    assert layer_model() == tmp_path / MODEL


def test_another_model_is_refused(tmp_path):
    other = tmp_path / "other.onnx"
    other.write_bytes(b"weights")
    with pytest.raises(NoModel):
        Detector(other)
