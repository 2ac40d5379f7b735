"""An OIDC issuer in memory: keys, discovery, tokens of every make."""

import json
import time
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

ISSUER, AUDIENCE = "https://login.example.cn/yuji", "yuji-api"
JWKS = "https://login.example.cn/keys"


class Key:
    """A signing key with its public half as a JWK."""

    def __init__(self, kid: str, algorithm: str = "RS256", **jwk: Any) -> None:
        self.kid, self.algorithm = kid, algorithm
        self.private: Any
        if algorithm in ("RS256", "PS256"):
            self.private = rsa.generate_private_key(65537, 2048)
        elif algorithm == "ES256":
            self.private = ec.generate_private_key(ec.SECP256R1())
        else:
            self.private = ed25519.Ed25519PrivateKey.generate()
        public = jwt.get_algorithm_by_name(algorithm).to_jwk(self.private.public_key())
        self.jwk: dict[str, Any] = {**json.loads(public), "kid": kid, **jwk}


class Issuer:
    """Serves its documents as a fetch function; counts how often its keys were asked for."""

    def __init__(self, *keys: Key) -> None:
        self.keys = list(keys)
        self.asked = 0
        self.down = False
        self.document = {"issuer": ISSUER, "jwks_uri": JWKS}

    def fetch(self, url: str) -> dict[str, Any]:
        if self.down:
            raise OSError("away")
        if url == f"{ISSUER}/.well-known/openid-configuration":
            return self.document
        assert url == self.document["jwks_uri"]
        self.asked += 1
        return {"keys": [key.jwk for key in self.keys]}


def claims(role: str = "hr_reviewer", **changed: Any) -> dict[str, Any]:
    """Sound claims; a change to None takes a claim out."""
    now = int(time.time())
    sound = {"iss": ISSUER, "aud": AUDIENCE, "sub": "wang", "name": "王示例", "role": role}
    sound |= {"iat": now, "nbf": now, "exp": now + 600}
    return {name: value for name, value in {**sound, **changed}.items() if value is not None}


def token(key: Key, role: str = "hr_reviewer", **changed: Any) -> str:
    """A signed token."""
    return jwt.encode(claims(role, **changed), key.private, algorithm=key.algorithm, headers={"kid": key.kid})
