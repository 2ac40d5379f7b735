"""One lazy client a service and process."""

from functools import cache
from typing import Any


@cache
def client(service: str) -> Any:
    """A boto3 client with short timeouts and standard retries; the endpoint comes from the environment."""
    import boto3
    from botocore.config import Config

    config = Config(
        connect_timeout=3,
        read_timeout=20,
        retries={"mode": "standard", "max_attempts": 5},
        signature_version="s3v4" if service == "s3" else None,
    )
    return boto3.client(service, config=config)  # type: ignore[call-overload]
