"""The device that a file's name speaks of, for families whose records do not say."""

import re

_EXTENSION = re.compile(r"\.(?:dat|txt|json|jsonl|ndjson|csv|xml|xlsx|log)$", re.IGNORECASE)
_SERIAL = re.compile(r"(?:^|[?&_])SN=([\w-]+?)(?=$|[&_.])", re.IGNORECASE)
_TAIL = re.compile(r"_(?:attlog|adms|acsevent|events?|recordfinder|\d{8}|\d{4}-\d{2}-\d{2}).*$", re.IGNORECASE)


def device_in_name(name: str) -> str | None:
    """`3_attlog.dat` → `3`, `CKJH2030_20260302.txt` → `CKJH2030`, `SN=CKJH2030&table=ATTLOG.txt` → `CKJH2030`.

    A name without such a tail is the device's number as a whole: `CKJH2030.json` → `CKJH2030`.
    """
    stem = _EXTENSION.sub("", name.rsplit("/", 1)[-1].strip())
    if serial := _SERIAL.search(stem):
        return serial[1]
    return _TAIL.sub("", stem).strip() or None
