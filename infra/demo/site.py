"""A running stack as its users reach it: an upload bucket, and an API that wants to know who asks."""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from chalicelib.domain.region import PROVINCE as WHOLE
from chalicelib.domain.region import Region
from infra.clients import Clients
from infra.issuer import Person
from infra.samples.sample import PROVINCE, SampleFile
from infra.stack import Description, LocalStack

TIMEOUT, ATTEMPTS = 30, 4
"""Seconds that one call may take, and how often it is tried."""


class ApiError(Exception):
    """The API answered otherwise than it must; the message says to what, and with what."""


@dataclass(frozen=True)
class Site:
    """A local stack that is up."""

    stack: LocalStack
    description: Description

    @cached_property
    def clients(self) -> Clients:
        return self.stack.clients

    @property
    def api_url(self) -> str:
        return str(self.description["api_url"])

    def put(self, file: SampleFile) -> str:
        """Upload a file; its version."""
        bucket = self.description["uploads_bucket"]
        return str(self.clients("s3").put_object(Bucket=bucket, Key=file.key, Body=file.data)["VersionId"])

    def uploader(self, file: SampleFile) -> "Caller":
        """Who uploaded it: the institution, or the province."""
        if file.uploader == PROVINCE:
            return self.province()
        return self._caller(Person("jiaowu", "institution", WHOLE, institution=file.uploader))

    def reviewer(self, region: Region) -> "Caller":
        """A reviewer of the human-resources department of a region."""
        return self._caller(Person("wang", "hr_reviewer", region))

    def province(self) -> "Caller":
        return self._caller(Person("sheng", "province", WHOLE))

    def _caller(self, person: Person) -> "Caller":
        return Caller(self.api_url, self.stack.token(person))


@dataclass(frozen=True)
class Caller:
    """Somebody with a token."""

    api_url: str
    token: str

    def get(self, path: str, **query: str) -> dict[str, Any] | None:
        """What the API answers; None for 404. Raises ApiError when it refuses, or stays busy."""
        url = f"{self.api_url}{path}" + (f"?{urlencode(query)}" if query else "")
        trouble = ""
        for _ in range(ATTEMPTS):
            try:
                return self._get(url)
            except urllib.error.HTTPError as error:
                trouble = f"{error.code} {error.read().decode()}"
                if error.code == 404:
                    return None
                if error.code < 500:
                    break
            except OSError as error:  # a busy machine answers late, or not at all
                trouble = str(error)
        raise ApiError(f"{path}: {trouble}")

    def _get(self, url: str) -> dict[str, Any]:
        request = urllib.request.Request(url, headers={"authorization": f"Bearer {self.token}"})  # noqa: S310
        with urllib.request.urlopen(request, timeout=TIMEOUT) as response:  # noqa: S310
            answer: dict[str, Any] = json.load(response)
            return answer

    def items(self, path: str, **query: str) -> list[dict[str, Any]]:
        """Every item of a list, page by page. Raises ApiError where there is no such list."""
        found: list[dict[str, Any]] = []
        while True:
            page = self.get(path, limit="100", **query)
            if page is None:
                raise ApiError(f"{path}: 404")
            found += page["items"]
            if page["next"] is None:
                return found
            query = {**query, "cursor": page["next"]}
