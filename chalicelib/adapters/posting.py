"""Forms with which a browser puts one file straight into the upload bucket."""

from collections.abc import Callable, Mapping
from typing import Any

SECONDS = 900
_TYPES = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/"),
    "csv": ("text/csv", "text/"),
    "txt": ("text/plain", "text/"),
    "xml": ("text/xml", "text/"),
    "json": ("application/json", "application/"),
    "gz": ("application/gzip", "application/"),
    "mp4": ("video/mp4", "video/"),
    "mov": ("video/quicktime", "video/"),
    "mkv": ("video/x-matroska", "video/"),
}
_OTHERWISE = ("application/octet-stream", "application/")


class Posting:
    """Presigned POSTs: one key, one kind of content, as many bytes as the kind may have, 15 minutes.

    An empty file may come: its receipt says what is wrong with it.
    """

    def __init__(self, bucket: str, s3: Callable[[], Any], limit: Callable[[str], int]) -> None:
        """`limit` gives the bytes that may come under a key."""
        self._bucket, self._s3, self._limit = bucket, s3, limit

    def form(self, key: str, metadata: Mapping[str, str] | None = None) -> tuple[str, dict[str, str]]:
        """Where to post and the fields to send before the file. The key names the file's format.

        `metadata` become the object's.
        """
        said = {f"x-amz-meta-{name}": text for name, text in (metadata or {}).items()}
        kind, beginning = _TYPES.get(key.rpartition(".")[2].lower(), _OTHERWISE)
        form = self._s3().generate_presigned_post(
            Bucket=self._bucket,
            Key=key,
            Fields={"Content-Type": kind, **said},
            Conditions=[
                ["content-length-range", 0, self._limit(key)],
                ["starts-with", "$Content-Type", beginning],
                *({name: text} for name, text in said.items()),
            ],
            ExpiresIn=SECONDS,
        )
        return form["url"], form["fields"]
