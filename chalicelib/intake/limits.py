"""How large an honest file is. Beyond it a file is refused before it can cost memory."""

from chalicelib.domain.upload import UploadKind

MAX_BYTES = 20 * 1024 * 1024
"""Of an upload."""
LOG_BYTES = 200 * 1024 * 1024
"""Of a check-in log, as it came; how far it may unpack stands in `devices.limits`."""
MAX_UNPACKED = 192 * 1024 * 1024
"""Bytes of a workbook's XML, all parts together, as really unpacked."""
MAX_RATIO = 100
"""Unpacked to packed, once a workbook unpacks to more than `RATIO_FREE` bytes; sheets of text reach 10 to 40."""
RATIO_FREE = 16 * 1024 * 1024
MAX_PARTS = 2000
"""Members of a workbook's archive."""
MAX_AREA = 10_000_000
"""Cells of the rectangle from A1 to a sheet's last cell: the spreadsheet reader keeps all of them, filled or not."""
MAX_COLUMNS = 500
"""Filled cells of a header."""
HEADER_WITHIN = 20
"""Rows among which the header is looked for."""
MAX_ERRORS = 10_000
"""Errors that a receipt lists."""


VIDEO_BYTES = 5 * 1024**3
"""Of a video: what S3 takes in one form."""
_BYTES = {UploadKind.CHECKINS: LOG_BYTES, UploadKind.VIDEOS: VIDEO_BYTES}


def max_bytes(kind: UploadKind) -> int:
    """Bytes that an upload of the kind may have."""
    return _BYTES.get(kind, MAX_BYTES)


def max_rows(kind: UploadKind) -> int:
    """Data rows that one sheet of the kind may have."""
    return 500_000 if kind is UploadKind.REGISTRY else 10_000
