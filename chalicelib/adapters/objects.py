"""The upload bucket."""

import shutil
import tempfile
from collections.abc import Callable
from typing import Any, BinaryIO, cast

from chalicelib.domain.upload import ObjectGone

_IN_MEMORY, _PIECE = 8 * 2**20, 2**20


class Objects:
    """Reads uploaded files, one version each."""

    def __init__(self, bucket: str, s3: Callable[[], Any]) -> None:
        self._bucket, self._s3 = bucket, s3

    def read(self, key: str, version_id: str, limit: int) -> bytes | None:
        """The bytes of one version; None where there are more than `limit`. Raises ObjectGone where there is none."""
        answer = self._get(key, version_id)
        if answer["ContentLength"] > limit:
            answer["Body"].close()
            return None
        data: bytes = answer["Body"].read()
        return data

    def open(self, key: str, version_id: str, limit: int) -> tuple[BinaryIO, dict[str, str]] | None:
        """One version as a seekable stream, to be closed, and its metadata; None where it has more than `limit` bytes.

        What exceeds a few megabytes lies on disk. Raises ObjectGone.
        """
        answer = self._get(key, version_id)
        if answer["ContentLength"] > limit:
            answer["Body"].close()
            return None
        stream = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the caller closes it
        shutil.copyfileobj(answer["Body"], stream, _PIECE)
        stream.seek(0)
        return cast("BinaryIO", stream), answer.get("Metadata", {})

    def _get(self, key: str, version_id: str) -> dict[str, Any]:
        from botocore.exceptions import ClientError

        asked = {"Bucket": self._bucket, "Key": key}
        if version_id:
            asked["VersionId"] = version_id
        try:
            answer: dict[str, Any] = self._s3().get_object(**asked)
        except ClientError as error:
            if error.response["Error"]["Code"] in ("NoSuchKey", "NoSuchVersion", "404"):
                raise ObjectGone from error
            raise
        return answer
