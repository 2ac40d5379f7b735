"""The one place where AWS clients are made: AWS itself, or an emulator through localstack-client."""

import os
from typing import Any
from urllib.parse import urlsplit

import boto3
import localstack_client.session
from botocore.config import Config

LOCAL_REGION = "us-east-1"


class ClientsError(Exception):
    """The environment contradicts the endpoint that was asked for."""


class Clients:
    """Clients of one endpoint and one region.

    endpoint: an emulator's address (`http://host:port`), or None for AWS and the caller's own credentials and region.
    """

    def __init__(self, endpoint: str | None = None, region: str | None = None) -> None:
        self.endpoint = endpoint.rstrip("/") if endpoint else None
        self._session: Any = _emulator(self.endpoint, region) if self.endpoint else boto3.Session(region_name=region)
        self.region: str = self._session.region_name or ""
        if not self.region:
            raise ClientsError("no AWS region: set AWS_REGION, or a profile that has one")
        self._made: dict[str, Any] = {}

    def __call__(self, service: str) -> Any:
        """The client of `service`, made once."""
        if service not in self._made:
            # Path addressing, for bucket names need not resolve; and presigned GETs need Signature Version 4.
            config = Config(s3={"addressing_style": "path"}, signature_version="s3v4") if service == "s3" else Config()
            self._made[service] = self._session.client(service, config=config)
        return self._made[service]

    def account(self) -> str:
        return str(self("sts").get_caller_identity()["Account"])


def _emulator(endpoint: str, region: str | None) -> Any:
    host = urlsplit(endpoint).netloc
    elsewhere = os.environ.get("AWS_ENDPOINT_URL", "")
    # localstack-client would silently prefer it, and one stack's deployment would land in another.
    if elsewhere and elsewhere.rstrip("/") != endpoint:
        raise ClientsError(f"AWS_ENDPOINT_URL is {elsewhere}, but {endpoint} was asked for: unset it")
    return localstack_client.session.Session(
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106 - what emulators expect
        localstack_host=host,
        region_name=region or LOCAL_REGION,
    )
