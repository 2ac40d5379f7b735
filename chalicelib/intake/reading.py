"""From an upload's bytes to a Reading, whatever the bytes are."""

import logging
from collections.abc import Callable

from chalicelib.domain.personal import Keyed
from chalicelib.domain.upload import UploadKind
from chalicelib.intake import limits
from chalicelib.intake.codes import Code
from chalicelib.intake.faults import Errors, FileFault
from chalicelib.intake.files import (
    File,
    read_application_file,
    read_assessment_file,
    read_registry_file,
    read_roster_file,
    read_survey_file,
)
from chalicelib.intake.layout import Address
from chalicelib.intake.people import People
from chalicelib.intake.result import Reading, rejected

__all__ = ["Reading", "read"]

_log = logging.getLogger(__name__)
_READERS: dict[UploadKind, Callable[[File], Reading]] = {
    UploadKind.APPLICATIONS: read_application_file,
    UploadKind.ROSTERS: read_roster_file,
    UploadKind.ASSESSMENTS: read_assessment_file,
    UploadKind.SURVEYS: read_survey_file,
    UploadKind.REGISTRY: read_registry_file,
}


def read(address: Address, data: bytes, keyed: Keyed) -> Reading:
    """What the file under `address` says. Total over `data`: a broken file is a rejected Reading.

    Raises only what `keyed` raises: a key service that is away is no fault of the file, and the caller tries again.
    """
    watched = _Watched(keyed)
    errors = Errors()
    try:
        _refuse_size(data)
        return _READERS[address.kind](File(address, data, People(watched), errors))
    except FileFault as fault:
        return rejected(fault, errors)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as fault:  # the spreadsheet reader is native: its panics are no Exception
        if watched.failure:
            raise watched.failure from None
        _log.error("unreadable %s upload: %s", address.kind.value, type(fault).__name__)
        message = "文件无法读取，请用 Excel 或 WPS 打开确认后另存，再重新上传"
        return rejected(FileFault(Code.UNREADABLE, message), errors)


class _Watched:
    """A Keyed that remembers its failure."""

    def __init__(self, keyed: Keyed) -> None:
        self._keyed = keyed
        self.failure: Exception | None = None

    def __call__(self, number: str) -> str:
        try:
            return self._keyed(number)
        except Exception as failure:
            self.failure = failure
            raise


def _refuse_size(data: bytes) -> None:
    if not data:
        raise FileFault(Code.FILE_EMPTY, "文件是空的，请检查后重新上传")
    if len(data) > limits.MAX_BYTES:
        megabytes = limits.MAX_BYTES // (1024 * 1024)
        raise FileFault(Code.FILE_TOO_LARGE, f"文件超过{megabytes} MB，请删除图片等多余内容或拆分后重新上传")
