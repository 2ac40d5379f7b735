"""The zip archive that an xlsx is: checked, and packed anew, before a spreadsheet reader sees it.

An archive can lie: a few kilobytes that declare little and unpack to gigabytes, or two directories of which two
readers see a different one. So every XML part is unpacked here against a limit that counts real bytes, and the
reader gets an archive of exactly those bytes.
"""

import io
import re
import struct
import zipfile
import zlib

from chalicelib.intake import limits
from chalicelib.intake.codes import Code
from chalicelib.intake.faults import FileFault

_MAGIC = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOK = "xl/workbook.xml"
_LOCAL_HEADER = 30
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]*)(\d+)["']""")
_ROW = re.compile(rb"<(?:[\w.-]+:)?row(?=[\s/>])")
_CELL = re.compile(rb"<(?:[\w.-]+:)?c(?=[\s/>])")
_DAMAGED = "文件损坏或不完整，请用 Excel 或 WPS 打开确认后另存为 .xlsx 重新上传"


def trusted(data: bytes) -> bytes:
    """The workbook of `data` with its XML parts only, stored. Raises FileFault."""
    _require_zip(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _packed(_parts(data, archive))
    except (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, UnicodeDecodeError, ValueError):
        raise FileFault(Code.FILE_DAMAGED, _DAMAGED) from None


def _require_zip(data: bytes) -> None:
    if data.startswith(_MAGIC):
        return
    if data.startswith(_OLD_EXCEL):
        raise FileFault(
            Code.FORMAT_MISMATCH,
            "文件是旧版 .xls 或设有打开密码，请取消密码并另存为 .xlsx 后重新上传（不要只改扩展名）",
        )
    if data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise FileFault(Code.FORMAT_MISMATCH, "文件实际是网页，请用 Excel 或 WPS 打开后另存为 .xlsx 重新上传")
    raise FileFault(Code.FORMAT_MISMATCH, "文件不是 .xlsx 工作簿，请用 Excel 或 WPS 另存为 .xlsx 后重新上传")


def _parts(data: bytes, archive: zipfile.ZipFile) -> dict[str, bytes]:
    members = archive.infolist()
    names = [member.filename for member in members]
    if len(names) > limits.MAX_PARTS or len(set(names)) != len(names):
        raise FileFault(Code.FILE_DAMAGED, _DAMAGED)
    if _WORKBOOK not in names:
        raise FileFault(Code.FORMAT_MISMATCH, "文件不是 .xlsx 工作簿，请用 Excel 或 WPS 另存为 .xlsx 后重新上传")
    room = _room(len(data))
    parts = {}
    for member in members:
        if member.filename.endswith((".xml", ".rels")):
            parts[member.filename] = _unpacked(data, member, room)
            room -= len(parts[member.filename])
            _require_area(parts[member.filename])
    return parts


def _room(packed: int) -> int:
    return min(limits.MAX_UNPACKED, max(limits.RATIO_FREE, packed * limits.MAX_RATIO))


def _unpacked(data: bytes, member: zipfile.ZipInfo, room: int) -> bytes:
    """One part, never more than `room` bytes, whatever its header declares."""
    name, extra = struct.unpack_from("<HH", data, member.header_offset + 26)
    start = member.header_offset + _LOCAL_HEADER + name + extra
    packed = data[start : start + member.compress_size]
    if member.flag_bits & 1 or member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile
    part = packed if member.compress_type == zipfile.ZIP_STORED else _inflated(packed, room)
    if len(part) > room:
        raise FileFault(Code.FILE_INFLATES, "文件解压后过大，请删除多余内容，只保留表格数据后重新上传")
    if zlib.crc32(part) != member.CRC:
        raise zipfile.BadZipFile
    return part


def _inflated(packed: bytes, room: int) -> bytes:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    part = inflater.decompress(packed, room + 1)
    if not inflater.eof and len(part) <= room:
        raise zipfile.BadZipFile
    return part


def _require_area(part: bytes) -> None:
    """Refuse a sheet whose far corner would make the reader ask for more memory than there is: it aborts then.

    Never too small: a cell or row that does not say where it is comes after all the others.
    """
    references = _REFERENCE.findall(part)
    rows = max((int(digits) for digits in {digits for _, digits in references}), default=0)
    columns = max((_column(letters) for letters in {letters for letters, _ in references}), default=0)
    row_tags, cell_tags = len(_ROW.findall(part)), len(_CELL.findall(part))
    if row_tags + cell_tags > len(references):
        rows += row_tags
        columns += max(len(_CELL.findall(row)) for row in _ROW.split(part))
    if rows * columns > limits.MAX_AREA:
        message = "工作表使用范围过大，请删除数据区以外的行和列（含空格、格式）后重新上传"
        raise FileFault(Code.SHEET_TOO_LARGE, message)


def _column(letters: bytes) -> int:
    """`A` is 1, `XFD` 16384, no letters 0; more than a sheet can have is too many."""
    if len(letters) > 3:
        return limits.MAX_AREA + 1
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _packed(parts: dict[str, bytes]) -> bytes:
    clean = io.BytesIO()
    with zipfile.ZipFile(clean, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return clean.getvalue()
