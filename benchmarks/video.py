"""What judging a recording costs, against downloading and decoding it: bytes, requests, CPU, in one run.

    python -m benchmarks.video [--minutes 45] [--model MODEL]

The recording is 1080p H.264 at 25 pictures a second and about 75 kB/s: one encoded minute, its samples copied. That it
repeats makes the search for loops work hardest. Also prints how many faces of made-up rooms are found, by height.
"""

import argparse
import io
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import av
import numpy as np

from chalicelib.domain.recording import Recording
from chalicelib.video.container import read_contents
from chalicelib.video.digests import bytes_digest
from chalicelib.video.headcount import count_heads, fullest
from chalicelib.video.judging import Viewing, container_facts, judge_recording
from chalicelib.video.ranges import Ranges
from chalicelib.video.yunet import Detector, Face
from infra.layer.build import TARGET
from tests.video.faces import EMPTY, image, room, seated
from tests.video.make import FRAGMENTED, repacked

RATE, GOP, BYTES_A_SECOND = 25, 50, 75_000
FILES = (
    ("index_at_end.mp4", "mp4", None),
    ("fragmented.mp4", "mp4", FRAGMENTED),
    ("matroska.mkv", "matroska", None),
)
LAYER_MODEL = TARGET / "python/yunet/face_detection_yunet_2023mar.onnx"


def minute() -> bytes:
    """One minute of a room in which a few people move, through a camera's noise."""
    target, still = io.BytesIO(), room(30, 48)
    with av.open(target, "w", format="mp4") as output:
        stream: Any = output.add_stream("libx264", rate=RATE)
        stream.width, stream.height, stream.pix_fmt, stream.bit_rate = 1920, 1080, "yuv420p", BYTES_A_SECOND * 8
        stream.codec_context.gop_size = GOP
        stream.codec_context.options = {"preset": "superfast", "maxrate": "700k", "bufsize": "2M", "bf": "0"}
        for number in range(60 * RATE):
            output.mux(stream.encode(_moved(still, number)))
        output.mux(stream.encode(None))
    return target.getvalue()


def _moved(still: Any, number: int) -> Any:
    picture = still.copy()
    left = 200 + number % 1200
    picture[400:600, left : left + 120] = still[100:300, 100:220]
    noise = np.random.default_rng(number % 16).integers(-2, 3, (1080, 1920, 1), dtype=np.int8)
    frame = av.VideoFrame.from_ndarray(np.clip(picture.astype(np.int16) + noise, 0, 255).astype(np.uint8), "rgb24")
    frame.pts = number
    return frame


@contextmanager
def cpu(cost: dict[str, float], name: str) -> Iterator[None]:
    """Seconds of CPU, of this process and those it ran."""
    before = _cpu()
    yield
    cost[name] = _cpu() - before


def _cpu() -> float:
    uses = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in uses)


def decode_all(path: Path) -> int:
    """What someone without this library would do; the number of pictures."""
    with av.open(str(path)) as source:
        source.streams.video[0].thread_type = "AUTO"
        return sum(1 for _ in source.decode(video=0))


def write(path: Path, one: bytes, container: str, options: dict[str, str] | None, minutes: int) -> None:
    """The long recording."""
    path.write_bytes(repacked(one, container, options, times=minutes))


def apart(function: Any, *arguments: Any) -> Any:
    """What `function` returns from a process of its own: what it leaves in memory would burden the next measure."""
    with multiprocessing.get_context("fork").Pool(1) as pool:
        result = pool.apply(function, arguments)
        pool.close()
        pool.join()
        return result


def judge(path: Path, model: Path | None, pictures: bool = True) -> Recording:
    """Judged by range from a file on disk."""
    with path.open("rb") as file:

        def fetch(start: int, end: int) -> bytes:
            file.seek(start)
            return file.read(end - start)

        if pictures:
            return judge_recording(fetch, path.stat().st_size, {}, Viewing(model))
        return container_only(fetch, path.stat().st_size)


def container_only(fetch: Any, size: int) -> Recording:
    """As judge_recording, without a look at any picture."""
    ranges = Ranges(fetch, size)
    digest = bytes_digest(ranges)
    facts = container_facts(read_contents(ranges))
    return Recording(size=size, bytes=digest, bytes_read=ranges.bytes_read, requests=ranges.requests, **facts)


DEPTHS = {
    "container": (False, False),
    "container, black, frozen": (False, True),
    "the same and headcount": (True, True),
}
"""Whether faces are counted, and whether pictures are looked at."""


def compare(path: Path, model: Path) -> None:
    """One file, judged in three depths, against its full decoding."""
    size, cost = path.stat().st_size, dict[str, float]()
    with cpu(cost, "all"):
        count = apart(decode_all, path)
    print(f"{path.name}: {size / 1e6:.0f} MB; decoding all {count:,} pictures: {cost['all']:.1f} s of CPU")
    for name, arguments in DEPTHS.items():
        if not arguments[1] and path.suffix == ".mkv":
            continue  # its container is read by the decoder's library, together with the pictures
        started = time.perf_counter()
        with cpu(cost, name):
            found = judge(path, model if arguments[0] else None, arguments[1])
        spent = time.perf_counter() - started
        print(
            f"  {name:26} {found.bytes_read / 1e6:5.2f} MB = {found.bytes_read / size:6.2%} in {found.requests} reads;",
            f"{cost[name]:6.3f} s of CPU = 1/{cost['all'] / cost[name]:,.0f}; {spent:.2f} s",
        )
    print(f"  headcount {found.pictures.headcount if found.pictures else None}")


def faces(model: Path) -> None:
    """Recall and precision of the headcount on made-up rooms after H.264, by face height."""
    detector = Detector(model)
    print("face height   shown   found   recall   false   precision   judged")
    for height in (8, 10, 12, 14, 16, 20, 24, 32, 48, 64, 96):
        people = min(40, (1920 // (height * 3)) * (1080 // (height * 3)))
        right = seen = sure = 0
        for seed in (1, 2, 3):
            picture, middles = seated(people, height, seed=seed)
            shots = [(0.0, _coded(picture))]
            found = fullest(shots, detector).faces
            right += sum(any(_inside(face, middle, height) for face in found) for middle in middles)
            seen += len(found)
            sure += not count_heads(shots, detector)[0].cannot_judge
        shown = 3 * people
        print(
            f"{height:8} px   {shown:5}   {right:5}   {right / shown:6.1%}   {seen - right:5}   "
            f"{right / max(seen, 1):9.1%}   {sure} of 3"
        )
    for name in EMPTY:
        heads, _ = count_heads([(0.0, _coded(image(name)))], detector)
        print(f"{name}: {heads.best} faces where there are none")


def _inside(face: Face, middle: tuple[float, float], height: int) -> bool:
    """Whether a detection lies on a portrait: no other portrait's middle is nearer than two heights."""
    x, y = face.x + face.width / 2 - middle[0], face.y + face.height / 2 - middle[1]
    return abs(x) < height * 0.8 and abs(y) < height * 0.8


def _coded(picture: Any) -> Any:
    """The picture after it went through H.264 as a camera does."""
    target = io.BytesIO()
    with av.open(target, "w", format="mp4") as output:
        stream: Any = output.add_stream("libx264", rate=1)
        stream.height, stream.width, stream.pix_fmt = picture.shape[0], picture.shape[1], "yuv420p"
        stream.codec_context.options = {"crf": "28", "preset": "superfast"}
        output.mux(stream.encode(av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), "rgb24")))
        output.mux(stream.encode(None))
    with av.open(io.BytesIO(target.getvalue())) as source:
        return next(source.decode(video=0))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=45)
    parser.add_argument("--model", type=Path, default=LAYER_MODEL)
    arguments = parser.parse_args()
    faces(arguments.model)
    with tempfile.TemporaryDirectory() as scratch:
        one = minute()
        for name, container, options in FILES:
            path = Path(scratch) / name
            apart(write, path, one, container, options, arguments.minutes)
            compare(path, arguments.model)
            path.unlink()


if __name__ == "__main__":
    main()
