"""Personal numbers at rest: a keyed hash to look them up, an envelope under the KMS key to read them back."""

import hashlib
import hmac
import json
import os
from collections.abc import Callable
from functools import cached_property
from typing import Any

_LABEL = b"yuji/look-up-hash/v1"
_NONCE = 12


class LookUpHash:
    """The keyed hash. Its key is derived in KMS from a key that never leaves it, one call a process."""

    def __init__(self, key_id: str, kms: Callable[[], Any]) -> None:
        self._key_id, self._kms = key_id, kms

    @cached_property
    def _key(self) -> bytes:
        answer = self._kms().generate_mac(KeyId=self._key_id, MacAlgorithm="HMAC_SHA_256", Message=_LABEL)
        return bytes(answer["Mac"])

    def __call__(self, number: str) -> str:
        """32 hex digits: 128 bits of HMAC-SHA-256."""
        return hmac.new(self._key, number.encode(), hashlib.sha256).hexdigest()[:32]


class Seal:
    """Envelope encryption: one KMS data key an upload, AES-256-GCM, bound to what it belongs to."""

    def __init__(self, key_id: str, kms: Callable[[], Any]) -> None:
        self._key_id, self._kms = key_id, kms

    def close(self, secrets: dict[str, dict[str, str]], bound_to: str) -> dict[str, bytes]:
        """`secrets` (subject → name → number) as `wrapped` data key and `sealed` text; opens only with `bound_to`."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        key = self._kms().generate_data_key(KeyId=self._key_id, KeySpec="AES_256", EncryptionContext={"yuji": bound_to})
        nonce = os.urandom(_NONCE)
        text = json.dumps(secrets, ensure_ascii=False).encode()
        return {
            "wrapped": bytes(key["CiphertextBlob"]),
            "sealed": nonce + AESGCM(key["Plaintext"]).encrypt(nonce, text, bound_to.encode()),
        }

    def open(self, wrapped: bytes, sealed: bytes, bound_to: str) -> dict[str, dict[str, str]]:
        """The inverse of `close`."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        answer = self._kms().decrypt(KeyId=self._key_id, CiphertextBlob=wrapped, EncryptionContext={"yuji": bound_to})
        text = AESGCM(answer["Plaintext"]).decrypt(sealed[:_NONCE], sealed[_NONCE:], bound_to.encode())
        opened: dict[str, dict[str, str]] = json.loads(text)
        return opened
