"""Video files, read by range and locked by version; the frames taken out of them lie in the reports bucket."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from email.header import decode_header, make_header
from typing import Any

from chalicelib.domain.upload import ObjectGone

STILL_SECONDS = 300
"""How long the link to a frame is good."""
_GONE = ("NoSuchKey", "NoSuchVersion", "404", "MethodNotAllowed")


class Videos:
    """`uploads` and `reports` are bucket names."""

    def __init__(self, uploads: str, reports: str, s3: Callable[[], Any]) -> None:
        self._uploads, self._reports, self._s3 = uploads, reports, s3

    def lock(self, key: str, version_id: str, until: datetime) -> None:
        """Nobody, whatever their rights, deletes this version before `until` (PRC-05). Raises ObjectGone."""
        retention = {"Mode": "COMPLIANCE", "RetainUntilDate": until}
        with _missing():
            self._s3().put_object_retention(**self._version(key, version_id), Retention=retention)

    def describe(self, key: str, version_id: str) -> tuple[int, dict[str, str]]:
        """Size in bytes and metadata by lower-case name. Raises ObjectGone."""
        with _missing():
            answer = self._s3().head_object(**self._version(key, version_id))
        metadata: dict[str, str] = answer.get("Metadata", {})
        return int(answer["ContentLength"]), {name.lower(): _plain(text) for name, text in metadata.items()}

    def fetch(self, key: str, version_id: str, start: int, end: int) -> bytes:
        """Bytes [start, end). Raises ObjectGone."""
        with _missing():
            answer = self._s3().get_object(**self._version(key, version_id), Range=f"bytes={start}-{end - 1}")
        data: bytes = answer["Body"].read()
        return data

    def keep_still(self, key: str, picture: bytes) -> None:
        """Store a frame (JPEG)."""
        self._s3().put_object(Bucket=self._reports, Key=key, Body=picture, ContentType="image/jpeg")

    def still_link(self, key: str) -> str:
        """A link to a frame, good for `STILL_SECONDS`."""
        asked = {"Bucket": self._reports, "Key": key}
        link: str = self._s3().generate_presigned_url("get_object", Params=asked, ExpiresIn=STILL_SECONDS)
        return link

    def _version(self, key: str, version_id: str) -> dict[str, str]:
        return {"Bucket": self._uploads, "Key": key} | ({"VersionId": version_id} if version_id else {})


def _plain(text: str) -> str:
    """S3 gives back what is not ASCII as encoded words (RFC 2047)."""
    return str(make_header(decode_header(text)))


@contextmanager
def _missing() -> Iterator[None]:
    from botocore.exceptions import ClientError

    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] in _GONE:
            raise ObjectGone from error
        raise
