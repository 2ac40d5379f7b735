"""The upload bucket."""

from collections.abc import Callable
from typing import Any

from chalicelib.domain.upload import ObjectGone


class Objects:
    """Reads uploaded files, one version each."""

    def __init__(self, bucket: str, s3: Callable[[], Any]) -> None:
        self._bucket, self._s3 = bucket, s3

    def read(self, key: str, version_id: str, limit: int) -> bytes | None:
        """The bytes of one version; None where there are more than `limit`. Raises ObjectGone where there is none."""
        from botocore.exceptions import ClientError

        asked = {"Bucket": self._bucket, "Key": key}
        if version_id:
            asked["VersionId"] = version_id
        try:
            answer = self._s3().get_object(**asked)
        except ClientError as error:
            if error.response["Error"]["Code"] in ("NoSuchKey", "NoSuchVersion", "404"):
                raise ObjectGone from error
            raise
        if answer["ContentLength"] > limit:
            answer["Body"].close()
            return None
        data: bytes = answer["Body"].read()
        return data
