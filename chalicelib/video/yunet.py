"""YuNet, a small face detector (MIT), through onnxruntime."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Image = NDArray[np.uint8]
    Floats = NDArray[np.float32]

MODEL = Path("yunet/face_detection_yunet_2023mar.onnx")
SCORE = 0.6
"""Least score of a face."""
OVERLAP = 0.3
"""Two boxes that share more of their union are one face."""
_STRIDES = (8, 16, 32)
_FIXED = b"\x0a\x03\x08\x80\x05\x0a\x03\x08\x80\x05"
_FREE = b"\x0a\x03\x12\x01h\x0a\x03\x12\x01w"
"""The model's declared input, 640 × 640, and the same with free sizes (equally long, so the rest stays valid)."""


class NoModel(Exception):
    """The model is not on the path, or is another one: the layer was built or attached wrongly."""


@dataclass(frozen=True)
class Face:
    """A box in pixels of the image, and a score 0..1."""

    x: float
    y: float
    width: float
    height: float
    score: float


def layer_model() -> Path:
    """The model where the layer puts it. Raises NoModel."""
    for folder in sys.path:
        candidate = Path(folder) / MODEL
        if candidate.is_file():
            return candidate
    raise NoModel(f"{MODEL} is nowhere on the path")


class Detector:
    """One loaded model; loading takes 20 ms."""

    def __init__(self, model: Path) -> None:
        import onnxruntime

        data = model.read_bytes()
        if data.count(_FIXED) != 1:
            raise NoModel(f"{model.name} does not declare the input that it should")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 4  # it warns at each run that the outputs' sizes are free, too
        free = data.replace(_FIXED, _FREE)
        self._session: Any = onnxruntime.InferenceSession(free, options, providers=["CPUExecutionProvider"])

    def faces(self, image: "Image") -> list[Face]:
        """Faces in a BGR image, best first."""
        import numpy as np

        height, width = image.shape[:2]
        padded = np.zeros((1, 3, -(-height // 32) * 32, -(-width // 32) * 32), dtype=np.float32)
        padded[0, :, :height, :width] = image.transpose(2, 0, 1)
        outputs = dict(
            zip((o.name for o in self._session.get_outputs()), self._session.run(None, {"input": padded}), strict=True)
        )
        rows = np.concatenate([_boxes(outputs, stride, padded.shape[3] // stride) for stride in _STRIDES])
        return distinct([Face(*map(float, row)) for row in rows])


def _boxes(outputs: "dict[str, Floats]", stride: int, columns: int) -> "Floats":
    """Rows of x, y, width, height, score of one feature map, those that pass the score."""
    import numpy as np

    seen, there = outputs[f"cls_{stride}"][0, :, 0], outputs[f"obj_{stride}"][0, :, 0]
    scores = np.sqrt(np.clip(seen, 0, 1) * np.clip(there, 0, 1))
    index = np.flatnonzero(scores >= SCORE)
    offset = outputs[f"bbox_{stride}"][0, index]
    centre = (np.stack([index % columns, index // columns], axis=1) + offset[:, :2]) * stride
    extent = np.exp(np.minimum(offset[:, 2:], 10)) * stride
    return np.concatenate([centre - extent / 2, extent, scores[index, None]], axis=1)


def distinct(faces: list[Face]) -> list[Face]:
    """Best first, without those that overlap a better one."""
    kept: list[Face] = []
    for face in sorted(faces, key=lambda face: -face.score):
        if all(_overlap(face, other) <= OVERLAP for other in kept):
            kept.append(face)
    return kept


def _overlap(a: Face, b: Face) -> float:
    """Intersection over union."""
    if a.x >= b.x + b.width or b.x >= a.x + a.width:
        return 0.0  # most pairs, in a row of people
    width = min(a.x + a.width, b.x + b.width) - max(a.x, b.x)
    height = min(a.y + a.height, b.y + b.height) - max(a.y, b.y)
    if height <= 0:
        return 0.0
    shared = width * height
    return shared / (a.width * a.height + b.width * b.height - shared)
