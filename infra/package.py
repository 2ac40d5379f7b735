"""`python -m infra.package`: the code zip and both templates under build/, made again only when a source changed.

Chalice packages, its template is merged with ours, and SAM's own translator (pinned) expands it here rather than in the
account: what is checked, linted and run locally is, byte for byte, what AWS gets.
"""

import fcntl
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from infra.checks import problems
from infra.data import data_template
from infra.generate import ROOT, stale
from infra.layer.build import TooLarge, TooNew, assert_fits, build
from infra.layer.model import WrongModel
from infra.layer.packing import packed, unpacked

BUILD = ROOT / "build"
MAX_ZIP = 50_000_000
"""Bytes. Lambda's own limit for a zipped package."""
_SOURCES = ("app.py", "requirements.txt", "requirements-dev.txt", "chalicelib", "infra", ".chalice")


class PackageError(Exception):
    """The package cannot be made, or breaks a rule; the message says which."""


@dataclass(frozen=True)
class Package:
    """`sources` and `code` are SHA-256 digests of what it was made from and of the zip; `size` is in bytes."""

    sources: str
    code: str
    size: int
    layer: str
    """SHA-256 of the video layer's zip."""

    @property
    def release(self) -> str:
        return self.sources[:12]

    @property
    def zip(self) -> Path:
        return BUILD / "deployment.zip"

    @property
    def layer_zip(self) -> Path:
        return BUILD / "layer.zip"

    def app_template(self) -> str:
        return (BUILD / "app.json").read_text(encoding="utf-8")

    def data_template(self) -> str:
        return (BUILD / "data.json").read_text(encoding="utf-8")


def package() -> Package:
    """The package of the sources as they are. Raises PackageError."""
    with _alone():
        digest = sources_digest()
        made = _made()
        return made if made and made.sources == digest else _make(digest)


def sources_digest() -> str:
    """SHA-256 over the interpreter's version and every file that goes into, or shapes, the package."""
    digest = hashlib.sha256(f"{sys.version_info[:2]}".encode())
    for path in sorted(path for source in _SOURCES for path in _files(ROOT / source)):
        digest.update(f"\0{path.relative_to(ROOT).as_posix()}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def expand(template: dict[str, Any]) -> dict[str, Any]:
    """Chalice's SAM template -> plain CloudFormation, its code where the parameters CodeBucket and CodeKey say."""
    from samtranslator.translator.transform import transform  # type: ignore[import-untyped]

    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = {"Bucket": {"Ref": "CodeBucket"}, "Key": {"Ref": "CodeKey"}}
    # The translator asks for a region only to guess a partition, which our template never lets it write.
    os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
    expanded: dict[str, Any] = transform(template, {}, SimpleNamespace(load=dict))
    return expanded


def _files(source: Path) -> Iterator[Path]:
    if source.is_file():
        yield source
    for path in source.rglob("*") if source.is_dir() else ():
        if path.is_file() and not {"__pycache__", "deployments", "deployed"} & set(path.parts):
            yield path


def _made() -> Package | None:
    record = BUILD / "package.json"
    return Package(**json.loads(record.read_text())) if record.is_file() else None


def _make(digest: str) -> Package:
    if stale():
        raise PackageError(f"generated files are stale ({stale()[0]}, …); run: python -m infra.generate")
    (BUILD / "package.json").unlink(missing_ok=True)
    _chalice()
    app = expand(json.loads((BUILD / "sam.json").read_text(encoding="utf-8")))
    data = data_template()
    if found := problems(app) + problems(data):
        raise PackageError("\n".join(found))
    for name, template in (("app", app), ("data", data)):
        (BUILD / f"{name}.json").write_text(json.dumps(template, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    code = (BUILD / "deployment.zip").read_bytes()
    if len(code) >= MAX_ZIP:
        raise PackageError(f"the zip is {len(code)} bytes; Lambda takes fewer than {MAX_ZIP}")
    layer = _layer(BUILD / "deployment.zip")
    made = Package(digest, hashlib.sha256(code).hexdigest(), len(code), layer)
    (BUILD / "package.json").write_text(json.dumps(asdict(made)) + "\n")
    return made


def _layer(code: Path) -> str:
    """Builds and packs the video layer where its pins changed, and holds it and the code under Lambda's limit."""
    try:
        layer = build(BUILD / "layer")
        assert_fits(layer, unpacked(code))
    except (TooLarge, TooNew, WrongModel, subprocess.CalledProcessError) as error:
        raise PackageError(f"the video layer cannot be made: {error}") from error
    return packed(layer, BUILD / "layer.zip")


def _chalice() -> None:
    # No stage: the same template serves all, and its parameters say which it is.
    chalice = str(Path(sys.executable).with_name("chalice"))
    command = [chalice, "package", "--merge-template", "infra/merge.json", str(BUILD)]
    environment = {"AWS_DEFAULT_REGION": "us-east-1", **os.environ, **_wheels()}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise PackageError(f"chalice package failed:\n{done.stdout}{done.stderr}")


def _wheels() -> dict[str, str]:
    """Where pip finds the libraries without a network, if `make env` laid them up."""
    wheels = Path(sys.prefix) / "wheels"
    return {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels)} if wheels.is_dir() else {}


@contextmanager
def _alone() -> Iterator[None]:
    """Two stacks may be brought up at once; one packages, the other waits and finds it done."""
    BUILD.mkdir(exist_ok=True)
    with (BUILD / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main() -> int:
    try:
        made = package()
    except PackageError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"build/deployment.zip  {made.size / 1e6:.1f} MB  release {made.release}")
    print(f"build/layer.zip       {made.layer_zip.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
