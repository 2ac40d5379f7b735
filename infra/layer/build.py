"""Builds `build/layer/` once per set of pins, and holds code and layer together under Lambda's limit.

    python -m infra.layer.build [--code DIRECTORY]

The result is what a layer's zip unpacks to: `python/` with av, numpy and onnxruntime, `python/yunet/` with the model.
"""

import argparse
import hashlib
import shutil
import subprocess  # runs this interpreter's pip, nothing else
import sys
from pathlib import Path

from infra.layer import model

LIMIT = 262_144_000
"""Bytes, unzipped: a function's code and all its layers together."""

REQUIREMENTS = Path(__file__).with_name("requirements-video.txt")
TARGET = Path("build/layer")

UNUSED = (
    "onnxruntime/capi/libonnxruntime.so.*",  # the Python extension holds the whole runtime a second time
    "onnxruntime/transformers",
    "onnxruntime/quantization",
    "onnxruntime/tools",
    "onnxruntime/datasets",
    "onnxruntime/backend",
    "numpy/**/tests",
    "numpy/_core/include",
    "numpy/_core/lib",
    "numpy/random/lib",
    "numpy/f2py",
    "numpy/**/*.pyi",
    "av/include",
    "av/**/*.pyi",
    "av/**/*.pxd",
    "**/__pycache__",
    "bin",
)
"""What neither decoding nor inference opens."""


class TooLarge(Exception):
    """Code and layer together are over Lambda's limit; says by how much."""


def build(target: Path = TARGET) -> Path:
    """The layer, built unless one of these very pins stands there already."""
    stamp, wanted = target / ".stamp", _fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return target
    shutil.rmtree(target, ignore_errors=True)
    python = target / "python"
    _install(python)
    prune(python)
    model.ensure_model(python / "yunet")
    stamp.write_text(wanted)
    return target


def prune(python: Path) -> None:
    """Takes out what is never opened."""
    for pattern in UNUSED:
        for path in list(python.glob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def size(*folders: Path) -> int:
    """Bytes of all files below `folders`."""
    return sum(path.stat().st_size for folder in folders for path in folder.rglob("*") if path.is_file())


def assert_fits(layer: Path, code: int) -> int:
    """Bytes of layer and `code` together. Raises TooLarge over the limit."""
    total = size(layer) + code
    if total > LIMIT:
        raise TooLarge(f"layer and code are {total} bytes, {total - LIMIT} over Lambda's {LIMIT}")
    return total


def _install(python: Path) -> None:
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile"]
    choice = ["--no-deps", "--require-hashes", "--only-binary=:all:", "--target", str(python)]
    subprocess.run([*command, *choice, "-r", str(REQUIREMENTS)], check=True)  # noqa: S603 - fixed arguments


def _fingerprint() -> str:
    """Changes with the pins, the interpreter (its wheels) and this recipe."""
    recipe = [REQUIREMENTS.read_bytes(), Path(__file__).read_bytes(), Path(model.__file__).read_bytes()]
    return hashlib.sha256(b"\0".join([*recipe, sys.version.encode()])).hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description="build the video layer and hold it under Lambda's limit")
    parser.add_argument("--code", type=Path, help="the unpacked code of the function, counted against the limit")
    arguments = parser.parse_args()
    layer = build()
    total = assert_fits(layer, size(arguments.code) if arguments.code else 0)
    print(f"{layer}: {size(layer):,} bytes; with code {total:,} of {LIMIT:,}")


if __name__ == "__main__":
    main()
