"""What ZKTeco's two shapes of an attendance log have in common: their lines and their methods.

USB export: PIN, time, deviceID, status, verify, workcode. ADMS push body: PIN, time, status, verify, workcode, and
fields that stay reserved: no device.
"""

import re
from enum import IntEnum

from chalicelib.domain.checkin import Method
from chalicelib.intake.devices.source import Source

_LINE = re.compile(r" *[^\t\n]{1,32}\t\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\t[^\n]*")
_LOOKED_AT = 50
_USB_FIELDS = 6
_STATUSES = frozenset(("0", "1", "2", "3", "4", "5", "255"))
METHODS = {"15": Method.FACE}


class Field(IntEnum):
    """Fields that stand at the same place in both shapes."""

    PIN = 0
    TIME = 1


def is_usb(source: Source) -> bool | None:
    """True for the USB export, False for the push body, None for neither.

    A line of six fields can be either. Then the fourth decides: in the export it is a status, which is never 15 or
    25; in the push body it is how the person was verified. Where that is silent, only the export pads the PIN, ends
    lines with CR LF and is named attlog.
    """
    lines = [line.split("\t") for line in source.head.split("\n")[:_LOOKED_AT] if _LINE.fullmatch(line)]
    if not lines:
        return None
    if any(len(fields) != _USB_FIELDS for fields in lines):
        return False
    if any(fields[3].strip() not in _STATUSES for fields in lines):
        return False
    if any(fields[4].strip() == "15" for fields in lines):
        return True
    padded = any(fields[Field.PIN].startswith(" ") for fields in lines)
    return padded or b"\r\n" in source.head_bytes or "attlog" in source.name.lower()


def method(verify: str) -> Method:
    """15 is face; 1 fingerprint, 2 password, 3 card, 25 palm and any other are kept and not counted."""
    return METHODS.get(verify.strip(), Method.OTHER)
