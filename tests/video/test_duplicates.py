"""The same footage offered twice is found, whatever it was packed in."""

import pytest

from chalicelib.video.digests import MIN_FRAME, frame_digest
from tests.video import make
from tests.video.offering import judge


def test_the_same_bytes_have_the_same_digest_and_others_have_not(ok):
    assert judge(ok).bytes == judge(bytes(ok)).bytes
    assert judge(ok).bytes != judge(ok + b"\0").bytes
    assert judge(ok).bytes != judge(make.clip(make.lively(2))).bytes


@pytest.mark.parametrize(
    ("container", "options"),
    [("mp4", {}), ("mp4", make.FRAGMENTED), ("mp4", make.INDEX_IN_FRONT), ("mov", {})],
    ids=["mp4", "fragmented", "index in front", "mov"],
)
def test_a_re_muxed_copy_keeps_its_content(ok, container, options):
    copy = judge(make.repacked(ok, container, options))
    assert (copy.content, copy.frames) == (judge(ok).content, judge(ok).frames)
    assert copy.content is not None


def test_a_copy_in_matroska_shares_frames(ok):
    copy = judge(make.repacked(ok, "matroska"))
    assert copy.content is None
    assert len(set(copy.frames) & set(judge(ok).frames)) >= 10


def test_other_footage_shares_nothing(ok):
    other = judge(make.clip(make.lively(2)))
    assert other.content != judge(ok).content
    assert not set(other.frames) & set(judge(ok).frames)


def test_a_different_clock_is_no_different_footage(ok):
    assert judge(make.late(ok, 5)).content == judge(ok).content


@pytest.mark.parametrize(("size", "told"), [(MIN_FRAME - 1, False), (MIN_FRAME, True), (MIN_FRAME + 1, True)])
def test_a_frame_too_small_to_prove_anything_has_no_digest(size, told):
    assert (frame_digest(bytes(size)) is not None) is told
