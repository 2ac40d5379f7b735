"""A local stack's own OIDC issuer: a key that never leaves its folder, and its public half on a bucket of the emulator.

The deployed functions find it by discovery, as they find any issuer. Another stack has another key and another address,
and a deployed stage refuses an issuer that is not https.
"""

import datetime
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

from infra.clients import Clients

BUCKET = "yuji-local-issuer"
AUDIENCE = "yuji-local"
ALGORITHM = "ES256"
KEY_ID = "local"
LIFETIME = datetime.timedelta(hours=12)


@dataclass(frozen=True)
class Person:
    """Who a token speaks for. `institution` is the unified social credit code; empty for officials."""

    sub: str
    role: str
    region: str
    institution: str = ""
    name: str = ""

    def claims(self) -> dict[str, str]:
        said = {"sub": self.sub, "role": self.role, "region": self.region, "name": self.name or self.sub}
        return said | ({"institution": self.institution} if self.institution else {})


@dataclass(frozen=True)
class Issuer:
    """The issuer at `endpoint`; its private key is `folder/issuer.pem`, made at first use."""

    folder: Path
    endpoint: str

    @property
    def url(self) -> str:
        return f"{self.endpoint}/{BUCKET}"

    def publish(self, clients: Clients) -> None:
        """Put the discovery document and the public key where anybody can read them."""
        s3 = clients("s3")
        s3.create_bucket(Bucket=BUCKET)
        s3.delete_public_access_block(Bucket=BUCKET)  # new buckets are closed to the public, as on AWS
        s3.put_bucket_policy(Bucket=BUCKET, Policy=json.dumps(_ANYBODY_READS))
        documents = {"jwks.json": {"keys": [self._public_key()]}, ".well-known/openid-configuration": self._discovery()}
        for key, document in documents.items():
            s3.put_object(Bucket=BUCKET, Key=key, Body=json.dumps(document).encode(), ContentType="application/json")

    def token(self, person: Person, now: datetime.datetime) -> str:
        """A bearer token for `person`, good for LIFETIME from `now` (aware)."""
        times = {"iat": now, "nbf": now, "exp": now + LIFETIME}
        claims = {"iss": self.url, "aud": AUDIENCE, **person.claims(), **times}
        return jwt.encode(claims, self._key(), algorithm=ALGORITHM, headers={"kid": KEY_ID})

    def _discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "jwks_uri": f"{self.url}/jwks.json",
            "id_token_signing_alg_values_supported": [ALGORITHM],
        }

    def _public_key(self) -> dict[str, Any]:
        public: dict[str, Any] = ECAlgorithm.to_jwk(self._key().public_key(), as_dict=True)
        return public | {"kid": KEY_ID, "use": "sig", "alg": ALGORITHM}

    def _key(self) -> ec.EllipticCurvePrivateKey:
        file = self.folder / "issuer.pem"
        if not file.is_file():
            _write_key(file)
        key = serialization.load_pem_private_key(file.read_bytes(), password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TypeError(f"{file} is not an EC key; delete it and bring the stack up again")
        return key


def _write_key(file: Path) -> None:
    pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as private:
        private.write(pem)


_ANYBODY_READS = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": "*",
            "Action": "s3:GetObject",
            "Resource": f"arn:aws:s3:::{BUCKET}/*",  # an emulator's bucket, never AWS's
        }
    ],
}
