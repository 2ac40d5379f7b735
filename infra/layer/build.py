"""Builds `build/layer/` once per set of pins, and holds code and layer together under Lambda's limit.

    python -m infra.layer.build [--code DIRECTORY]

The result is what a layer's zip unpacks to: `python/` with av, numpy and onnxruntime, `python/yunet/` with the model.
"""

import argparse
import hashlib
import re
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
    "numpy/core/include",
    "numpy/core/lib",
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


SYSTEM_GLIBC = 26 if sys.version_info < (3, 12) else 34
"""Minor version of the glibc 2.x under Lambda's Python of this version: Amazon Linux 2, then 2023."""

_NEEDS = re.compile(rb"GLIBC_2\.(\d+)")


class TooNew(Exception):
    """A library wants a newer system than Lambda has; names it."""


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
    assert_loads(python)
    model.ensure_model(python / "yunet")
    stamp.write_text(wanted)
    return target


def prune(python: Path) -> None:
    """Takes out what is never opened."""
    for pattern in UNUSED:
        for path in list(python.glob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def assert_loads(python: Path, glibc: int = SYSTEM_GLIBC) -> None:
    """Raises TooNew where a library below `python` asks for more than glibc 2.`glibc`: it loads here, not there."""
    for library in sorted(python.rglob("*.so*")):
        needed = max((int(minor) for minor in _NEEDS.findall(library.read_bytes())), default=0)
        if needed > glibc:
            raise TooNew(f"{library.relative_to(python)} needs glibc 2.{needed}, Lambda has 2.{glibc}")


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
