"""What an object's key says about the file under it.

`{kind}/{institution}/{class}/{file}` for the files of a class, with the session before the file for its videos;
`registry/{table}/{file}` for the province's tables.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from chalicelib.domain.registry import Table
from chalicelib.domain.upload import RowError, UploadKind
from chalicelib.intake import credit_code
from chalicelib.intake.codes import Code
from chalicelib.intake.limits import max_bytes

_CLASS = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{3,39}")
FORMATS: dict[UploadKind, tuple[str, ...]] = {
    UploadKind.APPLICATIONS: ("xlsx",),
    UploadKind.ROSTERS: ("xlsx", "csv"),
    UploadKind.CHECKINS: ("csv", "dat", "txt", "json", "jsonl", "ndjson", "xml", "xlsx", "log"),
    UploadKind.ASSESSMENTS: ("xlsx", "csv"),
    UploadKind.SURVEYS: ("xlsx", "csv"),
    UploadKind.REGISTRY: ("xlsx", "csv"),
    UploadKind.VIDEOS: ("mp4", "mov", "mkv"),
}
"""The extensions that each kind accepts; a check-in log may end in .gz besides."""
_DEPTHS = {UploadKind.REGISTRY: 2, UploadKind.VIDEOS: 4}
"""Parts of a key after the kind, where they are not three."""
_PATTERNS = {UploadKind.REGISTRY: "登记表", UploadKind.VIDEOS: "统一社会信用代码/班级编号/课次编号"}
_SESSION_LENGTH = 64


@dataclass(frozen=True)
class Address:
    """A key, taken apart. A class's file has `institution` and `class_id`, a registry file has `table`."""

    kind: UploadKind
    file: str
    extension: str
    institution: str | None = None
    class_id: str | None = None
    table: Table | None = None
    session: str | None = None
    """课次编号, of a video."""


class LayoutError(Exception):
    """The key is outside the layout. `error` goes into the receipt; it does not repeat the key.

    `address` is what the key says all the same, where only the file's format is wrong: whose file it is.
    """

    def __init__(self, code: Code, message: str, address: "Address | None" = None) -> None:
        super().__init__(code.value)
        self.code, self.address = code, address
        self.error = RowError(code=code.value, message=message)


def parse_key(key: str) -> Address:
    """The address that a (decoded) object key gives. Raises LayoutError."""
    head, *rest = key.split("/")
    kind = _member(UploadKind, head, Code.KIND_UNKNOWN, "上传路径的第一段")
    depth = _DEPTHS.get(kind, 3)
    if len(rest) != depth or not all(part.strip() for part in rest):
        raise LayoutError(Code.KEY_LAYOUT, f"上传路径层级不对，应为 {_pattern(kind)}，请按此路径重新上传")
    file = rest[-1]
    extension = _extension(kind, file)
    if kind is UploadKind.REGISTRY:
        address = Address(kind, file, extension, table=_member(Table, rest[0], Code.TABLE_UNKNOWN, "登记表名称"))
    else:
        address = _of_class(kind, rest, extension)
    if extension not in FORMATS[kind]:
        allowed = "或 ".join(f".{one} " for one in FORMATS[kind])
        raise LayoutError(Code.FORMAT_UNSUPPORTED, f"文件格式不支持，请另存为 {allowed}文件后重新上传", address)
    return address


def _of_class(kind: UploadKind, rest: list[str], extension: str) -> Address:
    institution, class_id, *session, file = rest
    return Address(
        kind,
        file,
        extension,
        institution=_institution(institution),
        class_id=_class_id(class_id),
        session=_session(*session) if session else None,
    )


def limit_of(key: str) -> int:
    """Bytes that may come under a key. Raises LayoutError."""
    return max_bytes(parse_key(key).kind)


def _pattern(kind: UploadKind) -> str:
    return f"{kind}/{_PATTERNS.get(kind, '统一社会信用代码/班级编号')}/文件名"


def _member(members: type[StrEnum], text: str, code: Code, what: str) -> Any:
    try:
        return members(text)
    except ValueError:
        allowed = "、".join(members)
        raise LayoutError(code, f"{what}不在规定之内，应为以下之一：{allowed}") from None


def _extension(kind: UploadKind, file: str) -> str:
    """What the file's name ends with; a check-in log may be packed as well."""
    if kind is UploadKind.CHECKINS:
        file = re.sub(r"\.gz$", "", file, flags=re.IGNORECASE)
    return file.rpartition(".")[2].lower() if "." in file else ""


def _institution(text: str) -> str:
    if not credit_code.has_shape(text):
        raise LayoutError(Code.INSTITUTION_CODE, "上传路径中的机构不是18位统一社会信用代码，请核对后重新上传")
    if not credit_code.has_check_digit(text):
        raise LayoutError(
            Code.INSTITUTION_CHECK_DIGIT, "上传路径中的统一社会信用代码校验位不符，请对照营业执照核对后重新上传"
        )
    return text


def _session(text: str) -> str:
    if len(text) > _SESSION_LENGTH:
        raise LayoutError(Code.KEY_LAYOUT, "上传路径中的课次编号过长，请按课程表中的课次编号重新上传")
    return text.strip()


def _class_id(text: str) -> str:
    if not _CLASS.fullmatch(text):
        raise LayoutError(Code.CLASS_ID, "上传路径中的班级编号应为4至40位字母、数字或连字符，且以字母或数字开头")
    return text
