"""The API on moto, as its users meet it: every answer is held against the API's own description."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import boto3
import pytest
from botocore.config import Config
from chalice.app import Chalice
from chalice.test import Client
from jsonschema import Draft202012Validator
from moto import mock_aws

from chalicelib.adapters.acts import Acts
from chalicelib.adapters.classes import Classes
from chalicelib.adapters.evidence import Evidence
from chalicelib.adapters.footages import Footages
from chalicelib.adapters.inspections import Inspections
from chalicelib.adapters.listing import Listing
from chalicelib.adapters.posting import Posting
from chalicelib.adapters.receipts import Receipts
from chalicelib.adapters.registry import Rows
from chalicelib.adapters.tokens import KeySet, Tokens
from chalicelib.adapters.videos import Videos
from chalicelib.api import install
from chalicelib.api.access import ROUTES
from chalicelib.api.install import matches
from chalicelib.api.openapi import document
from chalicelib.api.services import Services
from chalicelib.intake.layout import limit_of
from chalicelib.policy import henan
from chalicelib.workflows.decide import Decide
from chalicelib.workflows.inspect import Inspect
from chalicelib.workflows.reading import ClassReading
from chalicelib.workflows.reading_institutions import InstitutionReading
from chalicelib.workflows.reading_uploads import UploadReading
from chalicelib.workflows.unmask import Unmask
from tests.api.issuer import AUDIENCE, ISSUER, Issuer, Key, token
from tests.api.world import BUCKET, REPORTS, World, build

NOW = datetime(2024, 3, 1, 8, tzinfo=UTC)


class Answer:
    """A response: `status`, `headers` by lower-case name, parsed `body`."""

    def __init__(self, status: int, headers: dict[str, str], body: Any) -> None:
        self.status, self.body = status, body
        self.headers = {name.lower(): value for name, value in headers.items()}


class Api:
    """Calls the app and checks each answer of a known operation against the OpenAPI document."""

    def __init__(self, services: Services, key: Key) -> None:
        self.app = Chalice("yuji", configure_logs=False)
        install(self.app, lambda: services)
        self._key, self._document = key, document(ROUTES)

    def __call__(
        self,
        method: str,
        path: str,
        role: str | None = None,
        *,
        body: Any = None,
        headers: dict[str, str] | None = None,
        query: dict[str, Any] | None = None,
        **claims: Any,
    ) -> Answer:
        sent = {"Content-Type": "application/json"} if body is not None else {}
        if role:
            sent["Authorization"] = f"Bearer {token(self._key, role, **claims)}"
        raw = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else b""
        target = path + ("?" + urlencode(query) if query else "")
        with Client(self.app) as client:
            found = client.http.request(method, target, headers={**sent, **(headers or {})}, body=raw)
        answer = Answer(found.status_code, found.headers, json.loads(found.body))
        self._check(method, path, answer)
        return answer

    def _check(self, method: str, path: str, answer: Answer) -> None:
        for pattern, operations in self._document["paths"].items():
            if matches(pattern, path) and method.lower() in operations:
                described = operations[method.lower()]["responses"][str(answer.status)]["content"]
                content = described[answer.headers["content-type"]]
                schema = {**content["schema"], "components": self._document["components"]}
                Draft202012Validator(schema).validate(answer.body)
                return


@pytest.fixture(scope="package")
def world() -> Iterator[World]:
    with pytest.MonkeyPatch.context() as patch, mock_aws():
        patch.setenv("AWS_DEFAULT_REGION", "cn-north-1")
        patch.setenv("AWS_ACCESS_KEY_ID", "test")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        yield build(lambda service: boto3.client(service, region_name="cn-north-1"))


@pytest.fixture(scope="package")
def key() -> Key:
    return Key("k1")


@pytest.fixture(scope="package")
def services(world: World, key: Key) -> Services:
    classes, evidence, listing = Classes(world.table), Evidence(world.table), Listing(world.table)
    s3 = boto3.client("s3", region_name="cn-north-1", config=Config(signature_version="s3v4"))
    return Services(
        stage="test",
        release="r1",
        authenticate=Tokens(ISSUER, AUDIENCE, KeySet(ISSUER, Issuer(key).fetch, https=True)).caller,
        classes=ClassReading(classes, evidence, listing),
        uploads=UploadReading(classes, Receipts(world.table), listing),
        institutions=InstitutionReading(Rows(world.table), listing),
        unmask=Unmask(classes, Acts(world.table), world.seal, lambda _: None),
        inspect=Inspect(classes, Inspections(world.table), lambda _: None),
        decide=Decide(classes, evidence, Receipts(world.table), lambda _: None),
        form=Posting(BUCKET, lambda: s3, limit_of).form,
        recordings=Footages(world.table).current,
        still=Videos(BUCKET, REPORTS, lambda: s3).still_link,
        owner=lambda class_id: head.institution if (head := classes.head(class_id)) else None,
        policy=henan,
        now=lambda: NOW,
    )


@pytest.fixture(scope="package")
def api(services: Services, key: Key) -> Api:
    return Api(services, key)
