"""The layer as one zip: equal files give equal bytes, so that an unchanged layer is not deployed again."""

import hashlib
import zipfile
from pathlib import Path

_EPOCH = (2020, 1, 1, 0, 0, 0)
_FAST = 1
"""Compiled libraries hardly compress further."""


def packed(layer: Path, target: Path) -> str:
    """SHA-256 of the zip at `target`, packed anew where the layer is another one than it holds."""
    stamp, wanted = target.with_suffix(".stamp"), (layer / ".stamp").read_text()
    if not (target.is_file() and stamp.is_file() and stamp.read_text() == wanted):
        stamp.unlink(missing_ok=True)
        _pack(layer, target)
        stamp.write_text(wanted)
    return hashlib.sha256(target.read_bytes()).hexdigest()


def unpacked(archive: Path) -> int:
    """Bytes of all files in a zip, once out of it."""
    with zipfile.ZipFile(archive) as opened:
        return sum(member.file_size for member in opened.infolist())


def _pack(layer: Path, target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_FAST) as archive:
        for path in sorted(layer.rglob("*")):
            if path.is_file() and path.name != ".stamp":
                member = zipfile.ZipInfo(path.relative_to(layer).as_posix(), _EPOCH)
                member.external_attr = (path.stat().st_mode & 0o777) << 16
                archive.writestr(member, path.read_bytes(), zipfile.ZIP_DEFLATED, _FAST)
